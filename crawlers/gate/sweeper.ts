import type { Clock } from './local-host-gate.ts';

const everyMs = 3_600_000;

/**
 * Lets go of what is over, once an hour at most: what a process remembers of hosts does not grow with all that it ever met.
 *
 * @param isOver whether an entry says no more than none would
 * @returns to be called when an entry is added
 */
export function sweeper<Entry>(
  entries: Map<string, Entry>,
  isOver: (entry: Entry, nowMs: number) => boolean,
  clock: Pick<Clock, 'nowMs'>,
): () => void {
  let nextMs = clock.nowMs() + everyMs;
  return () => {
    const nowMs = clock.nowMs();
    if (nowMs < nextMs) return;
    nextMs = nowMs + everyMs;
    for (const [name, entry] of entries) if (isOver(entry, nowMs)) entries.delete(name);
  };
}
