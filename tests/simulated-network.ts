import { openRunBook } from '../src/app/run-book.ts';
import { openScheduleDesk } from '../src/app/schedule-desk.ts';
import { openScheduleLoop } from '../src/app/schedule-loop.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { ScheduleAlarm } from '../src/model/schedule-view.ts';
import { SiteDefinition } from '../src/model/site-definition.ts';
import type { Job, JobState } from '../src/queue/job-queue.ts';
import { Settings } from '../src/settings.ts';
import { openSqliteSchedules } from '../src/store/sqlite/open-sqlite-schedules.ts';

/** One visit of the service to a portal of the simulation. */
export type SimulatedVisit = { site: string; runId: string; atMs: number };

export type SimulatedNetwork = Awaited<ReturnType<typeof openSimulatedNetwork>>;

/** A portal is asked for its list and new articles; what it does not answer fails. */
export type Answer = { outcomes: Partial<Record<Outcome, number>>; freshArticles: number };

/**
 * Many portals and the real scheduler over real tables (in memory), on a clock that is put on by hand. Only the crawl is
 * played: `visit` says what each one brings. Whoever watches pages does so in `visit`, and adds to the alarms.
 */
export async function openSimulatedNetwork({
  from,
  sites,
  visit,
}: {
  from: string;
  sites: readonly { name: string; schedule: object }[];
  visit: (visit: SimulatedVisit) => Answer;
}) {
  let nowMs = Date.parse(from);
  const now = () => new Date(nowMs);
  const settings = Settings.parse({});
  const definitions = sites.map(({ name, schedule }) =>
    SiteDefinition.parse({
      name,
      hosts: [`${name}.example`],
      start: [{ list: `https://${name}.example/` }],
      schedule,
    }),
  );
  const schedules = await openSqliteSchedules({ file: ':memory:' });
  const states = new Map<string, JobState>();
  const waiting: { key: string; runId: string; site: string }[] = [];
  const answers = new Map<string, Answer>();

  const book = openRunBook({
    store: {
      outcomes: async (runId) => answers.get(runId ?? '')?.outcomes ?? {},
      freshArticles: async (runId) => answers.get(runId)?.freshArticles ?? 0,
    },
    queue: {
      async add(jobs: readonly Job[]) {
        for (const { key, data } of jobs) {
          if (states.has(key)) continue;
          states.set(key, 'waiting');
          const { runId, site } = data as { runId: string; site: string };
          waiting.push({ key, runId, site });
        }
      },
      states: async (jobs) => jobs.map(({ key }) => states.get(key) ?? null),
    },
    ...{ schedules, now },
  });
  const live = { current: () => definitions, problems: () => [], reread: () => [] };
  const needs = { sites: live, settings, schedules, book, now };
  const begin = () => openScheduleLoop({ ...needs, store: { dueHosts: async () => [] } });
  let loop = begin();

  async function work(): Promise<void> {
    for (const { key, runId, site } of waiting.splice(0)) {
      await book.started(runId);
      const answer = visit({ site, runId, atMs: nowMs });
      answers.set(runId, answer);
      const fetched = Object.values(answer.outcomes).reduce((sum, count) => sum + count, 0);
      await book.reported(runId, { fetched, notDue: 0 });
      states.set(key, 'done');
    }
  }

  return {
    schedules,
    desk: openScheduleDesk(needs),
    now,
    /** Lets time pass up to an instant, with the service at work; `watch` is called every `everyMs`. */
    async run(
      until: string,
      watch?: { everyMs: number; look: (alarms: readonly ScheduleAlarm[], atMs: number) => void },
    ): Promise<void> {
      const desk = openScheduleDesk(needs);
      const untilMs = Date.parse(until);
      let watchedMs = nowMs;
      while (nowMs < untilMs) {
        await loop.look();
        await work();
        if (watch && nowMs - watchedMs >= watch.everyMs) {
          watchedMs = nowMs;
          watch.look(await desk.alarms(), nowMs);
        }
        nowMs = Math.min(untilMs, nowMs + Math.max(60_000, Math.min(600_000, loop.waitMs(600_000))));
      }
      await loop.look();
    },
    /** The service is stopped; time passes without it. */
    stopUntil(instant: string): void {
      nowMs = Date.parse(instant);
      loop = begin();
    },
    /** Somebody puts the clock of the running service on or back. */
    turnClock(byMs: number): void {
      nowMs += byMs;
    },
    close: () => schedules.close(),
  };
}
