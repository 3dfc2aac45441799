import type { ChangeEvent } from '../model/change-event.ts';

/** A sink cannot take what it is given; the text says which and why. */
export class SinkError extends Error {
  readonly code = 'sink';
}

/** Changes after `after`, up to `to`. */
export type SinkRange = { after: number; to: number };

/**
 * A place outside that changes are written to, in ranges.
 *
 * Promises: a range is written whole or not at all as far as readers can tell, and writing the same range twice leaves
 * it there once. So whoever writes down a range before he writes it, and again that he has, writes each change exactly
 * once, whatever is killed when.
 */
export interface Sink {
  readonly name: string;
  /** What changes it is to have; undefined: all of them. */
  readonly q: string | undefined;
  /** Where it begins the first time. */
  readonly since: string;
  /** The end of the range to write next; null: it is not time yet. */
  nextEnd(after: number, feed: SinkFeed): Promise<number | null>;
  /** @param events those of the range that are for this sink, in order; there may be none */
  write(range: SinkRange, events: AsyncIterable<ChangeEvent>): Promise<void>;
  close(): Promise<void>;
}

/** The feed as a sink needs it to cut its ranges. */
export type SinkFeed = {
  changes(since: number, limit: number): Promise<ChangeEvent[]>;
  lastSeq(): Promise<number>;
  now(): Date;
};
