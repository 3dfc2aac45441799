import type { ChangeEvent } from '../model/change-event.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { cursorOf } from './cursor.ts';

const KEPT_PAGES = 64;
const KEPT_MS = 1_000;

/**
 * The feed with its last pages at hand: a hundred followers at one place cost one reading of the store. A page that is
 * a moment old may be shorter than the store could give now; whoever reads on from its end misses nothing.
 */
export function recentChanges(store: Pick<ArticleStore, 'changes'>): Pick<ArticleStore, 'changes'> {
  const pages = new Map<string, { events: Promise<ChangeEvent[]>; until: number }>();
  return {
    async changes(since, limit) {
      const key = `${since} ${limit}`;
      const known = pages.get(key);
      if (known && known.until > performance.now()) return known.events;
      const events = store.changes(since, limit);
      pages.delete(key);
      pages.set(key, { events, until: performance.now() + KEPT_MS });
      const oldest = pages.size > KEPT_PAGES ? pages.keys().next().value : undefined;
      if (oldest !== undefined) pages.delete(oldest);
      try {
        const read = await events;
        // There may be one at any moment.
        if (read.length === 0) pages.delete(key);
        return read;
      } catch (error) {
        pages.delete(key);
        throw error;
      }
    },
  };
}

const lines = new WeakMap<ChangeEvent, string>();

/** A change as it is sent, with its cursor; written once, however many followers it goes to. */
export function changeLine(event: ChangeEvent): string {
  const known = lines.get(event);
  if (known !== undefined) return known;
  const line = JSON.stringify({ cursor: cursorOf(event.seq), ...event });
  lines.set(event, line);
  return line;
}
