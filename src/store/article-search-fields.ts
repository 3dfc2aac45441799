import type { PublicArticle } from '../model/change-event.ts';
import { termText } from './search-terms.ts';
import { wholeWordText } from './word-terms.ts';

/** Between two authors, so that no phrase runs from one into the next; no query can hold it. */
const AUTHOR_BREAK = ' \u{E002} ';

/** What a query can ask of an article, taken out of it once: the same for every store. Null: not known. */
export type ArticleSearchFields = {
  /** The claimed date as printed, as fine as known, without its zone. */
  claimed: string | null;
  /** First seen, UTC, without the Z. */
  seen: string;
  /** Day of first sight, UTC. */
  day: string;
  /** Sum of the counts that are known; null where none is. */
  reactions: number | null;
  views: number | null;
  lag: number | null;
  /** Smaller is nearer to the original. */
  relationRank: number;
  text: { title: string; body: string; author: string };
};

const RELATION_RANK = { original: 0, unique: 0, revision: 1, excerpt: 2, copy: 3 } as const;

export function articleSearchFields(article: PublicArticle): ArticleSearchFields {
  const counts = article.reactions.map(({ count }) => count).filter((count) => count !== null);
  return {
    claimed: article.claimedDate?.iso ? withoutZone(article.claimedDate.iso) : null,
    seen: withoutZone(article.firstSeenAt),
    day: article.firstSeenAt.slice(0, 10),
    reactions: counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : null,
    views: article.views,
    lag: article.lagDays,
    relationRank: RELATION_RANK[article.relation],
    text: {
      title: searchText(article.title ?? ''),
      body: searchText(article.body),
      author: article.authors.map(searchText).join(AUTHOR_BREAK),
    },
  };
}

function searchText(text: string): string {
  return termText(text) + wholeWordText(text);
}

function withoutZone(iso: string): string {
  return iso.replace(/(?<=T.*)(Z|[+-]\d\d:?\d\d)$/, '');
}
