import type { Run } from '../model/run.ts';
import type { ScheduleState } from '../model/schedule-state.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import { blackoutEnd } from '../schedule/blackout-end.ts';
import { countFinds } from '../schedule/delay-log.ts';
import { dueVisit, lateMs, nextVisitMs } from '../schedule/due-visit.ts';
import { learnVisit } from '../schedule/list-rates.ts';
import { isPlanOver, makePlans, needsPlan } from '../schedule/make-plans.ts';
import { type Schedule, scheduleMark, schedulesOf } from '../schedule/schedule.ts';
import { silenceAfter } from '../schedule/schedule-alarms.ts';
import type { Settings } from '../settings.ts';
import type { LiveSites } from '../sites/live-sites.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import { siteJob } from './crawl-jobs.ts';
import type { RunBook } from './run-book.ts';

export type ScheduleLoopNeeds = {
  sites: Pick<LiveSites, 'current'>;
  settings: Settings;
  store: Pick<ArticleStore, 'dueHosts'>;
  schedules: ScheduleStore;
  book: Pick<RunBook, 'begin' | 'look'>;
  now: () => Date;
};

/** Pages that are due again are visited together, a few minutes at a time. */
const revisitEveryMs = 5 * 60_000;
const plansEveryMs = 60_000;
/** A state that two schedulers write at once is read and decided on again. */
const triesMax = 5;

/**
 * One look after another: what is due becomes runs, what runs is followed to its end, and what it found is learned from.
 * Several processes may look at once; each run is made once.
 */
