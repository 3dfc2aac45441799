import type { Article } from '../model/article.ts';
import { clusterArticles } from './cluster-articles.ts';
import { DisjointSets } from './disjoint-sets.ts';

/**
 * The stories that the members of one are by their texts of today: a member that held two others together may have
 * gone or changed.
 *
 * @param joined pairs of ids that a person joined; of articles that are no members too
 * @returns each group in order of ids, the groups in order of their first ids
 */
export function regroupMembers(
  members: readonly Pick<Article, 'id' | 'site' | 'title' | 'body'>[],
  joined: Iterable<readonly [string, string]>,
): string[][] {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const places = new Map(sorted.map(({ id }, place) => [id, place]));
  const sets = new DisjointSets(sorted.length);
  const firsts = new Map<string, number>();
  clusterArticles(sorted).forEach(({ storyId }, place) => {
    const first = firsts.get(storyId);
    if (first === undefined) firsts.set(storyId, place);
    else sets.join(first, place);
  });
  for (const [a, b] of joined) {
    const [left, right] = [places.get(a), places.get(b)];
    if (left !== undefined && right !== undefined) sets.join(left, right);
  }
  const groups = new Map<number, string[]>();
  sorted.forEach(({ id }, place) => {
    const group = groups.get(sets.root(place)) ?? [];
    groups.set(sets.root(place), [...group, id]);
  });
  return [...groups.values()];
}
