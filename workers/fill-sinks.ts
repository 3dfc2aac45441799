import { changeFilter } from '../src/changes/change-filter.ts';
import { follow } from '../src/changes/follow.ts';
import { placeAfter } from '../src/changes/place-after.ts';
import type { ChangeEvent } from '../src/model/change-event.ts';
import { type Sink, SinkError, type SinkRange } from '../src/sinks/sink.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { ChangeHistory } from '../src/store/change-history.ts';
import type { SinkPlace, SinkStore } from '../src/store/sink-store.ts';

export type FillNeeds = {
  sinks: readonly Sink[];
  store: Pick<ArticleStore, 'changes' | 'lastSeq' | 'waitForChange'>;
  history: Pick<ChangeHistory, 'firstSeq' | 'placeAt' | 'articleChangeBefore'>;
  places: SinkStore;
  now: () => Date;
  log: { warn(details: object, message: string): void };
  /** The longest wait after a failure, and between two looks at a sink whose time has not come. */
  maxWaitMs?: number;
};

const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/**
 * Writes every change to every sink, once, until closed; each sink goes at its own pace, and one that fails is tried again
 * later. Several processes may do so at once: a range is written down before it is written, and whoever comes upon
 * one writes the same.
 */
export function fillSinks(needs: FillNeeds): { close(): Promise<void> } {
  const { sinks, store, log, maxWaitMs = MAX_WAIT_MS } = needs;
  const stop = new AbortController();

  async function fill(sink: Sink): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; ) {
      let wrote = false;
      try {
        wrote = await step(sink, needs);
        failures = 0;
      } catch (error) {
        failures += 1;
        log.warn({ err: error, sink: sink.name }, 'a sink could not be written; trying again');
      }
      if (wrote) continue;
      if (failures > 0) await later(Math.min(maxWaitMs, FIRST_WAIT_MS * 2 ** (failures - 1)), stop.signal);
      else {
        // A change may have come between the look and the wait; the longest wait is short enough for that.
        const last = await store.lastSeq().catch(() => 0);
        await Promise.race([
          store.waitForChange(last, maxWaitMs).catch(() => undefined),
          later(maxWaitMs, stop.signal),
        ]);
        await later(Math.min(maxWaitMs, 20), stop.signal);
      }
    }
  }

  const running = Promise.all(sinks.map(fill));
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

/**
 * One range of one sink: planned, written, written down. A kill anywhere leaves either no plan or one that is carried out
 * by whoever comes next.
 *
 * @returns false: there is nothing to write now
 * @throws {SinkError} the feed no longer has what comes next
 */
export async function step(
  sink: Sink,
  { store, history, places, now }: Omit<FillNeeds, 'sinks' | 'log'>,
): Promise<boolean> {
  const place = (await places.sinkPlace(sink.name)) ?? (await begin(sink, { store, history, places }));
  if (!place) return true;
  const first = await history.firstSeq();
  if (place.seq < first - 1) {
    throw new SinkError(
      `sink ${sink.name}: changes ${place.seq + 1} to ${first - 1} are no longer held; take an export for what is missing, ` +
        `then go on by POST /v1/sinks/${sink.name}/seek {"since": "now"}`,
    );
  }
  const feed = { changes: store.changes.bind(store), lastSeq: store.lastSeq.bind(store), now };
  const to = place.planned ?? (await sink.nextEnd(place.seq, feed));
  if (to === null) return false;
  const planned = { seq: place.seq, planned: to };
  // Another process was first: look again.
  if (place.planned === null && !(await places.moveSink(sink.name, place, planned))) return true;
  const range = { after: place.seq, to };
  try {
    await sink.write(range, changesOf(sink, range, { store, history }));
  } catch (error) {
    // Another process may have written it meanwhile, and gone on: what comes too late is no harm.
    const there = await places.sinkPlace(sink.name);
    if (there && there.seq >= to) return true;
    throw error;
  }
  await places.moveSink(sink.name, planned, { seq: to, planned: null });
  return true;
}

async function begin(
  sink: Sink,
  { store, history, places }: Pick<FillNeeds, 'store' | 'history' | 'places'>,
): Promise<SinkPlace | null> {
  const since = sink.since === 'beginning' ? undefined : sink.since;
  const place = { seq: await placeAfter(since, store, history), planned: null };
  return (await places.moveSink(sink.name, null, place)) ? place : places.sinkPlace(sink.name);
}

async function* changesOf(
  sink: Sink,
  { after, to }: SinkRange,
  { store, history }: Pick<FillNeeds, 'store' | 'history'>,
): AsyncGenerator<ChangeEvent, void, void> {
  const filter = sink.q === undefined ? async (event: ChangeEvent) => event : changeFilter(sink.q, history);
  for await (const event of follow(store, { since: after, stay: false })) {
    if (event.seq > to) return;
    const told = await filter(event);
    if (told) yield told;
  }
}

async function later(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}
