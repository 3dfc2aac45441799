import type { SiteCondition } from '../../../api/health-answers.ts';
import type { ScheduleList } from '../../../api/schedule-answer.ts';
import { bareHost } from '../../../model/bare-host.ts';
import type { PausedBy, ScheduleView } from '../../../model/schedule-view.ts';

/** A site as an operator sees it: what its site file plans, and how the pages of its hosts do. */
export type OperatedSite = {
  name: string;
  hosts: readonly string[];
  /** It has a site file. */
  isScheduled: boolean;
  /** The worst of its hosts; null: none of their pages was looked at. */
  state: SiteCondition['state'] | null;
  held: number;
  /** The host that the most pages are held of. */
  heldOf: string | null;
  doubts: readonly string[];
  alarms: ScheduleList['alarms'];
  /** Of its lists the worst; null: no list has one. */
  inTime: number | null;
  promised: number | null;
  p95Minutes: number | null;
  lastVisitAt: string | null;
  nextAt: string | null;
  paused: PausedBy | null;
};

const worstFirst: readonly SiteCondition['state'][] = ['changed', 'doubt', 'new', 'learning', 'well'];

/** Sites that need somebody first, then by name. Hosts without a site file stand by themselves. */
export function operatedSites(
  { schedules, alarms }: Pick<ScheduleList, 'schedules' | 'alarms'>,
  conditions: readonly SiteCondition[],
): OperatedSite[] {
  const byName = Map.groupBy(schedules, ({ site }) => site);
  const owner = new Map(
    schedules.flatMap(({ site, starts }) => starts.map(({ url }) => [hostOf(url), site] as const)),
  );
  const byOwner = Map.groupBy(conditions, ({ site }) => owner.get(bareHost(site)) ?? site);
  const names = new Set([...byName.keys(), ...byOwner.keys()]);
  return [...names]
    .map((name) => ({
      ...planned(byName.get(name) ?? []),
      ...found(byOwner.get(name) ?? []),
      name,
      alarms: alarms.filter(({ site }) => site === name),
    }))
    .toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function planned(lists: readonly ScheduleView[]) {
  const actual = lists.flatMap((list) => (list.actual ? [list.actual] : []));
  const worst = actual.toSorted((a, b) => a.shareWithin - b.shareWithin)[0];
  return {
    hosts: lists.flatMap(({ starts }) => starts.map(({ url }) => hostOf(url))),
    isScheduled: lists.length > 0,
    inTime: worst?.shareWithin ?? null,
    promised: lists.find(({ predicted }) => predicted !== null)?.predicted?.shareWithin ?? null,
    p95Minutes: actual.length === 0 ? null : Math.max(...actual.map(({ p95Minutes }) => p95Minutes)),
    lastVisitAt:
      lists
        .flatMap(({ lastVisitAt }) => lastVisitAt ?? [])
        .toSorted()
        .at(-1) ?? null,
    nextAt: lists.flatMap(({ next }) => next[0] ?? []).toSorted()[0] ?? null,
    paused: lists.find(({ paused }) => paused !== null)?.paused ?? null,
  };
}

function found(conditions: readonly SiteCondition[]) {
  return {
    state: worstFirst.find((state) => conditions.some((one) => one.state === state)) ?? null,
    held: conditions.reduce((sum, { held }) => sum + held, 0),
    heldOf: conditions.toSorted((a, b) => b.held - a.held)[0]?.site ?? null,
    doubts: conditions.flatMap(({ doubts }) => doubts),
  };
}

function rank({ state, alarms }: OperatedSite): number {
  if (alarms.length > 0 || state === 'changed') return 0;
  return state === 'doubt' ? 1 : state === 'new' ? 2 : 3;
}

const hostOf = (url: string) => bareHost(new URL(url).host);
