import { z } from 'zod';
import type { Article } from '../model/article.ts';
import type { PublicArticle } from '../model/change-event.ts';
import { QUARTER_MS } from '../model/quarter.ts';
import { withoutAsOf } from '../query/as-of.ts';
import type { Query } from '../query/query.ts';
import { MAX_PAST_ARTICLES, TooManyPastError } from '../query/too-many-past-error.ts';
import { articleMatcher } from './article-matcher.ts';
import { articleSearchFields } from './article-search-fields.ts';
import type {
  ArticleHit,
  ArticleOutline,
  ArticleSearch,
  ArticleStore,
  FacetField,
  Facets,
  FoundArticles,
  SeenTimes,
  ToldStories,
} from './article-store.ts';
import type { ChangeHistory } from './change-history.ts';
import { expandForms, formPrefixes } from './expand-forms.ts';
import { highlights } from './highlights.ts';
import { cursorPlace, pageCursor } from './page-cursor.ts';
import { searchTerms } from './search-terms.ts';

/** States that are kept for the next page, or for facets beside the hits. */
const KEPT_STATES = 6;
const MAX_FACET_VALUES = 100;

type Row = ArticleOutline & { past: PublicArticle | null };
type State = { rows: readonly Row[]; exact: boolean };
type Needs = Pick<ChangeHistory, 'placeAt' | 'firstSeq' | 'articleChangeBefore' | 'articlesChangedSince'>;

/**
 * A store that answers `as-of:` queries as it would have answered them then: articles that changed since are taken from
 * the change feed as they were, articles that came since are left out. What was removed since stays removed. Where the
 * feed no longer reaches so far back, articles are taken as they were at its beginning (`asOf.exact` is false).
 */
