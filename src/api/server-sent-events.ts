import { cursorOf } from '../changes/cursor.ts';
import type { ChangePage } from '../changes/follow.ts';
import { changeLine } from '../changes/recent-changes.ts';
import type { ChangeEvent } from '../model/change-event.ts';

/** How long a browser waits before it asks again after a break. */
const RETRY_MS = 2_000;
const PIECE_LENGTH = 64 * 1_024;

/**
 * Changes as server-sent events: `id` is the cursor, `event` the type, `data` the change as JSON. After `heartbeatMs`
 * without one comes a comment, so that proxies keep the connection and both ends notice when it is gone. It carries an
 * `id` too: a follower of a query that nothing fits for hours still goes on from near the end.
 */
export async function* serverSentEvents(
  pages: AsyncGenerator<ChangePage, void, void>,
  since: number,
  heartbeatMs: number,
): AsyncGenerator<string, void, void> {
  yield `retry: ${RETRY_MS}\n\n`;
  let seq = since;
  let sentAt = performance.now();
  let coming = pages.next();
  for (;;) {
    const result = await within(coming, Math.max(0, sentAt + heartbeatMs - performance.now()));
    if (result === null) {
      yield `: still here\nid: ${cursorOf(seq)}\n\n`;
      sentAt = performance.now();
      continue;
    }
    if (result.done) return;
    const { events } = result.value;
    ({ seq } = result.value);
    coming = pages.next();
    for (const piece of pieces(events)) {
      yield piece;
      sentAt = performance.now();
    }
  }
}

/** Events written together, so that many followers cost few writes; no more than fits a socket's buffer. */
function* pieces(events: readonly ChangeEvent[]): Generator<string, void, void> {
  let piece = '';
  for (const event of events) {
    piece += `id: ${cursorOf(event.seq)}\nevent: ${event.type}\ndata: ${changeLine(event)}\n\n`;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** Null: it took longer. The promise is still waited for by the next call. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
