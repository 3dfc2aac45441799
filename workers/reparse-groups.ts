import { doubtPrefix } from '../src/health/judge-pages.ts';
import type { Article } from '../src/model/article.ts';
import { bareHost } from '../src/model/bare-host.ts';
import { type ReparsePlace, withoutArticle } from '../src/model/reparse-progress.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore } from '../src/store/article-store.ts';

/** Pages that are read side by side, and written before the next ones are read. */
export type ReparseGroup = { articles: Article[]; others: UrlRecord[]; next: ReparsePlace };

type Wanted = { sites: readonly string[] | null; size: number };

/** What is to be read again from one place on. The same place gives the same group, as long as nothing is written. */
export async function reparseGroup(
  place: ReparsePlace,
  wanted: Wanted,
  store: Pick<ArticleStore, 'export' | 'urls'>,
): Promise<ReparseGroup> {
  if (place.in === 'articles') return articleGroup(place.after, wanted, store);
  if (place.in === 'others') return otherGroup(place, wanted, store);
  return { articles: [], others: [], next: place };
}

async function articleGroup(
  after: string,
  { sites, size }: Wanted,
  store: Pick<ArticleStore, 'export'>,
): Promise<ReparseGroup> {
  const articles: Article[] = [];
  for await (const article of store.export(queryOfSites(sites), { after })) {
    articles.push(article);
    if (articles.length === size) break;
  }
  const last = articles.at(-1);
  const next: ReparsePlace =
    last && articles.length === size
      ? { in: 'articles', after: last.id }
      : { in: 'others', outcome: withoutArticle[0], cursor: null };
  return { articles, others: [], next };
}

async function otherGroup(
  { outcome, cursor }: Extract<ReparsePlace, { in: 'others' }>,
  { sites, size }: Wanted,
  store: Pick<ArticleStore, 'urls'>,
): Promise<ReparseGroup> {
  const page = await store.urls({ outcome, limit: size, cursor });
  const others = page.urls.filter(
    (record) =>
      record.lastFetch?.snapshot &&
      (!sites || sites.includes(bareHost(record.host))) &&
      // What is held for a doubt comes in by a person's decision, not by the way.
      !(record.outcome === 'quarantined' && record.reason.startsWith(doubtPrefix)),
  );
  const following = withoutArticle[withoutArticle.indexOf(outcome) + 1];
  const next: ReparsePlace =
    page.next !== null
      ? { in: 'others', outcome, cursor: page.next }
      : following
        ? { in: 'others', outcome: following, cursor: null }
        : { in: 'end' };
  return { articles: [], others, next };
}

export function queryOfSites(sites: readonly string[] | null): Parameters<ArticleStore['export']>[0] {
  if (!sites) return { type: 'everything' };
  return { type: 'or', parts: sites.map((value) => ({ type: 'value', field: 'site', value })) };
}
