import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import { Article } from '../../model/article.ts';
import type { Query } from '../../query/query.ts';
import type {
  ArticleSearch,
  FacetField,
  Facets,
  FoundArticles,
  SeenTimes,
  ToldStories,
} from '../article-store.ts';
import { highlights } from '../highlights.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { rankExpression, sqlFilter, wordsOnly } from './sql-filter.ts';
import type { Statements } from './statements.ts';

/** A word in the title weighs most, then one among the authors. */
const BM25 = 'bm25(article_text, 8.0, 1.0, 3.0)';

const Hit = z
  .object({ key: z.union([z.string(), z.number()]), id: z.string(), json: z.string(), copies: z.number() })
  .transform(({ json, ...row }) => ({ ...row, article: Article.parse(JSON.parse(json)) }));
const Count = z.object({ count: z.number() });

/**
 * Hits by first sight or by BM25, ties by id. With `collapse` the member of a story nearest to the original stands
 * for all that fit.
 */
export function searchArticles(
  sql: Statements,
  { query, limit, cursor, sort, collapse }: ArticleSearch,
): FoundArticles {
  const filter = sqlFilter(query);
  const rank = sort === 'relevance' ? rankExpression(query) : null;
  const order = rank !== null ? RELEVANCE : sort === 'oldest' ? OLDEST : NEWEST;

  const score = rank === null ? 'a.first_seen' : 'ifnull(r.score, 0.0)';
  const join = rank === null ? '' : RANKED;
  const from = `FROM article a ${join} WHERE ${filter.sql}`;
  const parameters: SQLInputValue[] = [...(rank === null ? [] : [rank]), ...filter.parameters];

  const question = ['articles', query, sort, collapse];
  const place = cursor === null ? null : order.read(cursor, question);
  const after = place === null ? '1' : order.after;
  const rows = sql.all(
    Hit,
    `WITH hit AS MATERIALIZED (
       SELECT n, id, story_id, key FROM (
         SELECT a.n, a.id, a.story_id, ${score} AS key
           ${collapse ? `, ${MOST_ORIGINAL} AS place` : ''} ${from}
       ) WHERE ${collapse ? 'place = 1' : '1'} AND ${after}
       ORDER BY ${order.by} LIMIT ?
     )
     SELECT hit.key, hit.id, j.json,
       (SELECT count(*) FROM article m WHERE m.story_id = hit.story_id) AS copies
     FROM hit JOIN article_json j ON j.n = hit.n ORDER BY ${order.by.replaceAll(/\b(key|id)\b/g, 'hit.$1')}`,
    ...parameters,
    ...(place ?? []),
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    hits: shown.map(({ article, copies }) => ({ article, copies, highlights: highlights(article, query) })),
    next: rows.length > limit && last ? pageCursor(question, [last.key, last.id]) : null,
    total: countArticles(sql, query, collapse),
    totalIs: 'exact',
    among: null,
  };
}

const RANKED = `LEFT JOIN (
  SELECT rowid AS n, ${BM25} AS score FROM article_text WHERE article_text MATCH ?
) r ON r.n = a.n`;
const MOST_ORIGINAL =
  'row_number() OVER (PARTITION BY a.story_id ORDER BY a.relation_rank, a.first_seen, a.id)';

type Order = {
  by: string;
  after: string;
  /** The place that a cursor stands for, as parameters of `after`. */
  read(cursor: string, question: unknown): readonly SQLInputValue[];
};
const placeOf =
  <T extends readonly SQLInputValue[]>(shape: z.ZodType<T>) =>
  (cursor: string, question: unknown) =>
    cursorPlace(cursor, question, shape);
const byTime = placeOf(z.tuple([z.string(), z.string()]));
const NEWEST: Order = { by: 'key DESC, id DESC', after: '(key, id) < (?, ?)', read: byTime };
const OLDEST: Order = { by: 'key, id', after: '(key, id) > (?, ?)', read: byTime };
const RELEVANCE: Order = {
  by: 'key, id',
  after: '(key, id) > (?, ?)',
  read: placeOf(z.tuple([z.number(), z.string()])),
};

