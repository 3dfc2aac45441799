import type { Run } from '../model/run.ts';
import type { Pause, ScheduleState } from '../model/schedule-state.ts';
import type { PausedBy, ScheduleView } from '../model/schedule-view.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import { delaysOf } from '../schedule/delay-log.ts';
import { expectedPerHour } from '../schedule/list-rates.ts';
import { makePlans, needsPlan } from '../schedule/make-plans.ts';
import { plannedTimes } from '../schedule/planned-times.ts';
import { rhythmWords, type Schedule, schedulesOf } from '../schedule/schedule.ts';
import { scheduleAlarms } from '../schedule/schedule-alarms.ts';
import type { ScheduleDesk } from '../schedule/schedule-desk.ts';
import type { Settings } from '../settings.ts';
import type { LiveSites } from '../sites/live-sites.ts';
import { siteNamed, UnknownSiteError } from '../sites/site-named.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import { siteJob } from './crawl-jobs.ts';
import { newRunId } from './new-run-id.ts';
import type { RunBook } from './run-book.ts';

export type ScheduleDeskNeeds = {
  sites: Pick<LiveSites, 'current' | 'problems' | 'reread'>;
  settings: Settings;
  schedules: ScheduleStore;
  book: Pick<RunBook, 'begin' | 'cancel'>;
  now: () => Date;
};

export function openScheduleDesk(needs: ScheduleDeskNeeds): ScheduleDesk {
  const { sites, settings, schedules, book, now } = needs;

  function named(name: string): SiteDefinition {
    const all = sites.current();
    const site = siteNamed(name, all);
    if (site) return site;
    throw new UnknownSiteError(
      name,
      all.map((one) => one.name),
      sites.problems().map(({ message }) => message),
    );
  }

  /** Also of a site whose file is broken just now. */
  async function nameOf(name: string): Promise<string> {
    const known = (await schedules.scheduleStates()).map(({ site }) => site);
    return known.find((site) => site.toLowerCase() === name.toLowerCase()) ?? named(name).name;
  }

  async function pausedBy(): Promise<(site: SiteDefinition) => PausedBy | null> {
    const pauses = await schedules.pauses();
    return (site) => {
      const found = pauses.find((pause) => pause.site === null || pause.site === site.name);
      if (found) return { by: found.site === null ? 'all' : 'site', since: found.at, reason: found.reason };
      return site.paused ? { by: 'site file', since: null, reason: 'paused: true' } : null;
    };
  }

  return {
    async schedules({ site: name, times }) {
      const chosen = name === undefined ? sites.current() : [named(name)];
      const states = new Map((await schedules.scheduleStates()).map((state) => [state.id, state]));
      const paused = await pausedBy();
      const nowMs = now().getTime();
      // Lists that share a goal are planned together, also where only one of them is asked for.
      const all = sites.current().flatMap((site) => schedulesOf(site, settings.schedule));
      const expected = makePlans(
        all.filter(needsPlan).map((schedule) => ({ schedule, state: states.get(schedule.id) ?? null })),
        nowMs,
      );
      return chosen.flatMap((site) =>
        schedulesOf(site, settings.schedule).map((schedule) => {
          const state = states.get(schedule.id) ?? null;
          const plan = state?.plan ?? expected.get(schedule.id) ?? null;
          return viewOf(
            { schedule, state: state ? { ...state, plan } : null, plan, nowMs, times },
            paused(site),
          );
        }),
      );
    },
    async alarms() {
      const paused = await pausedBy();
      const states = new Map((await schedules.scheduleStates()).map((state) => [state.id, state]));
      const open = Map.groupBy(await schedules.openRuns(), ({ schedule }) => schedule);
      const watched = sites.current().flatMap((site) =>
        schedulesOf(site, settings.schedule).map((schedule) => ({
          ...{ schedule, state: states.get(schedule.id) ?? null, isPaused: paused(site) !== null },
          open: open.get(schedule.id) ?? [],
        })),
      );
      const broken = sites.problems().map(({ file, message, since }) => ({
        ...{ kind: 'site-file' as const, site: file, schedule: null, since, message },
      }));
      return [...broken, ...scheduleAlarms(watched, now().getTime())];
    },
    brokenFiles: () => sites.problems(),
    pauses: (): Promise<Pause[]> => schedules.pauses(),
    async pause(name, reason) {
      const site = name === null ? null : await nameOf(name);
      await schedules.pause({ site, at: now().toISOString(), reason });
    },
    resume: async (name) => schedules.resume(name === null ? null : await nameOf(name)),
    async runNow(name, reason) {
      const site = named(name);
      const starts = schedulesOf(site, settings.schedule).flatMap((schedule) => schedule.starts);
      const run: Run = {
        ...{
          id: newRunId(now()),
          site: site.name,
          schedule: null,
          trigger: 'hand',
          state: 'waiting',
          reason,
        },
        ...{ plannedAt: now().toISOString(), startedAt: null, endedAt: null, jobs: [] },
        ...{ outcomes: {}, requests: 0, notDue: 0, freshArticles: 0 },
        starts: starts.map(({ url }) => url),
      };
      const jobs = [siteJob(run.id, starts, site, settings)];
      await book.begin(run, jobs);
      return { ...run, jobs: jobs.map(({ key }) => key) };
    },
    cancel: (runId, reason) => book.cancel(runId, reason),
  };
}

type Viewed = {
  schedule: Schedule;
  state: ScheduleState | null;
  plan: ScheduleState['plan'];
  nowMs: number;
  times: number;
};

function viewOf({ schedule, state, plan, nowMs, times }: Viewed, paused: PausedBy | null): ScheduleView {
  const { id, site, starts, zone, jitterMs, overlap, missed, blackout, rhythm } = schedule;
  const within = rhythm.kind === 'freshness' ? rhythm.goal.withinMinutes : 10;
  const delays = state ? delaysOf(state.delays, within) : null;
  const rates = state && state.rates.length > 0 ? expectedPerHour(state.rates) : null;
  return {
    ...{ id, site, starts: [...starts], rhythm: rhythmWords(schedule), zone, overlap, missed, paused },
    blackout: [...blackout],
    jitterMinutes: jitterMs / 60_000,
    lastVisitAt: state?.lastVisitAt ?? null,
    next: paused ? [] : nextTimes(schedule, state, plan?.perHour ?? [], nowMs, times),
    certainUntil: needsPlan(schedule) ? (plan?.until ?? null) : null,
    predicted: plan?.predicted ?? null,
    actual: delays,
    expectedPerDay: rates ? rates.reduce((sum, rate) => sum + rate, 0) : null,
  };
}

/** A list that no scheduler has seen yet is visited at once when one starts. */
function nextTimes(
  schedule: Schedule,
  state: ScheduleState | null,
  perHour: readonly number[],
  nowMs: number,
  times: number,
): string[] {
  const next: string[] = [];
  if (times === 0) return next;
  // A time that is past and not dealt with begins with the next look.
  const afterMs = state ? Math.max(Date.parse(state.doneUntil), nowMs) : nowMs;
  for (const atMs of plannedTimes(schedule, perHour, afterMs)) {
    next.push(new Date(atMs).toISOString());
    if (next.length === times) break;
  }
  return next;
}
