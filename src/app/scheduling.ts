import type { ScheduleDesk } from '../schedule/schedule-desk.ts';
import type { Settings } from '../settings.ts';
import type { LiveSites } from '../sites/live-sites.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import type { RunBook } from './run-book.ts';
import { openScheduleDesk } from './schedule-desk.ts';
import { openScheduleLoop } from './schedule-loop.ts';

export type SchedulingNeeds = {
  sites: LiveSites;
  settings: Settings;
  store: Pick<ArticleStore, 'dueHosts'>;
  schedules: ScheduleStore;
  book: RunBook;
  now: () => Date;
  log: { warn(details: object, message: string): void };
};

export type Scheduling = {
  desk: ScheduleDesk;
  /** Looks again and again, at once for the first time, until closed. */
  start(): { close(): Promise<void> };
};

const lookEveryMs = 15_000;
/** Runs that ended are kept so long. */
const keepRunsDays = 90;
const forgetEveryMs = 3_600_000;

/** The loop that makes runs, and the desk where people steer them. */
export function openScheduling(needs: SchedulingNeeds): Scheduling {
  const { schedules, now, log } = needs;
  return {
    desk: openScheduleDesk(needs),
    start() {
      const loop = openScheduleLoop(needs);
      let closed = false;
      let timer: NodeJS.Timeout | undefined;
      let looking: Promise<void> = Promise.resolve();
      let forgotMs = Number.NEGATIVE_INFINITY;
      const look = async () => {
        try {
          await loop.look();
          const nowMs = now().getTime();
          if (nowMs - forgotMs >= forgetEveryMs) {
            forgotMs = nowMs;
            await schedules.forgetRuns(new Date(nowMs - keepRunsDays * 86_400_000).toISOString());
          }
        } catch (error) {
          // A store or queue that is away for a while misses nothing: the next look adds what fell due.
          log.warn({ err: error }, 'runs could not be made');
        }
        if (!closed) timer = setTimeout(again, loop.waitMs(lookEveryMs));
      };
      const again = () => {
        looking = look();
      };
      again();
      return {
        async close() {
          closed = true;
          clearTimeout(timer);
          await looking;
        },
      };
    },
  };
}