export function openScheduleLoop(needs: ScheduleLoopNeeds) {
  const { sites, settings, schedules, book, now } = needs;
  /** When each schedule is worth a look; asked of the store again then. */
  const nextMs = new Map<string, number>();
  let rulesSeen: readonly SiteDefinition[] = [];
  let listed: { schedule: Schedule; site: SiteDefinition }[] = [];
  let lastLookMs = Number.NEGATIVE_INFINITY;
  let plansSeenMs = Number.NEGATIVE_INFINITY;
  let revisitedMs = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const nowMs = now().getTime();
    const wasPutBack = nowMs < lastLookMs - lateMs;
    lastLookMs = nowMs;
    const current = sites.current();
    // A changed site file has other times; a clock that was put back has them once more.
    const isFresh =
      wasPutBack || current.length !== rulesSeen.length || current.some((one, n) => one !== rulesSeen[n]);
    if (isFresh) {
      nextMs.clear();
      listed = current.flatMap((site) =>
        schedulesOf(site, settings.schedule).map((schedule) => ({ schedule, site })),
      );
    }
    rulesSeen = current;
    const open = await followRuns();
    const paused = await pausedSites();
    await renewPlans(nowMs, isFresh);
    for (const { schedule, site } of listed) {
      if ((nextMs.get(schedule.id) ?? 0) > nowMs || site.paused || paused(site.name)) continue;
      await visitDue(schedule, site, open, nowMs, wasPutBack);
    }
    if (nowMs - revisitedMs >= revisitEveryMs || wasPutBack) {
      revisitedMs = nowMs;
      await addRevisits(current, paused, open, nowMs);
    }
  }

  async function pausedSites(): Promise<(site: string) => boolean> {
    const pauses = await schedules.pauses();
    return (name) => pauses.some(({ site }) => site === null || site === name);
  }

  /** The runs that are still open afterwards. */
  async function followRuns(): Promise<Run[]> {
    const open: Run[] = [];
    for (const run of await schedules.openRuns()) {
      const seen = await book.look(run);
      if (seen.state === 'waiting' || seen.state === 'running') open.push(seen);
      else await learn(seen);
    }
    return open;
  }

  /** What a visit to a list found since the one before, or that it got nothing at all. */
  async function learn(run: Run): Promise<void> {
    const { schedule: id, site, startedAt, state: ended } = run;
    if (id === null || site === null || (ended !== 'done' && ended !== 'failed')) return;
    await change(id, site, (state) => {
      const silent = silenceAfter(state.silent, run);
      const seen = { ...state, silent };
      const atMs = startedAt === null ? null : Date.parse(startedAt);
      const beforeMs = state.lastVisitAt === null ? null : Date.parse(state.lastVisitAt);
      if (beforeMs !== null && atMs !== null && beforeMs >= atMs) return null;
      // Nothing is learned of a visit that got nothing: what came meanwhile is found by the next one.
      if (silent || atMs === null || startedAt === null) return seen;
      const visited = { ...seen, lastVisitAt: startedAt };
      // What the first visit finds has been there for who knows how long.
      if (beforeMs === null) return visited;
      const items = run.freshArticles;
      const lastLearnedMs = state.learnedAt === null ? atMs : Date.parse(state.learnedAt);
      return {
        ...visited,
        rates: learnVisit(state.rates, { fromMs: beforeMs, toMs: atMs, items, lastLearnedMs }),
        learnedAt: startedAt,
        delays: countFinds(state.delays, { atMs, gapMs: atMs - beforeMs, items }),
      };
    });
  }

  async function renewPlans(nowMs: number, isFresh: boolean): Promise<void> {
    if (nowMs - plansSeenMs < plansEveryMs && !isFresh) return;
    plansSeenMs = nowMs;
    const planned = listed.map(({ schedule }) => schedule).filter(needsPlan);
    if (planned.length === 0) return;
    const states = new Map((await schedules.scheduleStates()).map((state) => [state.id, state]));
    const lists = planned.map((schedule) => ({ schedule, state: states.get(schedule.id) ?? null }));
    // Lists that share a goal are planned together, so one without a plan renews them all.
    if (!lists.some(({ state }) => isPlanOver(state?.plan ?? null, nowMs))) return;
    for (const [id, plan] of makePlans(lists, nowMs)) {
      const site = planned.find((one) => one.id === id)?.site ?? '';
      await change(id, site, (state) => ({ ...state, plan }));
      nextMs.delete(id);
    }
  }

  async function visitDue(
    schedule: Schedule,
    site: SiteDefinition,
    open: readonly Run[],
    nowMs: number,
    wasPutBack: boolean,
  ): Promise<void> {
    const state = await schedules.scheduleState(schedule.id);
    if (!state || isNew(state)) return firstVisit(schedule, site, nowMs);
    const perHour = state.plan?.perHour ?? [];
    const doneMs = Date.parse(state.doneUntil);
    // Also where the clock was put back while nothing ran: times far ahead were dealt with, by a wrong clock.
    if (wasPutBack || doneMs > nowMs + lateMs) {
      const clockBack = state.clockBack + (doneMs > nowMs ? 1 : 0);
      await dealtWith(schedule, Math.min(doneMs, nowMs), clockBack, nowMs);
      return;
    }
    const due = dueVisit(schedule, perHour, doneMs, nowMs);
    const before = open.find((run) => run.schedule === schedule.id);
    if (due.visit && before && schedule.overlap === 'wait') return;
    if (due.visit || due.passedBy) {
      const runs = runsOf(schedule, due, state.clockBack, schedule.overlap === 'skip' ? before : undefined);
      for (const run of runs) {
        const jobs = run.state === 'waiting' ? [siteJob(run.id, schedule.starts, site, settings)] : [];
        await book.begin(run, jobs);
      }
    }
    await dealtWith(schedule, due.doneUntilMs, state.clockBack, nowMs);
  }

  /** Writes how far a schedule is dealt with, and when it goes on. */
  async function dealtWith(
    schedule: Schedule,
    doneUntilMs: number,
    clockBack: number,
    nowMs: number,
  ): Promise<void> {
    await change(schedule.id, schedule.site, (known) => {
      const next = nextVisitMs(schedule, known.plan?.perHour ?? [], doneUntilMs);
      nextMs.set(schedule.id, next ?? nowMs + revisitEveryMs);
      const dealt = { doneUntil: iso(doneUntilMs), clockBack, nextAt: next === null ? null : iso(next) };
      // Another scheduler was here, and further.
      if (known.clockBack > clockBack || (known.clockBack === clockBack && known.doneUntil > dealt.doneUntil))
        return null;
      const isKnown = known.doneUntil === dealt.doneUntil && known.nextAt === dealt.nextAt;
      return isKnown && known.clockBack === clockBack ? null : { ...known, ...dealt };
    });
  }

  /** A list that was never visited is visited at once, and at its times from then on. */
  async function firstVisit(schedule: Schedule, site: SiteDefinition, nowMs: number): Promise<void> {
    const run = newRun(schedule, `${scheduleMark(schedule)}-first`, {
      trigger: 'first',
      plannedAt: iso(nowMs),
    });
    await book.begin(run, [siteJob(run.id, schedule.starts, site, settings)]);
    await dealtWith(schedule, nowMs, 0, nowMs);
  }

  async function addRevisits(
    current: readonly SiteDefinition[],
    paused: (site: string) => boolean,
    open: readonly Run[],
    nowMs: number,
  ): Promise<void> {
    const due = new Map((await needs.store.dueHosts(iso(nowMs))).map(({ host, urls }) => [host, urls]));
    if (due.size === 0) return;
    for (const site of current) {
      const urls = site.hosts.reduce((sum, host) => sum + (due.get(host) ?? 0), 0);
      const schedule = schedulesOf(site, settings.schedule)[0];
      if (urls === 0 || !schedule || site.paused || paused(site.name)) continue;
      // A run of the site that is under way takes what is due along when it begins; the rest has time.
      if (open.some((run) => run.site === site.name)) continue;
      if (blackoutEnd(nowMs, schedule.blackout, schedule.zone) !== null) continue;
      const id = `${scheduleMark({ site: site.name, id: 'revisits' })}-${stamp(nowMs)}`;
      const run = { ...newRun(schedule, id, { trigger: 'revisit', plannedAt: iso(nowMs) }), starts: [] };
      await book.begin({ ...run, schedule: null }, [siteJob(id, [], site, settings)]);
    }
  }

  async function change(
    id: string,
    site: string,
    write: (state: ScheduleState) => ScheduleState | null,
  ): Promise<void> {
    for (let tries = 0; tries < triesMax; tries++) {
      const written = write((await schedules.scheduleState(id)) ?? blankState(id, site));
      if (written === null || (await schedules.saveScheduleState(written))) return;
    }
    throw new Error(`the state of schedule ${id} is written by too many others at once`);
  }

  return {
    look,
    /** When the next look is due, at the latest `atMostMs` from now. */
    waitMs(atMostMs: number): number {
      const nowMs = now().getTime();
      const soonest = Math.min(...nextMs.values(), nowMs + atMostMs);
      return Math.max(50, soonest - nowMs);
    },
  };
}

