import type { ChangeEvent } from '../model/change-event.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeFilter } from './change-filter.ts';

const PAGE_EVENTS = 500;
/** How long one wait lasts: short enough that a follower which is told to stop does not hold the process up. */
const WAIT_MS = 1_000;

export type FollowOptions = {
  /** Events after this `seq`; 0: from the first. */
  since: number;
  /** Stay for events to come; else end with the last one there is. */
  stay: boolean;
  /** What is told of each event; none: all of it. */
  filter?: ChangeFilter;
  /** How many are read at once; so many lie in memory while a follower does not read on. */
  pageEvents?: number;
  signal?: AbortSignal;
};

/** Some changes, and the place that was looked up to: there may be no change in it that the filter lets through. */
export type ChangePage = { events: readonly ChangeEvent[]; seq: number };

/** Every change after a place, once, in order. Ends without an error when `signal` fires. */
export async function* follow(
  store: Pick<ArticleStore, 'changes' | 'waitForChange'>,
  options: FollowOptions,
): AsyncGenerator<ChangeEvent, void, void> {
  for await (const { events } of followPages(store, options)) {
    for (const event of events) {
      if (options.signal?.aborted) return;
      yield event;
    }
  }
}

/** The same in pages, with the place reached even where a filter lets nothing through. */
export async function* followPages(
  store: Pick<ArticleStore, 'changes' | 'waitForChange'>,
  { since, stay, filter, pageEvents = PAGE_EVENTS, signal }: FollowOptions,
): AsyncGenerator<ChangePage, void, void> {
  let seq = since;
  while (!signal?.aborted) {
    const read = await store.changes(seq, pageEvents);
    const last = read.at(-1);
    if (last) {
      seq = last.seq;
      yield { events: filter ? await filtered(read, filter) : read, seq };
      // Else there is most likely no more: that is seen by the wait, which ends at once where there is.
      if (!stay || read.length >= pageEvents) continue;
    } else if (!stay) return;
    await waitOrAbort(store.waitForChange(seq, WAIT_MS), signal);
  }
}

/** What a filter tells of some events, in their order. */
export async function filtered(events: readonly ChangeEvent[], filter: ChangeFilter): Promise<ChangeEvent[]> {
  const told: ChangeEvent[] = [];
  for (const event of events) {
    const one = await filter(event);
    if (one) told.push(one);
  }
  return told;
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
