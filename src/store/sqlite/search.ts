import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { Article, Relation } from '../../model/article.ts';
import { DateVerdict } from '../../model/date-evidence.ts';
import type { Query } from '../../query/query.ts';
import type {
  ArticleHit,
  ArticleOutline,
  ArticleSearch,
  Certainty,
  FoundArticles,
} from '../article-store.ts';
import type { IndexQuery } from '../expand-forms.ts';
import { highlights } from '../highlights.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { countByRarity, RARITY } from './count-by-rarity.ts';
import { countByIndex, countOf, PLACE, type SearchPlan, sample, searchPlan, source } from './search-plan.ts';
import { isOnePhrase, rankExpression, sqlFilter } from './sql-filter.ts';
import { type Statements, statements } from './statements.ts';
import { indexQuery } from './text-index.ts';

/** A word in the title weighs most, then one among the authors; site and language are no words of the text. */
const BM25 = 'bm25(article_text, 8.0, 1.0, 3.0, 0.0)';

/** So many of the newest that fit are ranked, or judged by story: each takes longer than to be counted. */
const RANKED = 5_000;

const NOTHING: FoundArticles = { hits: [], next: null, total: 0, totalIs: 'exact', among: null, asOf: null };

/**
 * Hits by first sight or by BM25, ties by first sight. With `collapse` the member of a story nearest to the original
 * stands for all that fit. Relevance and collapse look at the newest articles only, where very many fit.
 */
export function searchArticles(sql: Statements, search: ArticleSearch): FoundArticles {
  const { limit, cursor, sort, collapse } = search;
  const question = ['articles', search.query, sort, collapse];
  const query = indexQuery(sql, search.query);
  const plan = searchPlan(query);
  const ranked = sort === 'relevance' ? rankExpression(query) : null;
  const order = ORDERS[ranked !== null ? 'relevance' : sort === 'oldest' ? 'oldest' : 'newest'];
  const place = cursor === null ? null : order.place(cursor, question);
  if (plan === null) return NOTHING;

  const from = { ranked, collapse, order, place, limit };
  const { keys, fitting, among, stories } =
    ranked !== null || collapse
      ? fromWindow(sql, plan, from)
      : inOrder(sql, plan, { oldest: sort === 'oldest', place, limit });
  const shown = keys.slice(0, limit);
  const last = shown.at(-1);
  return {
    hits: hitsOf(sql, shown, query),
    next: keys.length > limit && last ? pageCursor(question, order.cursor(last)) : null,
    among,
    asOf: null,
    ...(stories === null
      ? countArticles(sql, plan, fitting)
      : { total: stories, totalIs: among === null ? 'exact' : 'at-least' }),
  };
}

/** `fitting`: how many articles fit, where finding the keys has told it already. */
type FoundKeys = { keys: Key[]; fitting: number | null; among: number | null; stories: number | null };

type Key = { n: number; score: number };
const KeyRow = z.object({ n: z.number(), score: z.number() });

/** By time, as the index gives them: it stops at the end of the page. */
function inOrder(
  sql: Statements,
  plan: SearchPlan,
  { oldest, place, limit }: { oldest: boolean; place: readonly number[] | null; limit: number },
): FoundKeys {
  const { sql: from, parameters, n } = source(plan, { columns: 'none' });
  const after = place === null ? '' : ` AND ${n} ${oldest ? '>' : '<'} ${PLACE}`;
  const keys = sql.all(
    KeyRow,
    `SELECT ${n} AS n, 0 AS score ${from}${after} ORDER BY ${n} ${oldest ? 'ASC' : 'DESC'} LIMIT ?`,
    ...parameters,
    ...(place?.slice(-1) ?? []),
    limit + 1,
  );
  const fitting = place === null && keys.length <= limit ? keys.length : null;
  return { keys, fitting, among: null, stories: null };
}

type Windowed = {
  ranked: string | null;
  collapse: boolean;
  order: Order;
  place: readonly number[] | null;
  limit: number;
};
type InWindow = Key & { storyId: string; rank: number };

/** The newest articles that fit, one by one: for what cannot be told by the index alone. */
function fromWindow(
  sql: Statements,
  plan: SearchPlan,
  { ranked, collapse, order, place, limit }: Windowed,
): FoundKeys {
  const { sql: from, parameters, n } = source(plan, { columns: collapse ? 'all' : 'none' });
  // Where the words that are ranked by are the ones that are searched by, the index gives both at once.
  const once = ranked !== null && plan.words !== null && !plan.pointed;
  const counts = !collapse && once && plan.rest === null && !plan.bounded && isOnePhrase(plan.words ?? '');
  const columns = [
    ...[n, once ? BM25 : '0.0', counts ? RARITY : 'NULL'],
    ...(collapse ? ['a.story_id', 'a.relation_rank'] : []),
  ];
  const rows = sql.lists(
    `SELECT ${columns.join(', ')} ${from} ORDER BY ${n} DESC LIMIT ${RANKED + 1}`,
    ...parameters,
  );
  const window = rows.slice(0, RANKED).map(([at, score, , storyId, rank]) => ({
    n: Number(at),
    score: Number(score),
    storyId: String(storyId),
    rank: Number(rank),
  }));
  if (ranked !== null && !once) addScores(sql, window, ranked);
  const shown = collapse ? mostOriginal(window) : window;
  const after = place === null ? shown : shown.filter((key) => order.compare(key, place) > 0);
  return {
    keys: after.sort((a, b) => order.compare(a, order.cursor(b))).slice(0, limit + 1),
    fitting:
      rows.length <= RANKED ? rows.length : counts ? countByRarity(sql, Number(rows[0]?.[2] ?? 0)) : null,
    among: rows.length > RANKED ? RANKED : null,
    stories: collapse ? shown.length : null,
  };
}

