import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import { seqOf } from './cursor.ts';

/** The feed does not have what a follower asks to go on from: it begins later, or ends before. */
export class CursorGoneError extends Error {
  readonly code: 'cursor-expired' | 'cursor-ahead';
  constructor(code: 'cursor-expired' | 'cursor-ahead', message: string) {
    super(`${message}; begin anew with a snapshot, which names the cursor to go on from`);
    this.code = code;
  }
}

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The `seq` that reading goes on after.
 *
 * @param since a cursor; a time with its zone, or a day (UTC): from its first change on; "now": what is still to come;
 *   none: from the very first change
 * @throws {InvalidCursorError} it is none of these
 * @throws {CursorGoneError} changes after it are no longer held, or the store was replaced by an older one
 */
export async function placeAfter(
  since: string | undefined,
  store: Pick<ArticleStore, 'lastSeq'>,
  history: Pick<ChangeHistory, 'firstSeq' | 'placeAt'>,
): Promise<number> {
  const last = await store.lastSeq();
  if (since === 'now') return last;
  if (since !== undefined && TIME.test(since) && !Number.isNaN(Date.parse(since))) {
    const place = await history.placeAt(new Date(since).toISOString());
    const first = await history.firstSeq();
    // A time before all that is held: where the beginning is gone, it cannot be told what lay between.
    return first > 1 && place < first ? held(0, first) : place;
  }
  const seq = since === undefined ? 0 : seqOf(since);
  if (seq > last) {
    throw new CursorGoneError(
      'cursor-ahead',
      `the cursor stands after change ${seq}, and the feed ends with ${last}: the store was replaced`,
    );
  }
  return held(seq, await history.firstSeq());
}

function held(seq: number, first: number): number {
  if (seq >= first - 1) return seq;
  throw new CursorGoneError(
    'cursor-expired',
    `the feed begins with change ${first}, and what lies between it and the place asked for (after ${seq}) is no longer held`,
  );
}
