import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { jobs, type RemoveData, removeJob } from '../../workers/jobs.ts';
import { type Removal, type RemovalTarget, removedLine, targetLine } from '../model/removal.ts';
import type { DeadLetter, JobQueue } from '../queue/job-queue.ts';
import { toldFailure } from '../queue/told-failure.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { AuditLog } from '../store/audit-log.ts';
import type { RemovalLog } from '../store/removal-log.ts';
import { newRunId } from './new-run-id.ts';
import {
  newCourse,
  type RemovalCourse,
  type RemovalNeeds,
  removeHosts,
  removeUrl,
} from './remove-content.ts';
import type { openRetention } from './retention.ts';

export type RemovalsNeeds = RemovalNeeds & {
  store: RemovalNeeds['store'] & Pick<ArticleStore, 'urls'>;
  operations: RemovalNeeds['operations'] & RemovalLog & Pick<AuditLog, 'note'>;
  retention: Pick<ReturnType<typeof openRetention>, 'check' | 'apply'>;
  queue: Pick<JobQueue, 'add'>;
  log: { warn(details: object, message: string): void };
};

const tellMs = 1_000;
const lookMs = 50;

/** Removals as work that lasts: asked for, done by a worker, looked at meanwhile. */
export function openRemovals(needs: RemovalsNeeds) {
  const { store, operations, retention, queue, now, log } = needs;

  async function isKnown(target: RemovalTarget): Promise<boolean> {
    if ('retention' in target) {
      await retention.check();
      return true;
    }
    if ('url' in target) return (await store.url(target.url)) !== null;
    for (const host of target.hosts)
      if ((await store.urls({ host, limit: 1, cursor: null })).urls.length > 0) return true;
    return false;
  }

  async function openOne(target: RemovalTarget, reason: string): Promise<Removal | undefined> {
    const open = await operations.openRemovals();
    return open.find((one) => one.reason === reason && isDeepStrictEqual(one.target, target));
  }

  async function takeOut({ target, reason, who }: Removal, course: RemovalCourse): Promise<void> {
    if ('url' in target) await removeUrl(target.url, reason, course, needs);
    else if ('hosts' in target) await removeHosts(target.hosts, reason, course, needs);
    else await retention.apply(who, course);
  }

  return {
    removal: operations.removal,
    removals: operations.removals,

    /**
     * Durable when it is given back; a worker takes it up. One that was asked for in the same words and has not ended is
     * given back instead. Null: nothing is known of what is to be removed.
     *
     * @throws {UnknownSiteError} a retention rule names a site that is not there
     */
    async ask(
      target: RemovalTarget,
      { reason, who }: { reason: string; who: string },
    ): Promise<Removal | null> {
      const known = await isKnown(target);
      if (!known) return null;
      const open = await openOne(target, reason);
      // Not written again: a worker may be at it.
      const removal: Removal = open ?? {
        ...{ id: newRunId(now()), target, reason, who, state: 'waiting', articles: 0, urls: 0, pages: 0 },
        ...{ looked: 0, error: null, askedAt: now().toISOString(), startedAt: null, endedAt: null },
      };
      if (!open) await operations.saveRemoval(removal);
      await queue.add([removeJob({ removalId: removal.id })]);
      return removal;
    },

    /** Gives the queue what was asked for and has no job: the process was killed in between, or the queue was emptied. */
    async takeUp(): Promise<void> {
      const open = await operations.openRemovals();
      await queue.add(open.map(({ id }) => removeJob({ removalId: id })));
    },

    /**
     * The job. Killed, or told to stop, it is begun again and goes on with what is left.
     * @throws an error with `interrupted: true` where it was told to stop
     */
    async work({ removalId }: RemoveData, signal: AbortSignal): Promise<void> {
      const before = await operations.removal(removalId);
      if (!before || before.state === 'done') return;
      const course = newCourse(signal);
      const { articles, urls, pages } = before;
      course.removed = { articles, urls, pages };
      const startedAt = before.startedAt ?? now().toISOString();
      const soFar = () => ({ ...before, ...course.removed, looked: course.looked, startedAt, endedAt: null });
      const stopTelling = everyWhile(tellMs, log, () =>
        operations.saveRemoval({ ...soFar(), state: 'running', error: null }),
      );
      try {
        await takeOut(before, course);
      } catch (error) {
        await stopTelling();
        const { code, message } = toldFailure(error);
        await operations.saveRemoval({ ...soFar(), state: 'waiting', error: `${code}: ${message}` });
        throw error;
      }
      await stopTelling();
      if (signal.aborted) {
        await operations.saveRemoval({ ...soFar(), state: 'waiting' });
        throw Object.assign(new Error('the removal was told to stop'), { interrupted: true });
      }
      const endedAt = now().toISOString();
      const done: Removal = { ...soFar(), state: 'done', error: null, endedAt };
      // The log has a line for each retention rule already.
      if (!('retention' in before.target)) {
        const { who, reason } = done;
        const note = `${reason}: ${removedLine(done)}`;
        await operations.note({
          at: endedAt,
          who,
          action: 'remove',
          subject: targetLine(before.target),
          note,
        });
      }
      await operations.saveRemoval(done);
    },

    /** Told of a job that failed for good. */
    async buried({ name, data, failure, error }: DeadLetter): Promise<void> {
      if (name !== 'remove') return;
      const removal = await operations.removal(jobs.remove.data.parse(data).removalId);
      const told = `${failure}: ${error.code}: ${error.message}`;
      const endedAt = now().toISOString();
      if (removal) await operations.saveRemoval({ ...removal, state: 'failed', error: told, endedAt });
    },

    /** As it is once it has ended, or is after that time, or when the signal stops the wait; null: there is none. */
    async watched(
      id: string,
      { withinMs = Number.POSITIVE_INFINITY, signal, onProgress = () => undefined }: WatchOptions,
    ): Promise<Removal | null> {
      const until = performance.now() + withinMs;
      for (;;) {
        const removal = await operations.removal(id);
        if (removal) onProgress(removal);
        if (!removal || !isOpen(removal) || signal?.aborted || performance.now() >= until) return removal;
        await sleep(lookMs);
      }
    },
  };
}

type WatchOptions = { withinMs?: number; signal?: AbortSignal; onProgress?: (removal: Removal) => void };

const isOpen = ({ state }: Removal) => state === 'waiting' || state === 'running';

/** Does it now and every so often, one after the other; what is given back ends it, after the last is done. */
function everyWhile(ms: number, log: RemovalsNeeds['log'], work: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve();
  const again = () => {
    running = running
      .then(work)
      .catch((err: unknown) => log.warn({ err }, 'how far a removal is could not be written down'));
  };
  again();
  const timer = setInterval(again, ms);
  return () => {
    clearInterval(timer);
    return running;
  };
}