function countArticles(sql: Statements, query: Query, collapse: boolean): number {
  const words = wordsOnly(query);
  if (words && !collapse) {
    return (
      sql.one(Count, 'SELECT count(*) AS count FROM article_text WHERE article_text MATCH ?', words)?.count ??
      0
    );
  }
  const filter = sqlFilter(query);
  const counted = collapse ? 'count(DISTINCT a.story_id)' : 'count(*)';
  const row = sql.one(
    Count,
    `SELECT ${counted} AS count FROM article a WHERE ${filter.sql}`,
    ...filter.parameters,
  );
  return row?.count ?? 0;
}

const FACET_COLUMNS = {
  site: 'site',
  language: 'language',
  verdict: 'verdict',
  relation: 'relation',
  day: 'day',
} as const;
/** The most frequent values of each field; a tail longer than this is no use as a choice. */
const MAX_FACET_VALUES = 100;

const FacetRow = z.object({
  field: z.enum(['site', 'language', 'verdict', 'relation', 'day']),
  value: z.string(),
  count: z.number(),
});

/** What is not known (a language that could not be told) is no value and is not counted. */
export function articleFacets(sql: Statements, query: Query): Facets {
  const filter = sqlFilter(query);
  const counts = Object.entries(FACET_COLUMNS).map(
    ([field, column]) =>
      `SELECT * FROM (SELECT '${field}' AS field, ${column} AS value, count(*) AS count FROM hit
         WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY count DESC, value LIMIT ${MAX_FACET_VALUES})`,
  );
  const rows = sql.all(
    FacetRow,
    `WITH hit AS MATERIALIZED (
       SELECT a.site, a.language, a.verdict, a.relation, a.day FROM article a WHERE ${filter.sql}
     ) ${counts.join(' UNION ALL ')}`,
    ...filter.parameters,
  );
  const of = (wanted: FacetField) =>
    rows.filter(({ field }) => field === wanted).map(({ value, count }) => ({ value, count }));
  return {
    site: of('site'),
    language: of('language'),
    verdict: of('verdict'),
    relation: of('relation'),
    day: of('day'),
    sample: 1,
  };
}

const QUARTER_MS = 900_000;
const QuarterRow = z
  .object({ quarter: z.number(), count: z.number() })
  .transform(({ quarter, count }) => ({ startMs: quarter * QUARTER_MS, count }));

export function articleSeenTimes(sql: Statements, query: Query): SeenTimes {
  const filter = sqlFilter(query);
  const quarters = sql.all(
    QuarterRow,
    `SELECT unixepoch(a.first_seen) / 900 AS quarter, count(*) AS count FROM article a WHERE ${filter.sql}
     GROUP BY 1 ORDER BY 1`,
    ...filter.parameters,
  );
  return { quarters, sample: 1 };
}

const ToldRow = z.object({ storyId: z.string(), firstSeenAt: z.string() });

export function toldStories(sql: Statements, query: Query): ToldStories {
  const filter = sqlFilter(query);
  const stories = sql.all(
    ToldRow,
    `SELECT a.story_id AS storyId, min(a.first_seen) AS firstSeenAt FROM article a WHERE ${filter.sql}
     GROUP BY a.story_id`,
    ...filter.parameters,
  );
  return { stories, among: null };
}

const ExportRow = z.object({ json: z.string() }).transform(({ json }) => Article.parse(JSON.parse(json)));

/** Articles that fit, by id, read one by one from a connection that sees one state of the store. */
export function* exportArticles(snapshot: DatabaseSync, query: Query): Generator<Article> {
  const filter = sqlFilter(query);
  const rows = snapshot
    .prepare(
      `SELECT j.json FROM article a JOIN article_json j ON j.n = a.n WHERE ${filter.sql} ORDER BY a.id`,
    )
    .iterate(...filter.parameters);
  for (const row of rows) yield ExportRow.parse(row);
}
