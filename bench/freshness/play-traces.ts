import type { ScheduleState } from '../../src/model/schedule-state.ts';
import { allotVisits } from '../../src/schedule/allot-visits.ts';
import { expectedPerHour, learnVisit } from '../../src/schedule/list-rates.ts';
import { planMs } from '../../src/schedule/make-plans.ts';
import { plannedTimes } from '../../src/schedule/planned-times.ts';
import type { Trace } from './make-trace.ts';

const dayMs = 86_400_000;

/** What a way of visiting came to, over the days that are looked at. */
export type Played = {
  visitsPerDay: number;
  articles: number;
  p50Minutes: number;
  p95Minutes: number;
  meanMinutes: number;
  shareWithin: number;
  /** Mean over the plans that were in force; null: no plan promised anything. */
  predicted: { p95Minutes: number; shareWithin: number } | null;
};

export type Judged = { fromDay: number; untilDay: number; withinMinutes: number };

/** Every list at one gap, each at a place of its own: what a fixed interval does with so many visits. */
export function playFixed(traces: readonly Trace[], visitsPerDay: number, judged: Judged): Played {
  const gapMs = (traces.length * dayMs) / visitsPerDay;
  const rhythm = { kind: 'every' as const, everyMs: gapMs };
  const log = openLog(judged);
  for (const { id, atMs } of traces) {
    const seen = follow(atMs);
    for (const time of plannedTimes({ id, rhythm, zone: 'UTC', jitterMs: 0, blackout: [] }, [], 0)) {
      if (time >= judged.untilDay * dayMs) break;
      log.visit(time, seen(time));
    }
  }
  return log.figures(null);
}

/** The plan of `allotVisits`, made anew every six hours from nothing but what the visits so far have found. */
export function playLearned(
  traces: readonly Trace[],
  visitsPerDay: number,
  judged: Judged,
  options: { share: number; spendAll: boolean },
): Played {
  const lists = traces.map(({ id, atMs }) => ({
    id,
    seen: follow(atMs),
    rates: [] as ScheduleState['rates'],
    lastMs: null as number | null,
    learnedMs: 0,
  }));
  const log = openLog(judged);
  const promises: { p95Minutes: number; shareWithin: number }[] = [];
  for (let nowMs = 0; nowMs < judged.untilDay * dayMs; nowMs += planMs) {
    const isKnown = lists.some(({ rates }) => rates.length > 0);
    const plan = allotVisits(
      lists.map(({ id, rates }) => ({
        id,
        perHour: rates.length > 0 ? expectedPerHour(rates) : new Array<number>(24).fill(1),
      })),
      { ...options, withinMinutes: judged.withinMinutes, visitsPerDay },
    );
    if (isKnown && nowMs >= judged.fromDay * dayMs) promises.push(plan);
    for (const list of lists) {
      const schedule = { id: list.id, zone: 'UTC', jitterMs: 0, blackout: [] };
      const rhythm = { kind: 'learned' as const, minMinutes: 1, maxMinutes: 1_440 };
      for (const time of plannedTimes({ ...schedule, rhythm }, plan.visits.get(list.id) ?? [], nowMs)) {
        if (time > nowMs + planMs) break;
        const found = list.seen(time);
        log.visit(time, found);
        if (list.lastMs !== null) {
          const visit = { fromMs: list.lastMs, toMs: time, items: found.length };
          list.rates = learnVisit(list.rates, { ...visit, lastLearnedMs: list.learnedMs });
          list.learnedMs = time;
        }
        list.lastMs = time;
      }
    }
  }
  return log.figures(promises);
}

/** The articles that a visit finds: those since the visit before. */
function follow(atMs: readonly number[]): (untilMs: number) => number[] {
  let place = 0;
  return (untilMs) => {
    const from = place;
    while ((atMs[place] ?? Number.POSITIVE_INFINITY) <= untilMs) place += 1;
    return atMs.slice(from, place);
  };
}

function openLog({ fromDay, untilDay, withinMinutes }: Judged) {
  const delays: number[] = [];
  let visits = 0;
  return {
    visit(atMs: number, found: readonly number[]) {
      if (atMs < fromDay * dayMs || atMs >= untilDay * dayMs) return;
      visits += 1;
      for (const bornMs of found) if (bornMs >= fromDay * dayMs) delays.push((atMs - bornMs) / 60_000);
    },
    figures(promises: readonly { p95Minutes: number; shareWithin: number }[] | null): Played {
      const sorted = delays.toSorted((a, b) => a - b);
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      return {
        visitsPerDay: visits / (untilDay - fromDay),
        articles: sorted.length,
        p50Minutes: at(0.5),
        p95Minutes: at(0.95),
        meanMinutes: mean(sorted),
        shareWithin: sorted.filter((delay) => delay <= withinMinutes).length / Math.max(1, sorted.length),
        predicted: promises?.length
          ? {
              p95Minutes: mean(promises.map(({ p95Minutes }) => p95Minutes)),
              shareWithin: mean(promises.map(({ shareWithin }) => shareWithin)),
            }
          : null,
      };
    },
  };
}
