import { cursorOf } from '../changes/cursor.ts';
import { type ParquetColumn, parquetTable } from '../export/parquet-bytes.ts';
import type { ChangeEvent } from '../model/change-event.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { Sink, SinkFeed, SinkRange } from './sink.ts';

/** A file is closed at either bound before its hour is over, so that a rush does not fill the memory. */
const MAX_EVENTS = 20_000;
const MAX_CHARACTERS = 64_000_000;
/** Clocks of writers differ: what belongs to an hour may come a little after it. */
const GRACE_MS = 60_000;
const HOUR_MS = 3_600_000;
const PAGE_EVENTS = 500;

export type FileSinkOptions = {
  name: string;
  q?: string | undefined;
  since: string;
  format: 'ndjson' | 'parquet';
  objects: ObjectStore;
};

/**
 * A file an hour, in folders that query engines take for partitions: `date=2026-11-27/hour=22/1-420.ndjson` holds the
 * changes 1 to 420. The name follows from the range and the bytes from the changes, so that writing a file twice leaves
 * the same file.
 */
export function fileSink({ name, q, since, format, objects }: FileSinkOptions): Sink {
  return {
    ...{ name, q, since },
    nextEnd: hourEnd,
    async write(range, events) {
      const first = await firstOf(events);
      if (!first) return;
      const parts: Uint8Array[] = [];
      const bytes = format === 'ndjson' ? ndjson(first.all) : parquetTable(first.all, columns, sizeOf);
      for await (const part of bytes) parts.push(part);
      await objects.put(fileName(range, first.event, format), Buffer.concat(parts));
    },
    close: async () => undefined,
  };
}

/** Up to the last change of the hour that the next one belongs to, once that hour is over. */
async function hourEnd(after: number, feed: SinkFeed): Promise<number | null> {
  const [first] = await feed.changes(after, 1);
  if (!first) return null;
  const hour = hourOf(first);
  const isOver = feed.now().getTime() >= Date.parse(`${hour}:00:00Z`) + HOUR_MS + GRACE_MS;
  if (!isOver && (await feed.lastSeq()) - after < MAX_EVENTS) return null;
  let characters = 0;
  for (let seq = after; ; ) {
    const page = await feed.changes(seq, PAGE_EVENTS);
    for (const event of page) {
      // Later than the hour: an earlier one comes from a clock that is behind, and stays.
      if (hourOf(event) > hour) return seq;
      characters += sizeOf(event);
      seq = event.seq;
      if (seq - after >= MAX_EVENTS || characters >= MAX_CHARACTERS) return seq;
    }
    if (page.length < PAGE_EVENTS) return isOver ? seq : null;
  }
}

/** "2026-11-27T22" */
const hourOf = ({ at }: ChangeEvent): string => at.slice(0, 13);

/** About how long it is as JSON; the texts are nearly all of it. */
function sizeOf(event: ChangeEvent): number {
  return 'body' in event.data ? 2_000 + 2 * event.data.body.length : 2_000;
}

function fileName({ after, to }: SinkRange, first: ChangeEvent, format: string): string {
  const [date, hour] = hourOf(first).split('T');
  const place = (seq: number) => String(seq).padStart(12, '0');
  return `date=${date}/hour=${hour}/${place(after + 1)}-${place(to)}.${format}`;
}

async function firstOf(
  events: AsyncIterable<ChangeEvent>,
): Promise<{ event: ChangeEvent; all: AsyncIterable<ChangeEvent> } | null> {
  const iterator = events[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return null;
  const event = first.value;
  async function* all(): AsyncGenerator<ChangeEvent, void, void> {
    yield event;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { event, all: all() };
}

/** The lines of `/v1/changes`. */
async function* ndjson(events: AsyncIterable<ChangeEvent>): AsyncGenerator<Uint8Array, void, void> {
  for await (const event of events) {
    yield Buffer.from(`${JSON.stringify({ cursor: cursorOf(event.seq), ...event })}\n`);
  }
}

const columns: readonly ParquetColumn<ChangeEvent>[] = [
  { name: 'seq', type: 'integer', value: ({ seq }) => seq },
  { name: 'cursor', type: 'text', value: ({ seq }) => cursorOf(seq) },
  { name: 'type', type: 'text', value: ({ type }) => type },
  { name: 'at', type: 'instant', value: ({ at }) => at },
  { name: 'id', type: 'text', value: ({ id }) => id },
  { name: 'revision', type: 'integer', value: ({ revision }) => revision },
  { name: 'data', type: 'json', value: ({ data }) => JSON.stringify(data) },
];
