import { describe, expect, it } from 'vitest';
import { timeAxis } from '../../../../src/dashboard/app/time-axis.ts';

const labels = (first: string, last: string) =>
  timeAxis(Date.parse(`${first}Z`), Date.parse(`${last}Z`)).ticks.map(({ label }) => label);

describe('timeAxis', () => {
  it.each([
    [
      '2025-04-16T10:20',
      '2025-04-16T12:10',
      ['16 Apr 2025, 10:00', '16 Apr 2025, 11:00', '16 Apr 2025, 12:00', '16 Apr 2025, 13:00'],
    ],
    ['2025-04-01T12:00', '2025-04-04T12:00', ['2 Apr 2025', '3 Apr 2025', '4 Apr 2025']],
    [
      '2023-12-04T06:00',
      '2025-04-21T06:00',
      ['Jan 2024', 'Apr 2024', 'Jul 2024', 'Oct 2024', 'Jan 2025', 'Apr 2025'],
    ],
    ['2001-03-01T00:00', '2024-03-01T00:00', ['Jan 2005', 'Jan 2010', 'Jan 2015', 'Jan 2020', 'Jan 2025']],
  ])('puts ticks on whole units from %s to %s', (first, last, ticks) => {
    expect(labels(first, last)).toEqual(ticks);
  });

  it('leaves room at both ends, also where all times are one', () => {
    const at = Date.UTC(2025, 3, 16, 12);
    const axis = timeAxis(at, at);
    expect(axis.place(at)).toBe(50);
    expect(axis.ticks.length).toBeGreaterThan(0);
    const wide = timeAxis(at, at + 86_400_000);
    expect(wide.place(at)).toBeGreaterThan(0);
    expect(wide.place(at + 86_400_000)).toBeLessThan(100);
  });
});
