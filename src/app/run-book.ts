import type { CrawlReport } from '../../crawlers/crawl-run.ts';
import { CrawlData } from '../../workers/jobs.ts';
import type { Run } from '../model/run.ts';
import type { Job, JobQueue } from '../queue/job-queue.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';

export type RunBookNeeds = {
  store: Pick<ArticleStore, 'outcomes' | 'freshArticles'>;
  schedules: Pick<ScheduleStore, 'addRun' | 'changeRun'>;
  queue: Pick<JobQueue, 'add' | 'states'>;
  now: () => Date;
};

const lostAfterMs = 3_600_000;
const lost = 'its jobs never came into the queue: the process was killed before; run it again';
const dead = 'its crawl failed for good; `wellspring dead list` says why';

/** Where runs are written down, from the first job to the last page. */
export type RunBook = ReturnType<typeof openRunBook>;

export function openRunBook({ store, schedules, queue, now }: RunBookNeeds) {
  const at = () => now().toISOString();
  return {
    /**
     * Done when run and jobs are durable. Said again after a kill in the middle, it adds what was lacking: neither a run
     * nor a job is made twice.
     */
    async begin(run: Run, jobs: readonly Job[]): Promise<void> {
      await schedules.addRun({ ...run, jobs: jobs.map(({ key }) => key) });
      await queue.add(jobs);
    },

    /** A crawl of the run has begun. */
    async started(runId: string): Promise<void> {
      await schedules.changeRun(runId, (run) =>
        run.state === 'waiting' || run.startedAt === null
          ? {
              ...run,
              state: run.state === 'waiting' ? 'running' : run.state,
              startedAt: run.startedAt ?? at(),
            }
          : run,
      );
    },

    /** A crawl of the run, or a part of it up to an interruption, is over. */
    async reported(runId: string, { fetched, notDue }: CrawlReport): Promise<void> {
      await schedules.changeRun(runId, (run) => ({
        ...run,
        requests: run.requests + fetched,
        notDue: run.notDue + notDue,
      }));
    },

    /** A crawl of another host joins the run. */
    async joined(runId: string, key: string): Promise<void> {
      await schedules.changeRun(runId, (run) =>
        run.jobs.includes(key) ? run : { ...run, jobs: [...run.jobs, key] },
      );
    },

    /** False: it has ended already, or there is none. What is under way stops within seconds. */
    async cancel(runId: string, reason: string): Promise<Run | null> {
      let open = false;
      const run = await schedules.changeRun(runId, (before) => {
        open = before.state === 'waiting' || before.state === 'running';
        return open ? { ...before, state: 'cancelled', reason, endedAt: at() } : before;
      });
      return open ? run : null;
    },

    /** Writes how far an open run is, and that it has ended where nothing of it is under way. */
    async look(run: Run): Promise<Run> {
      const states = await queue.states(run.jobs.map((key) => ({ name: 'crawl', key })));
      const outcomes = await store.outcomes(run.id);
      // Its record is there and its jobs are not yet: another process is about to add them, or was killed there.
      const isEmpty = run.startedAt === null && states.every((state) => state === null);
      const isLost = isEmpty && now().getTime() - Date.parse(run.plannedAt) > lostAfterMs;
      const isOpen =
        isEmpty || states.includes('waiting') || states.includes('running') || (outcomes.queued ?? 0) > 0;
      const failed = isLost || states.includes('dead');
      const freshArticles = run.startedAt ? await store.freshArticles(run.id, run.startedAt) : 0;
      const changed = await schedules.changeRun(run.id, (before) => {
        const notDue = (outcomes['not-due'] ?? 0) + before.notDue;
        const told = { ...outcomes, ...(notDue > 0 ? { 'not-due': notDue } : {}) };
        const counted = { ...before, outcomes: told, freshArticles };
        if ((isOpen && !failed) || (before.state !== 'waiting' && before.state !== 'running')) return counted;
        return {
          ...counted,
          state: failed ? 'failed' : 'done',
          reason: failed ? (isLost ? lost : dead) : before.reason,
          endedAt: at(),
        };
      });
      return changed ?? run;
    },
  };
}

/** A run that a person started on the command line. */
export function runByHand(id: string, jobs: readonly Job[], at: Date): Run {
  const crawls = jobs.map(({ data }) => CrawlData.parse(data));
  const sites = new Set(crawls.map(({ site }) => site));
  const [site = null] = sites.size === 1 ? sites : [];
  return {
    ...{ id, site, schedule: null, trigger: 'hand', state: 'waiting', reason: null },
    ...{ plannedAt: at.toISOString(), startedAt: null, endedAt: null },
    starts: crawls.flatMap(({ starts }) => starts.map(({ url }) => url)),
    jobs: jobs.map(({ key }) => key),
    ...{ outcomes: {}, requests: 0, notDue: 0, freshArticles: 0 },
  };
}
