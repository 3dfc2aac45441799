import { setTimeout as sleep } from 'node:timers/promises';
import { ChangeEvent } from '../../src/model/change-event.ts';

export type FeedReader = { readonly read: readonly ChangeEvent[]; close(): Promise<void> };

/**
 * Follows the change feed over HTTP by its cursor, as a pipeline does: when the service is away it asks again with the
 * cursor of the last answer that came whole.
 *
 * @param address where the service listens now; null while it is down
 */
export function readFeed(address: () => string | null): FeedReader {
  const read: ChangeEvent[] = [];
  let cursor: string | null = null;
  let open = true;
  const reading = (async () => {
    while (open) {
      const page = await pageAfter(address(), cursor);
      if (!page) {
        await sleep(50);
        continue;
      }
      for (const line of page.lines) read.push(ChangeEvent.parse(withoutCursor(line)));
      cursor = page.cursor;
    }
  })();
  return {
    read,
    async close() {
      open = false;
      await reading;
    },
  };
}

async function pageAfter(
  address: string | null,
  cursor: string | null,
): Promise<{ lines: string[]; cursor: string } | null> {
  if (!address) return null;
  const place = new URLSearchParams({
    limit: '500',
    wait: '1',
    ...(cursor === null ? {} : { since: cursor }),
  });
  try {
    const answer = await fetch(`${address}/v1/changes?${place}`, { signal: AbortSignal.timeout(20_000) });
    const text = await answer.text();
    const next = answer.headers.get('wellspring-cursor');
    if (answer.status !== 200 || next === null) {
      if (answer.status < 500) throw new RefusedReaderError(`${answer.status} ${text}`);
      return null;
    }
    return { lines: text.split('\n').filter((line) => line !== ''), cursor: next };
  } catch (error) {
    if (error instanceof RefusedReaderError) throw error;
    // The service is down or was killed while it answered: the page did not come.
    return null;
  }
}

/** The feed refused a cursor that it gave itself: a promise is broken, and asking again would hide it. */
class RefusedReaderError extends Error {}

function withoutCursor(line: string): unknown {
  const { cursor: _, ...event } = JSON.parse(line);
  return event;
}
