import type { Run } from '../model/run.ts';
import type { ScheduleState } from '../model/schedule-state.ts';
import type { ScheduleAlarm } from '../model/schedule-view.ts';
import { delaysOf } from './delay-log.ts';
import { dueVisit } from './due-visit.ts';
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
  /** The last runs of the schedule, newest first. */
  runs: readonly Run[];
};

/** What an operator has to know of the schedules now; nothing where all is well. */
export function scheduleAlarms(watched: readonly WatchedSchedule[], nowMs: number): ScheduleAlarm[] {
  const outages = new Map<string, ScheduleAlarm>();
  const alarms: ScheduleAlarm[] = [];
  for (const one of watched) {
    const outage = one.isPaused ? null : outageOf(one);
    // A site is out once, however many lists it has; it is back when one of them answers.
    const known = outages.get(one.schedule.site);
    if (outage && (!known || outage.since < known.since)) outages.set(one.schedule.site, outage);
    if (one.isPaused) continue;
    const overdue = overdueOf(one, nowMs);
    if (overdue) alarms.push(overdue);
    const missed = freshnessOf(one);
    if (missed) alarms.push(missed);
  }
  const answering = new Set(
    watched
      .filter(({ runs }) => isAnswer(runs.find(({ state }) => state === 'done')))
      .map(({ schedule }) => schedule.site),
  );
  const out = [...outages.values()].filter(({ site }) => !answering.has(site));
  return [...alarms, ...out].sort((a, b) => (a.site + a.kind < b.site + b.kind ? -1 : 1));
}

function overdueOf({ schedule, state, runs }: WatchedSchedule, nowMs: number): ScheduleAlarm | null {
  if (!state) return null;
  const waiting = runs.find(
    ({ state: is, plannedAt }) => is === 'waiting' && nowMs - Date.parse(plannedAt) > overdueMs,
  );
  if (waiting) {
    const message = 'a run waits for a worker; look at the queue (`wellspring doctor`) and at the workers';
    return alarm('overdue', schedule, waiting.plannedAt, message);
  }
  const perHour = state.plan?.perHour ?? [];
  const due = dueVisit(schedule, perHour, Date.parse(state.doneUntil), nowMs - overdueMs);
  const firstMs = due.passedBy?.firstMs ?? due.visit?.atMs;
  // A run of the same list is under way, and the next one has to wait for it.
  if (firstMs === undefined || runs.some(({ state: is }) => is === 'running')) return null;
  const message = 'no run was made of it; is a scheduler running (`wellspring start`)?';
  return alarm('overdue', schedule, new Date(firstMs).toISOString(), message);
}

function outageOf({ schedule, runs }: WatchedSchedule): ScheduleAlarm | null {
  const ended = runs.filter(({ state }) => state === 'done' || state === 'failed');
  const answer = ended.findIndex(isAnswer);
  const empty = answer === -1 ? ended : ended.slice(0, answer);
  const [newest, oldest] = [empty[0], empty.at(-1)];
  if (!newest || !oldest || empty.length < outageVisits) return null;
  if (Date.parse(newest.plannedAt) - Date.parse(oldest.plannedAt) < outageMs) return null;
  const outcomes = Object.entries(newest.outcomes)
    .filter(([outcome]) => outcome !== 'not-due')
    .map(([outcome, count]) => `${count} ${outcome}`);
  const message = `nothing came in ${empty.length} visits; the last one: ${outcomes.join(', ') || newest.reason || 'nothing'}`;
  return alarm('outage', schedule, oldest.plannedAt, message);
}

/** True where a run got at least one page. */
function isAnswer(run: Run | undefined): boolean {
  if (!run) return false;
  const { outcomes } = run;
  const got = ['stored', 'unchanged', 'not-article', 'duplicate', 'quarantined', 'parse-refused'] as const;
  return got.some((outcome) => (outcomes[outcome] ?? 0) > 0);
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
