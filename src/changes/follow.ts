import type { ChangeEvent } from '../model/change-event.ts';
import type { ArticleStore } from '../store/article-store.ts';

const PAGE_EVENTS = 500;
/** How long one wait lasts: short enough that a follower which is told to stop does not hold the process up. */
const WAIT_MS = 1_000;

export type FollowOptions = {
  /** Events after this `seq`; 0: from the first. */
  since: number;
  /** Stay for events to come; else end with the last one there is. */
  stay: boolean;
  signal?: AbortSignal;
};

/** Every change after a place, once, in order. Ends without an error when `signal` fires. */
export async function* follow(
  store: Pick<ArticleStore, 'changes' | 'waitForChange'>,
  { since, stay, signal }: FollowOptions,
): AsyncGenerator<ChangeEvent, void, void> {
  let seq = since;
  while (!signal?.aborted) {
    const events = await store.changes(seq, PAGE_EVENTS);
    for (const event of events) {
      if (signal?.aborted) return;
      yield event;
      seq = event.seq;
    }
    if (events.length > 0) continue;
    if (!stay) return;
    await waitOrAbort(store.waitForChange(seq, WAIT_MS), signal);
  }
}

async function waitOrAbort(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return wait;
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([wait, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