export function asOfStore(store: ArticleStore, history: Needs): ArticleStore {
  const states = new Map<string, Promise<State>>();

  /** What fits `query` at a time, in the order of first sight; kept until the store changes. */
  async function stateAt(query: Query, at: string): Promise<State> {
    const key = JSON.stringify([query, at, await store.lastSeq()]);
    const known = states.get(key);
    if (known) return known;
    const made = readState(query, at);
    states.set(key, made);
    made.catch(() => states.delete(key));
    const oldest = states.size > KEPT_STATES ? states.keys().next().value : undefined;
    if (oldest !== undefined) states.delete(oldest);
    return made;
  }

  async function readState(query: Query, at: string): Promise<State> {
    const { since, exact } = await placeOf(at);
    const fits = articleMatcher(query);
    const changed = await history.articlesChangedSince(since);
    const otherwise = new Set<string>();
    const rows: Row[] = [];
    const add = (row: Row) => {
      rows.push(row);
      if (rows.length > MAX_PAST_ARTICLES) throw new TooManyPastError();
    };
    for (const { id, type } of changed) {
      if (type !== 'article.updated') continue;
      const before = await history.articleChangeBefore(id, since + 1);
      // It came later, or the feed does not know it of then: it counts as it is now, if it was there.
      if (before?.type !== 'article.created' && before?.type !== 'article.updated') continue;
      otherwise.add(id);
      const past = before.data;
      if (past.firstSeenAt < at && fits(past)) add({ ...outlineOf(past), past });
    }
    const seen: Query = { type: 'time', field: 'seen', from: null, to: at };
    for await (const outline of store.outlines({ type: 'and', parts: [query, seen] })) {
      if (!otherwise.has(outline.id)) add({ ...outline, past: null });
    }
    rows.sort((a, b) => byTime(a, b));
    return { rows, exact };
  }

  async function placeOf(at: string): Promise<{ since: number; exact: boolean }> {
    const iso = new Date(Date.parse(`${at}${'0000-01-01T00:00:00'.slice(at.length)}Z`)).toISOString();
    const [first, place] = [await history.firstSeq(), await history.placeAt(iso)];
    if (first === 1 || place >= first) return { since: place, exact: true };
    const [oldest] = await store.changes(first - 1, 1);
    return { since: Math.max(place, first - 1), exact: oldest === undefined || oldest.at < iso };
  }

  async function articleOf({ id, past }: Row): Promise<Article | null> {
    const article = await store.article(id);
    return article && past ? { ...article, ...past } : article;
  }

  async function search(asked: ArticleSearch): Promise<FoundArticles> {
    const { query, at } = withoutAsOf(asked.query);
    if (at === null) return store.search(asked);
    const { limit, cursor, sort, collapse } = asked;
    const { rows, exact } = await stateAt(query, at);
    const shown = collapse ? mostOriginal(rows) : [...rows];
    const oldest = sort === 'oldest';
    const ordered = shown.sort((a, b) => (oldest ? byTime(a, b) : byTime(b, a)));
    const question = ['as-of', asked.query, sort, collapse];
    const place = cursor === null ? null : cursorPlace(cursor, question, z.tuple([z.string(), z.string()]));
    const from =
      place === null
        ? 0
        : ordered.findIndex(({ firstSeenAt, id }) => firstSeenAt === place[0] && id === place[1]) + 1;
    const page = ordered.slice(from, from + limit);
    const last = page.at(-1);
    const stories = new Set(page.map(({ storyId }) => storyId));
    const members: Query = {
      type: 'or',
      parts: [...stories].map((value) => ({ type: 'value', field: 'story', value })),
    };
    const copies = Map.groupBy((await readState(members, at)).rows, ({ storyId }) => storyId);
    const hits: ArticleHit[] = [];
    for (const row of page) {
      const article = await articleOf(row);
      if (!article) continue;
      const count = copies.get(row.storyId)?.length ?? 1;
      hits.push({ article, copies: count, highlights: highlightsOf(article, query) });
    }
    return {
      hits,
      next: from + limit < ordered.length && last ? pageCursor(question, [last.firstSeenAt, last.id]) : null,
      ...{ total: ordered.length, totalIs: 'exact', among: null, asOf: { at, exact } },
    };
  }

  /** The answer of then, or of now where no time is named. */
  async function rowsOrNull(asked: Query): Promise<readonly Row[] | null> {
    const { query, at } = withoutAsOf(asked);
    return at === null ? null : (await stateAt(query, at)).rows;
  }

  return {
    ...store,
    search,
    async facets(query) {
      const rows = await rowsOrNull(query);
      return rows ? facetsOf(rows) : store.facets(query);
    },
    async seenTimes(query) {
      const rows = await rowsOrNull(query);
      return rows ? seenTimesOf(rows) : store.seenTimes(query);
    },
    async toldStories(query) {
      const rows = await rowsOrNull(query);
      return rows ? toldStoriesOf(rows) : store.toldStories(query);
    },
    async *outlines(query) {
      const rows = await rowsOrNull(query);
      if (rows === null) yield* store.outlines(query);
      else for (const { past: _, ...outline } of rows) yield outline;
    },
    async *export(query, from) {
      const rows = await rowsOrNull(query);
      if (rows === null) yield* store.export(query, from);
      for (const row of (rows ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        if (from && row.id <= from.after) continue;
        const article = await articleOf(row);
        if (article) yield article;
      }
    },
  };
}

function outlineOf(article: PublicArticle): ArticleOutline {
  const { id, storyId, site, language, dateVerdict, relation, firstSeenAt } = article;
  const { relationRank } = articleSearchFields(article);
  return { id, storyId, site, language, verdict: dateVerdict, relation, relationRank, firstSeenAt };
}

function byTime(a: ArticleOutline, b: ArticleOutline): number {
  if (a.firstSeenAt !== b.firstSeenAt) return a.firstSeenAt < b.firstSeenAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** One member of each story, the nearest to the original; of equals the first. */
function mostOriginal(rows: readonly Row[]): Row[] {
  const first = new Map<string, Row>();
  for (const row of rows) {
    const known = first.get(row.storyId);
    if (!known || row.relationRank < known.relationRank) first.set(row.storyId, row);
  }
  return [...first.values()];
}

function facetsOf(rows: readonly Row[]): Facets {
  const of = (value: (row: Row) => string | null) => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const found = value(row);
      if (found !== null) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    return [...counts]
      .map(([found, count]) => ({ value: found, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MAX_FACET_VALUES);
  };
  const fields: Record<FacetField, Facets[FacetField]> = {
    site: of(({ site }) => site),
    language: of(({ language }) => language),
    verdict: of(({ verdict }) => verdict),
    relation: of(({ relation }) => relation),
    day: of(({ firstSeenAt }) => firstSeenAt.slice(0, 10)),
  };
  return { ...fields, sample: 1, among: null };
}

function seenTimesOf(rows: readonly Row[]): SeenTimes {
  const counts = new Map<number, number>();
  for (const { firstSeenAt } of rows) {
    const startMs = Math.floor(Date.parse(firstSeenAt) / QUARTER_MS) * QUARTER_MS;
    counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
  }
  return { quarters: [...counts].map(([startMs, count]) => ({ startMs, count })), sample: 1 };
}

function toldStoriesOf(rows: readonly Row[]): ToldStories {
  const first = new Map<string, string>();
  for (const { storyId, firstSeenAt } of rows) if (!first.has(storyId)) first.set(storyId, firstSeenAt);
  return { stories: [...first].map(([storyId, firstSeenAt]) => ({ storyId, firstSeenAt })), among: null };
}

/** The words of the article itself are all the vocabulary that is needed to mark the forms in it. */
function highlightsOf(article: Article, query: Query): string[] {
  const words = new Set(
    [article.title ?? '', article.body].flatMap((text) => searchTerms(text).map(({ term }) => term)),
  );
  return highlights(
    article,
    expandForms(query, new Map(formPrefixes(query).map((prefix) => [prefix, [...words]]))),
  );
}
