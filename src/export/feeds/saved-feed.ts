import type { Article } from '../../model/article.ts';
import type { SavedSearch } from '../../model/saved-search.ts';
import { parseQuery } from '../../query/parse-query.ts';
import { articleMatcher } from '../../store/article-matcher.ts';
import type { ArticleStore } from '../../store/article-store.ts';
import type { ChangeHistory } from '../../store/change-history.ts';
import { atomFeed } from './atom-feed.ts';
import { type FeedSource, feedUpdatedAt } from './feed-source.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss-feed.ts';

const forms = {
  json: { type: 'application/feed+json; charset=utf-8', make: jsonFeed },
  atom: { type: 'application/atom+xml; charset=utf-8', make: atomFeed },
  rss: { type: 'application/rss+xml; charset=utf-8', make: rssFeed },
} as const;
export type FeedForm = keyof typeof forms;

export const DEFAULT_FEED_ENTRIES = 50;
/** Tombstones in one feed; readers that come more seldom still see that an entry is no longer listed. */
const TOMBSTONES = 100;

export type FeedWish = {
  form: FeedForm;
  /** Entries of a page. */
  limit: number;
  cursor: string | null;
  text: 'full' | 'short';
  /** "http://127.0.0.1:8420": what every address in it begins with. */
  origin: string;
  /** True: the feed can be pushed, and says so. */
  hub: boolean;
};

export type FeedNeeds = {
  store: Pick<ArticleStore, 'search'>;
  history: Pick<ChangeHistory, 'articleChangeBefore' | 'removals'>;
};

/** One page of a saved search as a feed. */
export async function savedFeed(
  { store, history }: FeedNeeds,
  search: SavedSearch,
  { form, limit, cursor, text, origin, hub }: FeedWish,
): Promise<{ body: string; type: string; updatedAt: string; addresses: FeedSource['addresses'] }> {
  const query = parseQuery(search.q);
  const { hits, next } = await store.search({ query, limit, cursor, sort: 'newest', collapse: false });
  const entries = [];
  for (const { article } of hits) {
    const last = await history.articleChangeBefore(article.id, Number.MAX_SAFE_INTEGER);
    entries.push({ article: open(article), updatedAt: last?.at ?? article.firstSeenAt });
  }
  const removed = cursor === null ? await tombstones(history, articleMatcher(query)) : [];
  const base = `${origin}/v1/feeds/${search.name}.${form}`;
  const page = (at: string | null) => {
    const asked = new URLSearchParams({
      ...(limit === DEFAULT_FEED_ENTRIES ? {} : { limit: String(limit) }),
      ...(text === 'full' ? {} : { text }),
      ...(at === null ? {} : { cursor: at }),
    });
    return asked.size > 0 ? `${base}?${asked}` : base;
  };
  const addresses = {
    self: page(cursor),
    first: page(null),
    next: next === null ? null : page(next),
    home: `${origin}/articles?q=${encodeURIComponent(search.q)}`,
    hub: hub ? `${origin}/v1/hub` : null,
  };
  const source = { search, entries, removed, text, addresses };
  const { type, make } = forms[form];
  return { body: make(source), type, updatedAt: feedUpdatedAt(source), addresses };
}

function open({ provenance: _, ...article }: Article) {
  return article;
}

async function tombstones(
  history: FeedNeeds['history'],
  fits: ReturnType<typeof articleMatcher>,
): Promise<FeedSource['removed']> {
  const found: FeedSource['removed'][number][] = [];
  for (const { id, seq, at, data } of await history.removals(TOMBSTONES)) {
    const before = await history.articleChangeBefore(id, seq);
    const fitted =
      before?.type === 'article.created' || before?.type === 'article.updated'
        ? fits(before.data)
        : // What it was is no longer told; one tombstone too many does no harm.
          before?.type === 'article.removed';
    if (fitted) found.push({ id, at, reason: data.reason });
  }
  return found;
}
