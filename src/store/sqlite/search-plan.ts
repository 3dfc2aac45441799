import type { SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import type { IndexQuery } from '../expand-forms.ts';
import { inSample, isInSample, MAX_HALVINGS, PLACES_A_QUARTER } from './article-place.ts';
import { keptUntilChange } from './kept-until-change.ts';
import { apart, placeBounds, type SqlFilter, sqlFilter, type TimeQuery, wordsOnly } from './sql-filter.ts';
import type { Statements } from './statements.ts';
import { quartersWithin } from './tallied-quarters.ts';

/** So many articles are looked at one by one for one answer; of more, an even sample or the newest. */
export const WINDOW = 10_000;

/** How a query is answered: by the text index, in the order of time, and a condition on what it gives. */
export type SearchPlan = {
  /** The FTS5 expression; null: the articles are read in the order of time. */
  words: string | null;
  /** On the row `a` of `article`; null: none. */
  rest: SqlFilter | null;
  /** First sight between these places. */
  bounds: readonly [number, number];
  bounded: boolean;
  /** An index leads to the few articles that can fit. */
  pointed: boolean;
};

/** Null: nothing can fit. */
export function searchPlan(query: IndexQuery): SearchPlan | null {
  const { words, rest } = query.type === 'and' ? apart(query.parts) : single(query);
  if (words === '') return null;
  const times = rest.filter((part): part is TimeQuery => part.type === 'time' && part.field === 'seen');
  const others = rest.filter((part) => part.type !== 'time' || part.field !== 'seen');
  const pairs = times.map(({ from, to }) => placeBounds(from, to));
  const bounds = [
    Math.max(Number.MIN_SAFE_INTEGER, ...pairs.map(([least]) => least)),
    Math.min(Number.MAX_SAFE_INTEGER, ...pairs.map(([, end]) => end)),
  ] as const;
  return {
    words,
    bounds,
    rest: others.length === 0 ? null : sqlFilter({ type: 'and', parts: others }),
    bounded: times.length > 0,
    pointed: others.some((part) => part.type === 'value' && POINTED.has(part.field)),
  };
}

const POINTED: ReadonlySet<string> = new Set(['story', 'id', 'url']);

function single(query: IndexQuery): { words: string | null; rest: readonly IndexQuery[] } {
  const words = wordsOnly(query);
  if (words !== null) return { words, rest: [] };
  return { words, rest: query.type === 'everything' ? [] : [query] };
}

/**
 * SQL: a place that is handed over. Numbers of JavaScript come as floating ones, and FTS5 seeks by whole ones only: without
 * this it would read the index from end to end, and SQLite would leave out what lies beyond.
 */
export const PLACE = 'CAST(? AS INTEGER)';

export type Source = { sql: string; parameters: SQLInputValue[]; n: string };

/** `a` is wanted: not at all; for what its narrow index holds (`article_scan`); for more. */
type Columns = 'none' | 'narrow' | 'all';

/**
 * FROM and WHERE for the articles of a plan. `n` is their place; `a` stands for the row of `article` only where
 * `columns` says that it is wanted or the plan has to look at it.
 *
 * @param halvings 0: all that fit; more: an even sample of them
 */
export function source(
  { words, rest, bounds, bounded, pointed }: SearchPlan,
  { columns, halvings = 0 }: { columns: Columns; halvings?: number },
): Source {
  const sampled = (n: string) => (halvings === 0 ? '' : ` AND ${inSample(n, halvings)}`);
  const between = (n: string) => (bounded ? ` AND ${n} >= ${PLACE} AND ${n} < ${PLACE}` : '');
  const times = bounded ? [...bounds] : [];
  const condition = rest === null ? '' : ` AND ${rest.sql}`;
  const restParameters = rest?.parameters ?? [];
  if (words === null || pointed) {
    const text =
      words === null
        ? ''
        : ' AND EXISTS (SELECT 1 FROM article_text WHERE article_text MATCH ? AND rowid = a.n)';
    const index = pointed ? '' : 'INDEXED BY article_scan ';
    // The index of the narrow columns is in the order of places too.
    return {
      sql: `FROM article a ${index}WHERE a.n IS NOT NULL${between('a.n')}${sampled('a.n')}${condition}${text}`,
      parameters: [...times, ...restParameters, ...(words === null ? [] : [words])],
      n: 'a.n',
    };
  }
  const n = 'article_text.rowid';
  // Its entries lie closer together than whole rows.
  const index = columns === 'all' ? '' : 'INDEXED BY article_scan ';
  const join = columns !== 'none' || rest !== null ? ` CROSS JOIN article a ${index}ON a.n = ${n}` : '';
  return {
    sql: `FROM article_text${join} WHERE article_text MATCH ?${between(n)}${sampled(n)}${condition}`,
    parameters: [words, ...times, ...restParameters],
    n,
  };
}

/** FROM and WHERE as of `source`, of an even sample where very many articles would have to be looked at one by one. */
export type Sample = Source & { halvings: number };

/**
 * The articles of a plan for answers that look at each, with the columns of `article_scan`: all of them, or of more than
 * the window an even sample: the largest that halving brings down to it.
 */
export function sample(sql: Statements, plan: SearchPlan, window = WINDOW): Sample {
  if (plan.words === null || plan.pointed) {
    const halvings = plan.pointed ? 0 : halvingsFor(collected(sql, plan.bounds, plan.bounded), window);
    return { ...source(plan, { columns: 'narrow', halvings }), halvings };
  }
  const { places, halvings } = placesByWords(sql, plan, window);
  const condition = plan.rest === null ? '' : ` WHERE ${plan.rest.sql}`;
  return {
    sql: `FROM json_each(?) AS place CROSS JOIN article a INDEXED BY article_scan ON a.n = place.value${condition}`,
    parameters: [JSON.stringify(places), ...(plan.rest?.parameters ?? [])],
    n: 'a.n',
    halvings,
  };
}

const Places = z.string().transform((text) => z.custom<number[]>(Array.isArray).parse(JSON.parse(text)));
const Place = z.object({ n: z.number() });
const CountedPlaces = z.object({ count: z.number(), places: Places });

/** Places that the words alone lead to: all of them, or an even sample. The index is read once if it can be. */
function placesByWords(
  sql: Statements,
  plan: SearchPlan,
  window: number,
): { places: number[]; halvings: number } {
  const { sql: from, parameters, n } = source({ ...plan, rest: null }, { columns: 'none' });
  const read = (halvings: number) =>
    sql.one(
      CountedPlaces,
      `SELECT count(*) AS count, json_group_array(${n}) FILTER (WHERE ${inSample(n, halvings)}) AS places ${from}`,
      ...parameters,
    ) ?? { count: 0, places: [] };
  // With as many again as are likely, to be safe: what is too much is left out below.
  const guess = Math.max(0, halvingsFor(projected(sql, plan, window), window) - 1);
  const first = read(guess);
  const halvings = halvingsFor(first.count, window);
  if (halvings < guess) return { places: read(halvings).places, halvings };
  return { places: first.places.filter((place) => isInSample(place, halvings)), halvings };
}

/** A part of all articles that tells little of the index and enough of how many fit. */
const NEWEST_PART = 16;
const Newest = z.object({ count: z.number(), first: z.number().nullable() });

/** How many would fit the words in all if they lay as close everywhere as in the newest part of the time. */
function projected(sql: Statements, plan: SearchPlan, window: number): number {
  const [least, end] = plan.bounds;
  const all = collected(sql, plan.bounds, plan.bounded);
  if (all <= window) return all;
  const part = sql.one(
    Place,
    `SELECT n FROM article INDEXED BY article_scan WHERE n >= ? AND n < ? ORDER BY n DESC LIMIT 1 OFFSET ?`,
    ...[least, end, Math.floor(all / NEWEST_PART)],
  );
  const bounds = [part?.n ?? least, end] as const;
  const {
    sql: from,
    parameters,
    n,
  } = source({ ...plan, rest: null, bounds, bounded: true }, { columns: 'none' });
  const newest = sql.one(
    Newest,
    `SELECT count(*) AS count, min(n) AS first FROM (SELECT ${n} AS n ${from} ORDER BY ${n} DESC LIMIT ${window + 1})`,
    ...parameters,
  );
  if (!newest) return 0;
  const since = newest.count > window ? (newest.first ?? least) : bounds[0];
  return (newest.count * all) / Math.max(1, newest.count, collected(sql, [since, end], true));
}

/** How often a number has to be halved to come down to the window. */
function halvingsFor(count: number, window: number): number {
  return count <= window ? 0 : Math.min(MAX_HALVINGS, Math.ceil(Math.log2(count / window)));
}

const Count = z.object({ count: z.number().nullable() });

export function countOf(sql: Statements, text: string, ...parameters: SQLInputValue[]): number {
  return sql.one(Count, text, ...parameters)?.count ?? 0;
}

/** The next page of a search asks for the same count. */
const counts = keptUntilChange<number>();

/**
 * How many articles fit, where the index of words or the tallies can tell without a look at each; null: they cannot.
 */
export function countByIndex(sql: Statements, plan: SearchPlan): number | null {
  if (plan.rest !== null || plan.pointed) return null;
  if (plan.words === null) {
    return quartersWithin(sql, plan.bounds).reduce((sum, { count }) => sum + count, 0);
  }
  const { sql: from, parameters } = source(plan, { columns: 'none' });
  return counts(sql, JSON.stringify([from, parameters]), () =>
    countOf(sql, `SELECT count(*) AS count ${from}`, ...parameters),
  );
}

/** All articles in the quarters of an hour that the bounds lie in or between, by the tallies: each has one verdict. */
function collected(sql: Statements, [least, end]: readonly [number, number], bounded: boolean): number {
  if (!bounded) return countOf(sql, "SELECT sum(count) AS count FROM tally WHERE field = 'verdict'");
  return countOf(
    sql,
    'SELECT sum(count) AS count FROM tally_quarter WHERE quarter BETWEEN ? AND ?',
    Math.floor(least / PLACES_A_QUARTER),
    Math.floor(end / PLACES_A_QUARTER),
  );
}