/** The index is read once, from the oldest of the window on. */
function addScores(sql: Statements, window: readonly InWindow[], ranked: string): void {
  const byPlace = new Map(window.map((key) => [key.n, key]));
  const places = JSON.stringify([...byPlace.keys()]);
  const scores = sql.lists(
    `WITH w AS MATERIALIZED (SELECT value AS n FROM json_each(?))
     SELECT w.n, ${BM25} FROM article_text CROSS JOIN w ON w.n = article_text.rowid
     WHERE article_text MATCH ? AND article_text.rowid >= ${PLACE}`,
    places,
    ranked,
    window.at(-1)?.n ?? 0,
  );
  for (const [n, score] of scores) {
    const key = byPlace.get(Number(n));
    if (key) key.score = Number(score);
  }
}

/** One member of each story: the nearest to the original of those in the window. */
function mostOriginal(window: readonly InWindow[]): InWindow[] {
  const first = new Map<string, InWindow>();
  for (const key of window) {
    const known = first.get(key.storyId);
    if (!known || key.rank < known.rank || (key.rank === known.rank && key.n < known.n)) {
      first.set(key.storyId, key);
    }
  }
  return [...first.values()];
}

type Order = {
  /** Above 0: the key comes after the place. */
  compare(key: Key, place: readonly number[]): number;
  place(cursor: string, question: unknown): readonly number[];
  cursor(last: Key): readonly number[];
};
const byTime = {
  place: (cursor: string, question: unknown) => cursorPlace(cursor, question, z.tuple([z.number()])),
  cursor: ({ n }: Key) => [n],
};
const ORDERS: Record<ArticleSearch['sort'], Order> = {
  newest: { compare: ({ n }, [place = 0]) => place - n, ...byTime },
  oldest: { compare: ({ n }, [place = 0]) => n - place, ...byTime },
  relevance: {
    compare: ({ score, n }, [best = 0, place = 0]) => score - best || place - n,
    place: (cursor, question) => cursorPlace(cursor, question, z.tuple([z.number(), z.number()])),
    cursor: ({ score, n }) => [score, n],
  },
};

const HitRow = z
  .object({ json: z.string(), copies: z.number() })
  .transform(({ json, copies }) => ({ article: Article.parse(JSON.parse(json)), copies }));

function hitsOf(sql: Statements, keys: readonly Key[], query: IndexQuery): ArticleHit[] {
  return keys.flatMap(({ n }) => {
    const row = sql.one(
      HitRow,
      `SELECT j.json, (SELECT count(*) FROM article m WHERE m.story_id = a.story_id) AS copies
       FROM article a JOIN article_json j ON j.n = a.n WHERE a.n = ?`,
      n,
    );
    return row ? [{ ...row, highlights: highlights(row.article, query) }] : [];
  });
}

function countArticles(
  sql: Statements,
  plan: SearchPlan,
  fitting: number | null,
): { total: number; totalIs: Certainty } {
  if (fitting !== null) return { total: fitting, totalIs: 'exact' };
  const count = countByIndex(sql, plan);
  if (count !== null) return { total: count, totalIs: 'exact' };
  const { sql: from, parameters, halvings } = sample(sql, plan);
  const counted = countOf(sql, `SELECT count(*) AS count ${from}`, ...parameters);
  return { total: counted * 2 ** halvings, totalIs: halvings === 0 ? 'exact' : 'estimate' };
}

const OutlineRow = z.object({
  ...{ id: z.string(), storyId: z.string(), site: z.string(), language: z.string().nullable() },
  ...{ verdict: DateVerdict, relation: Relation, relationRank: z.number(), firstSeenAt: z.string() },
});
/** How many outlines are read before others get their turn in this process. */
const OUTLINES_AT_ONCE = 1_000;

export async function* articleOutlines(snapshot: DatabaseSync, query: Query): AsyncGenerator<ArticleOutline> {
  const filter = sqlFilter(indexQuery(statements(snapshot), query));
  const rows = snapshot
    .prepare(
      `SELECT a.id, a.story_id AS storyId, a.site, a.language, a.verdict, a.relation,
         a.relation_rank AS relationRank, a.first_seen AS firstSeenAt FROM article a WHERE ${filter.sql}`,
    )
    .iterate(...filter.parameters);
  let read = 0;
  for (const row of rows) {
    yield OutlineRow.parse(row);
    read += 1;
    if (read % OUTLINES_AT_ONCE === 0) await setImmediate();
  }
}

const ExportRow = z.object({ json: z.string() }).transform(({ json }) => Article.parse(JSON.parse(json)));

/** Articles that fit, by id, read one by one from a connection that sees one state of the store. */
export function* exportArticles(snapshot: DatabaseSync, query: Query, after = ''): Generator<Article> {
  const filter = sqlFilter(indexQuery(statements(snapshot), query));
  const parameters: SQLInputValue[] = filter.parameters;
  const rows = snapshot
    .prepare(
      `SELECT j.json FROM article a JOIN article_json j ON j.n = a.n WHERE (${filter.sql}) AND a.id > ? ORDER BY a.id`,
    )
    .iterate(...parameters, after);
  for (const row of rows) yield ExportRow.parse(row);
}
