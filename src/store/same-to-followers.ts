import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../model/article.ts';

/**
 * What a visit changes although the article stays as it is: counts and lists (the observations keep them), the last
 * sight and the page's place in the archive, and what the parser says of itself. No change is told of these alone, or
 * every visit would be one.
 */
export const visitFields = [
  'lastSeenAt',
  'snapshot',
  'reactions',
  'views',
  'links',
  'items',
  'template',
  'parserVersion',
  'provenance',
  'outcome',
] as const satisfies readonly (keyof Article)[];

type Lasting = Omit<Article, (typeof visitFields)[number]>;

/** The part of an article that the change feed keeps followers up to date with. */
export function lastingPart(article: Omit<Article, 'provenance'>): Lasting {
  const {
    lastSeenAt: _lastSeenAt,
    snapshot: _snapshot,
    reactions: _reactions,
    views: _views,
    links: _links,
    items: _items,
    template: _template,
    parserVersion: _parserVersion,
    outcome: _outcome,
    ...lasting
  } = article;
  if ('provenance' in lasting) delete lasting.provenance;
  return lasting;
}

/** True where who holds `before` needs no word of `after`. */
export function sameToFollowers(before: Article, after: Article): boolean {
  return isDeepStrictEqual(lastingPart(before), lastingPart(after));
}
