import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { blackoutEnd } from '../../../src/schedule/blackout-end.ts';
import { plannedTimes } from '../../../src/schedule/planned-times.ts';
import type { Schedule } from '../../../src/schedule/schedule.ts';
import { schedule } from './schedules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const flat = Array.from({ length: 24 }, () => 2.5);

function times(change: Partial<Schedule>, after: string, count: number): number[] {
  const found: number[] = [];
  for (const time of plannedTimes(schedule(change), flat, Date.parse(after))) {
    found.push(time);
    if (found.length === count) break;
  }
  return found;
}

/** Times on the clock of a zone, "29 02:30". */
const clock = (all: readonly number[], zone: string) =>
  all.map((ms) => DateTime.fromMillis(ms, { zone }).toFormat('dd HH:mm'));

const cron = (text: string, zone: string): Partial<Schedule> => ({
  rhythm: { kind: 'cron', cron: text },
  zone,
});

describe('the times of a schedule', () => {
  it('lie on the clock of the zone when it is put forward: a skipped time comes at the first moment after', () => {
    const at = (text: string, count: number) =>
      clock(times(cron(text, 'Europe/Berlin'), '2026-03-28T22:00:00Z', count), 'Europe/Berlin');
    expect(at('30 2 * * *', 3)).toEqual(['29 03:30', '30 02:30', '31 02:30']);
    expect(at('30 1-3 * * *', 3)).toEqual(['29 01:30', '29 03:30', '30 01:30']);
    expect(at('*/30 * * * *', 8).slice(4)).toEqual(['29 01:30', '29 03:00', '29 03:30', '29 04:00']);
  });

  it('lie on the clock of the zone when it is put back: a named time comes once, every half hour goes on', () => {
    const at = (text: string, count: number) =>
      clock(times(cron(text, 'Europe/Berlin'), '2026-10-24T22:00:00Z', count), 'Europe/Berlin');
    expect(at('30 2 * * *', 2)).toEqual(['25 02:30', '26 02:30']);
    const halves = times(cron('*/30 * * * *', 'Europe/Berlin'), '2026-10-24T22:00:00Z', 12);
    expect(new Set(halves.map((ms, index) => ms - (halves[index - 1] ?? ms - 30 * minuteMs)))).toEqual(
      new Set([30 * minuteMs]),
    );
    expect(clock(halves, 'Europe/Berlin').filter((text) => text === '25 02:30')).toHaveLength(2);
  });

  it('of an interval do not mind any clock', () => {
    for (const night of ['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z']) {
      const all = times({ rhythm: { kind: 'every', everyMs: hourMs }, zone: 'Europe/Berlin' }, night, 24);
      expect(all.every((ms, index) => index === 0 || ms - (all[index - 1] ?? 0) === hourMs)).toBe(true);
    }
  });

  it('of lists with one interval are spread over it', () => {
    const firsts = Array.from({ length: 200 }, (_, n) =>
      times({ id: `https://p${n}.example/` }, '2026-01-01T00:00:00Z', 1),
    ).flat();
    const quarters = Map.groupBy(firsts, (ms) => Math.floor((ms % (30 * minuteMs)) / (7.5 * minuteMs)));
    for (const quarter of [0, 1, 2, 3]) expect(quarters.get(quarter)?.length).toBeGreaterThan(25);
  });

  it('never lie in blackout hours; what would, comes once at their end', () => {
    const night: Partial<Schedule> = {
      ...cron('0 * * * *', 'Europe/Berlin'),
      blackout: ['22:00-24:00', '00:00-05:30'],
    };
    for (const [after, day] of [
      ['2026-03-28T18:30:00Z', '29'],
      ['2026-10-24T17:30:00Z', '25'],
    ] as const) {
      expect(clock(times(night, after, 5), 'Europe/Berlin').slice(1)).toEqual([
        expect.stringContaining('21:00'),
        `${day} 05:30`,
        `${day} 06:00`,
        `${day} 07:00`,
      ]);
    }
  });

  it('are the same ones wherever one begins to count, in order, jittered, and never in blackout hours', () => {
    const rhythm = fc.oneof(
      fc.integer({ min: 1, max: 500 }).map((n) => ({ kind: 'every' as const, everyMs: n * minuteMs })),
      fc
        .constantFrom('*/7 * * * *', '30 2 * * *', '0 6,18 * * 1-5', 'H H/3 * * *', '59 23 * * *')
        .map((text) => ({ kind: 'cron' as const, cron: text })),
      fc.constant({ kind: 'learned' as const, minMinutes: 1, maxMinutes: 60 }),
    );
    const any = fc.record({
      rhythm,
      id: fc.constantFrom('https://a.example/', 'https://b.example/x'),
      zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
      jitterMs: fc.constantFrom(0, 1, 5, 45).map((n) => n * minuteMs),
      blackout: fc.constantFrom([], ['23:00-06:00'], ['01:00-03:00', '12:00-12:30']),
    });
    const start = fc.integer({
      min: Date.parse('2026-03-20T00:00:00Z'),
      max: Date.parse('2026-11-05T00:00:00Z'),
    });
    fc.assert(
      fc.property(any, start, fc.integer({ min: 1, max: 25 }), (change, from, later) => {
        const whole = schedule(change);
        const after = new Date(from).toISOString();
        const all = times(change, after, 30);
        expect(all).toEqual(all.toSorted((a, b) => a - b));
        expect(new Set(all).size).toBe(all.length);
        const behind = new Date(all[later] ?? 0).toISOString();
        expect(times(change, behind, 29 - later)).toEqual(all.slice(later + 1));
        const closed = all.filter((ms) => blackoutEnd(ms, whole.blackout, whole.zone) !== null);
        expect(closed).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('follow a plan of visits an hour', () => {
    const perHour = Array.from({ length: 24 }, (_, hour) => (hour >= 6 && hour < 9 ? 6 : 0.25));
    const all: number[] = [];
    const day = Date.parse('2026-05-04T00:00:00Z');
    for (const ms of plannedTimes(
      schedule({ rhythm: { kind: 'learned', minMinutes: 5, maxMinutes: 600 } }),
      perHour,
      day,
    )) {
      if (ms > day + 24 * hourMs) break;
      all.push(ms);
    }
    const morning = all.filter((ms) => ms >= day + 6 * hourMs && ms < day + 9 * hourMs);
    expect(morning.length).toBeGreaterThanOrEqual(17);
    expect(morning.length).toBeLessThanOrEqual(19);
    expect(all.length - morning.length).toBeLessThanOrEqual(7);
    const none = plannedTimes(
      schedule({ rhythm: { kind: 'learned', minMinutes: 5, maxMinutes: 600 } }),
      [],
      0,
    );
    expect(none.next().done).toBe(true);
  });
});
