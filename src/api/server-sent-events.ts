import { cursorOf } from '../changes/cursor.ts';
import type { ChangeEvent } from '../model/change-event.ts';

/** How long a browser waits before it asks again after a break. */
const RETRY_MS = 2_000;

/**
 * Changes as server-sent events: `id` is the cursor, `event` the type, `data` the change as JSON. After `heartbeatMs`
 * without one comes a comment, so that proxies keep the connection and both ends notice when it is gone.
 */
export async function* serverSentEvents(
  events: AsyncGenerator<ChangeEvent, void, void>,
  heartbeatMs: number,
): AsyncGenerator<string, void, void> {
  yield `retry: ${RETRY_MS}\n\n`;
  let coming = events.next();
  for (;;) {
    const result = await within(coming, heartbeatMs);
    if (result === null) {
      yield ': still here\n\n';
      continue;
    }
    if (result.done) return;
    const event = result.value;
    yield `id: ${cursorOf(event.seq)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    coming = events.next();
  }
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
