import type { Run } from '../model/run.ts';
import type { ScheduleState } from '../model/schedule-state.ts';
import type { ScheduleAlarm } from '../model/schedule-view.ts';
import { delaysOf } from './delay-log.ts';
import type { Schedule } from './schedule.ts';

/** A run that has not begun so long after its time is overdue. */
export const overdueMs = 30 * 60_000;
/** A site of which nothing came for so long, in so many visits, is out. */
export const outageMs = 2 * 3_600_000;
export const outageVisits = 3;
/** A goal is judged when so many new articles were found. */
const judgedArticles = 200;

export type WatchedSchedule = {
  schedule: Schedule;
  state: ScheduleState | null;
  /** Nobody expects runs of it. */
  isPaused: boolean;
  /** Its runs that wait or are under way. */
  open: readonly Run[];
};

/** What an operator has to know of the schedules now; nothing where all is well. */
export function scheduleAlarms(watched: readonly WatchedSchedule[], nowMs: number): ScheduleAlarm[] {
  const expected = watched.filter(({ isPaused }) => !isPaused);
  const alarms = expected.flatMap((one) => [overdueOf(one, nowMs), freshnessOf(one)]);
  // A site is out once, however many lists it has, and not while one of them answers.
  const outages = [...Map.groupBy(expected, ({ schedule }) => schedule.site).values()].map((lists) => {
    const answered = lists.some(({ state }) => state?.lastVisitAt && state.silent === null);
    return answered ? null : (lists.map(outageOf).find((alarm) => alarm !== null) ?? null);
  });
  return [...alarms, ...outages]
    .filter((one) => one !== null)
    .sort((a, b) => (a.site + a.kind < b.site + b.kind ? -1 : 1));
}

/** How long a list has been silent, after one more run of it; null: the run got a page. */
export function silenceAfter(
  before: ScheduleState['silent'],
  { outcomes, plannedAt, reason }: Pick<Run, 'outcomes' | 'plannedAt' | 'reason'>,
): ScheduleState['silent'] {
  if (answers.some((outcome) => (outcomes[outcome] ?? 0) > 0)) return null;
  if (before && before.lastAt >= plannedAt) return before;
  const told = Object.entries(outcomes)
    .filter(([outcome]) => outcome !== 'not-due')
    .map(([outcome, count]) => `${count} ${outcome}`);
  const last = told.join(', ') || (reason ?? 'nothing');
  return {
    ...{ since: before?.since ?? plannedAt, lastAt: plannedAt, visits: (before?.visits ?? 0) + 1 },
    last,
  };
}

/** Outcomes of a page that came. */
const answers = ['stored', 'unchanged', 'not-article', 'duplicate', 'quarantined', 'parse-refused'] as const;

function overdueOf({ schedule, state, open }: WatchedSchedule, nowMs: number): ScheduleAlarm | null {
  if (!state) return null;
  const waiting = open.find(
    ({ state: is, plannedAt }) => is === 'waiting' && nowMs - Date.parse(plannedAt) > overdueMs,
  );
  if (waiting) {
    const message = 'a run waits for a worker; look at the queue (`wellspring doctor`) and at the workers';
    return alarm('overdue', schedule, waiting.plannedAt, message);
  }
  // A run of the same list is under way, and the next one may have to wait for it.
  if (open.length > 0) return null;
  if (state.nextAt === null || Date.parse(state.nextAt) + overdueMs > nowMs) return null;
  const message = 'no run was made of it; is a scheduler running (`wellspring start`)?';
  return alarm('overdue', schedule, state.nextAt, message);
}

function outageOf({ schedule, state }: WatchedSchedule): ScheduleAlarm | null {
  const silent = state?.silent;
  if (!silent || silent.visits < outageVisits) return null;
  if (Date.parse(silent.lastAt) - Date.parse(silent.since) < outageMs) return null;
  const message = `nothing came in ${silent.visits} visits; the last one: ${silent.last}`;
  return alarm('outage', schedule, silent.since, message);
}

function freshnessOf({ schedule, state }: WatchedSchedule): ScheduleAlarm | null {
  if (schedule.rhythm.kind !== 'freshness' || !state) return null;
  const { share, withinMinutes } = schedule.rhythm.goal;
  const actual = delaysOf(state.delays, withinMinutes);
  const predicted = state.plan?.predicted;
  // One list may be visited seldom for the sake of all: only where the plan promises the goal is it an alarm.
  if (!actual || actual.articles < judgedArticles || !predicted || predicted.shareWithin < share) return null;
  if (actual.shareWithin >= share - 0.1) return null;
  const percent = (part: number) => `${Math.round(part * 1_000) / 10} %`;
  const message = `${percent(actual.shareWithin)} of its new articles were found within ${withinMinutes} min; the goal is ${percent(share)}`;
  return alarm('freshness', schedule, `${state.delays[0]?.day}T00:00:00.000Z`, message);
}

function alarm(
  kind: ScheduleAlarm['kind'],
  { site, id }: Pick<Schedule, 'site' | 'id'>,
  since: string,
  message: string,
): ScheduleAlarm {
  return { kind, site, schedule: id, since, message };
}
