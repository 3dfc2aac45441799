import type { ScheduleState, VisitPlan } from '../model/schedule-state.ts';
import { allotVisits } from './allot-visits.ts';
import { expectedPerHour } from './list-rates.ts';
import type { Schedule } from './schedule.ts';

/** A plan stands for so long, so that its preview can be relied on. */
export const planMs = 6 * 3_600_000;
/** A new article is fetched, and visited three times again. */
const requestsOfArticle = 4;
/** A list of which nothing is known yet. */
const unknownPerHour = 1;

type Learned = { schedule: Schedule; state: Pick<ScheduleState, 'rates' | 'plan'> | null };

export function needsPlan({ rhythm }: Schedule): boolean {
  return rhythm.kind === 'learned' || rhythm.kind === 'freshness';
}

/** True where there is no plan, it has run out, or it was made by a clock that has been put back since. */
export function isPlanOver(plan: VisitPlan | null, nowMs: number): boolean {
  return plan === null || Date.parse(plan.until) <= nowMs || Date.parse(plan.madeAt) > nowMs + 60_000;
}

/** Visits an hour for each list that is planned by what was learned; lists that share a goal are planned together. */
export function makePlans(lists: readonly Learned[], nowMs: number): Map<string, VisitPlan> {
  const plans = new Map<string, VisitPlan>();
  const stamp = { madeAt: iso(nowMs), until: iso(nowMs + planMs) };
  for (const { schedule, state } of lists) {
    if (schedule.rhythm.kind !== 'learned') continue;
    const { minMinutes, maxMinutes } = schedule.rhythm;
    const bounded = (rate: number) => Math.min(60 / minMinutes, Math.max(60 / maxMinutes, rate));
    const perHour = ratesOf(state).map(bounded);
    plans.set(schedule.id, { ...stamp, perHour, predicted: null });
  }
  const groups = Map.groupBy(lists, ({ schedule: { rhythm } }) =>
    rhythm.kind === 'freshness' ? rhythm.group : null,
  );
  for (const [group, members] of groups) {
    const rhythm = members[0]?.schedule.rhythm;
    if (group === null || rhythm?.kind !== 'freshness') continue;
    const { share, withinMinutes, maxRequestsPerDay } = rhythm.goal;
    const rates = members.map(({ schedule, state }) => ({ id: schedule.id, perHour: ratesOf(state) }));
    const known = members.some(({ state }) => (state?.rates.length ?? 0) > 0);
    const articles = known ? rates.flatMap(({ perHour }) => perHour).reduce((sum, rate) => sum + rate, 0) : 0;
    const forArticles = Math.min(articles * requestsOfArticle, maxRequestsPerDay * 0.8);
    const visitsPerDay = maxRequestsPerDay - forArticles;
    const allotted = allotVisits(rates, { share, withinMinutes, visitsPerDay });
    const { p95Minutes, shareWithin } = allotted;
    const requestsPerDay = allotted.visitsPerDay + forArticles;
    for (const { id } of rates) {
      plans.set(id, {
        ...stamp,
        perHour: allotted.visits.get(id) ?? [],
        predicted: known ? { p95Minutes, shareWithin, requestsPerDay } : null,
      });
    }
  }
  return plans;
}

function ratesOf(state: Learned['state']): number[] {
  if (!state || state.rates.length === 0) return new Array<number>(24).fill(unknownPerHour);
  return expectedPerHour(state.rates);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