/** A schedule that no scheduler has looked at yet is dealt with up to 1970. */
const blankState = (id: string, site: string): ScheduleState => ({
  ...{ id, site, version: 0, doneUntil: iso(0), clockBack: 0, nextAt: null },
  ...{ lastVisitAt: null, silent: null },
  ...{ rates: [], learnedAt: null, delays: [], plan: null },
});

function isNew({ doneUntil }: ScheduleState): boolean {
  return Date.parse(doneUntil) === 0;
}

/** What a look makes of what is due: the run itself, and a record of times that went by without one. */
function runsOf(
  schedule: Schedule,
  { visit, passedBy }: ReturnType<typeof dueVisit>,
  clockBack: number,
  underWay: Run | undefined,
): Run[] {
  const id = (ms: number) => `${scheduleMark(schedule)}-${stamp(ms)}${clockBack > 0 ? `~${clockBack}` : ''}`;
  const runs: Run[] = [];
  if (passedBy) {
    const { count, firstMs, lastMs } = passedBy;
    const reason = `${count} ${count === 1 ? 'time' : 'times'} went by without a visit (the service did not run, or the site was paused), ${iso(firstMs)} to ${iso(lastMs)}`;
    const missed = newRun(schedule, id(lastMs), { trigger: 'missed', plannedAt: iso(lastMs) });
    runs.push({ ...missed, state: 'missed', reason, endedAt: iso(lastMs) });
  }
  if (visit) {
    const run = newRun(schedule, id(visit.atMs), { trigger: visit.trigger, plannedAt: iso(visit.atMs) });
    const reason = underWay && `the run before it (${underWay.id}) is still under way`;
    runs.push(reason ? { ...run, state: 'skipped', reason, endedAt: iso(visit.atMs) } : run);
  }
  return runs;
}

function newRun(schedule: Schedule, id: string, more: Pick<Run, 'trigger' | 'plannedAt'>): Run {
  return {
    ...{ id, site: schedule.site, schedule: schedule.id, state: 'waiting', reason: null },
    ...{ startedAt: null, endedAt: null, starts: schedule.starts.map(({ url }) => url), jobs: [] },
    ...{ outcomes: {}, requests: 0, notDue: 0, freshArticles: 0 },
    ...more,
  };
}

/** "20260302T101500Z" */
function stamp(ms: number): string {
  return iso(ms).replace(/[-:]|\.\d+/g, '');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
