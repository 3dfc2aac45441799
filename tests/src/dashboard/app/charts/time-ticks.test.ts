import { scaleUtc } from 'd3-scale';
import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../../../../src/dashboard/app/charts/time-ticks.ts';

const labels = (first: string, last: string, width = 520) =>
  timeTicks(
    scaleUtc()
      .domain([Date.parse(`${first}Z`), Date.parse(`${last}Z`)])
      .range([0, width]),
  ).map(({ label }) => label);

describe('timeTicks', () => {
  it.each([
    ['2025-04-16T10:20', '2025-04-16T12:10', ['10:30', '10:45', '11:00', '11:15', '11:30', '11:45', '12:00']],
    ['2025-04-16T20:00', '2025-04-17T08:00', ['21:00', '17 Apr', '03:00', '06:00']],
    ['2025-04-10T00:00', '2025-04-20T00:00', ['10 Apr', '12 Apr', '14 Apr', '16 Apr', '18 Apr', '20 Apr']],
    ['2023-12-04T00:00', '2026-11-27T00:00', ['2024', '2025', '2026']],
  ])('puts whole hours, days and years between %s and %s', (first, last, expected) => {
    expect(labels(first, last)).toEqual(expected);
  });

  it('names months where a year has room for some of them', () => {
    expect(labels('2025-01-10T00:00', '2025-12-20T00:00')).toEqual(['Apr 2025', 'Jul 2025', 'Oct 2025']);
  });

  it('has fewer labels where there is less room', () => {
    const [narrow, wide] = [200, 900].map((width) => labels('2025-01-01T00:00', '2025-03-01T00:00', width));
    expect(narrow?.length).toBeLessThan(wide?.length ?? 0);
    expect(narrow?.length).toBeGreaterThan(0);
  });
});
