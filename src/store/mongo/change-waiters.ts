import type { ChangeStream } from 'mongodb';
import type { Collections, FeedDocument } from './documents.ts';

/** Without a change stream, or between two of its events, the feed is looked at this often while someone waits. */
const lookEveryMs = 500;
/** A server that has no change streams just now is not asked for one again before this. */
const retryStreamMs = 30_000;

export type ChangeWaiters = {
  /** Resolves when `lastSeq` is past `since`, or after `waitMs`. */
  wait(since: number, waitMs: number): Promise<void>;
  /** Look now: this process has committed. */
  wake(): void;
  close(): Promise<void>;
};

type Waiter = { since: number; until: number; resolve: () => void };

/**
 * Followers that wait for news, however many, share one change stream. It only wakes: what is new is read from the
 * feed, so an event that the stream leaves out costs half a second and no more.
 */
export function changeWaiters(feed: Collections['feed'], lastSeq: () => Promise<number>): ChangeWaiters {
  const waiters = new Set<Waiter>();
  let stream: ChangeStream<FeedDocument> | null = null;
  let noStreamBefore = 0;
  let timer: NodeJS.Timeout | null = null;
  let looking = false;
  let again = false;

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        // A server that is away is waited for; meanwhile, waits may still run out.
        settle(await lastSeq().catch(() => -1));
      } while (again && waiters.size > 0);
    } finally {
      looking = false;
    }
  }

  function settle(seq: number): void {
    const now = performance.now();
    for (const waiter of waiters) {
      if (seq <= waiter.since && now < waiter.until) continue;
      waiters.delete(waiter);
      waiter.resolve();
    }
    if (waiters.size === 0) stopTimer();
  }

  function stopTimer(): void {
    if (timer) clearInterval(timer);
    timer = null;
  }

  function openStream(): void {
    if (stream || performance.now() < noStreamBefore) return;
    // Of a commit with a hundred events this tells once.
    const opened = feed.watch<FeedDocument>([
      { $match: { 'updateDescription.updatedFields.lastSeq': { $exists: true } } },
      { $project: { _id: 1 } },
    ]);
    stream = opened;
    opened.on('change', () => void look());
    opened.on('error', () => {
      noStreamBefore = performance.now() + retryStreamMs;
      stream = null;
      opened.close().catch(() => undefined);
    });
  }

  return {
    async wait(since, waitMs) {
      if (waitMs <= 0 || (await lastSeq()) > since) return;
      openStream();
      const until = performance.now() + waitMs;
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiter = { since, until, resolve };
      waiters.add(waiter);
      timer ??= setInterval(() => void look(), lookEveryMs);
      const end = setTimeout(() => {
        waiters.delete(waiter);
        resolve();
      }, waitMs);
      await promise;
      clearTimeout(end);
      if (waiters.size === 0) stopTimer();
    },
    wake: () => void look(),
    async close() {
      stopTimer();
      for (const { resolve } of waiters) resolve();
      waiters.clear();
      await stream?.close().catch(() => undefined);
      stream = null;
    },
  };
}
