import { hash } from 'node:crypto';
import type { Observation } from '../model/observation.ts';

/** Lists that tell how prominent an article is, in the order of their numbers in SQLite. */
export const LIST_BLOCKS = ['related', 'ranking', 'recommendation'] as const;
export type ListBlock = (typeof LIST_BLOCKS)[number];

/** Where an address stood in lists of one kind: the best of all pages committed at one time. */
export type Placement = {
  at: string;
  block: ListBlock;
  /** From 1, the top. */
  position: number;
  /** Pages of that time that had it in such a list. */
  pages: number;
};

/**
 * 64 bits, in hex, that stand for an address in lists. Scheme, "www.", fragment and a closing slash make no difference:
 * a list and the page it leads to often disagree in them.
 */
export function listTarget(url: string): string {
  const bare = url
    .replace(/#.*$/s, '')
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/\/$/, '');
  return hash('sha1', bare).slice(0, 16);
}

/** Each target of a page's lists with its best place, once a kind of list. */
export function listedTargets({
  lists,
}: Pick<Observation, 'lists'>): { target: string; block: ListBlock; position: number }[] {
  const best = new Map<string, { target: string; block: ListBlock; position: number }>();
  for (const { url, block: name, position } of lists) {
    const block = LIST_BLOCKS.find((one) => one === name);
    if (!block) continue;
    const target = listTarget(url);
    const known = best.get(`${target} ${block}`);
    if (!known || position < known.position) best.set(`${target} ${block}`, { target, block, position });
  }
  return [...best.values()];
}
