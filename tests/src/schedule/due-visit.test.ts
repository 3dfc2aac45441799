import { describe, expect, it } from 'vitest';
import { dueVisit, nextVisitMs } from '../../../src/schedule/due-visit.ts';
import type { Schedule } from '../../../src/schedule/schedule.ts';
import { schedule } from './schedules.ts';

const minuteMs = 60_000;
const at = (time: string) => Date.parse(`2026-03-02T${time}:00Z`);
const hourly = schedule({ rhythm: { kind: 'cron', cron: '0 * * * *' } });
const due = (change: Partial<Schedule>, doneUntil: string, now: string) =>
  dueVisit({ ...hourly, ...change }, [], at(doneUntil), at(now));

describe('what is due', () => {
  it('is a visit at its time, once', () => {
    expect(due({}, '09:00', '09:59')).toEqual({ visit: null, passedBy: null, doneUntilMs: at('09:00') });
    expect(due({}, '09:00', '10:00')).toEqual({
      visit: { atMs: at('10:00'), trigger: 'schedule' },
      passedBy: null,
      doneUntilMs: at('10:00'),
    });
    expect(due({}, '10:00', '10:01').visit).toBeNull();
  });

  it('is one visit for all times that were missed, told as missed', () => {
    expect(due({}, '04:00', '09:30')).toEqual({
      visit: { atMs: at('09:00'), trigger: 'missed' },
      passedBy: { count: 4, firstMs: at('05:00'), lastMs: at('08:00') },
      doneUntilMs: at('09:00'),
    });
    // The service came back just in time for the next one.
    expect(due({}, '04:00', '09:01').visit).toEqual({ atMs: at('09:00'), trigger: 'schedule' });
  });

  it('is nothing but what was missed where the schedule says so', () => {
    expect(due({ missed: 'skip' }, '04:00', '09:30')).toEqual({
      visit: null,
      passedBy: { count: 5, firstMs: at('05:00'), lastMs: at('09:00') },
      doneUntilMs: at('09:00'),
    });
    expect(due({ missed: 'skip' }, '04:00', '09:01').visit).toEqual({
      atMs: at('09:00'),
      trigger: 'schedule',
    });
  });

  it('is found after a month without the service, also for a list of every minute', () => {
    const minutely = schedule({ rhythm: { kind: 'every', everyMs: minuteMs } });
    const now = at('09:30');
    const { visit, doneUntilMs } = dueVisit(minutely, [], now - 31 * 1_440 * minuteMs, now);
    expect(visit?.trigger).toBe('schedule');
    expect(now - doneUntilMs).toBeLessThan(minuteMs);
    const monthly = schedule({ rhythm: { kind: 'cron', cron: '0 0 5 * *' } });
    expect(dueVisit(monthly, [], now - 40 * 1_440 * minuteMs, now).visit).toEqual({
      atMs: Date.parse('2026-02-05T00:00:00Z'),
      trigger: 'missed',
    });
  });

  it('tells when to look again', () => {
    expect(nextVisitMs(hourly, [], at('09:00'))).toBe(at('10:00'));
    expect(
      nextVisitMs(schedule({ rhythm: { kind: 'learned', minMinutes: 1, maxMinutes: 9 } }), [], 0),
    ).toBeNull();
  });
});
