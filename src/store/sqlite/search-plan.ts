import type { SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import type { IndexQuery } from '../expand-forms.ts';
import { inSample, MAX_HALVINGS, PLACES_A_QUARTER } from './article-place.ts';
import { apart, placeBounds, type SqlFilter, sqlFilter, type TimeQuery, wordsOnly } from './sql-filter.ts';
import type { Statements } from './statements.ts';

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

export type Source = { sql: string; parameters: SQLInputValue[]; n: string };

/**
 * FROM and WHERE for the articles of a plan. `n` is their place; `a` stands for the row of `article` only where
 * `columns` says that it is wanted or the plan has to look at it.
 *
 * @param halvings 0: all that fit; more: an even sample of them
 */
export function source(
  { words, rest, bounds, bounded, pointed }: SearchPlan,
  { columns, halvings }: { columns: boolean; halvings: number },
): Source {
  const sampled = (n: string) => (halvings === 0 ? '' : ` AND ${inSample(n, halvings)}`);
  const between = (n: string) => (bounded ? ` AND ${n} >= ? AND ${n} < ?` : '');
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
  const join = columns || rest !== null ? ` CROSS JOIN article a ON a.n = ${n}` : '';
  return {
    sql: `FROM article_text${join} WHERE article_text MATCH ?${between(n)}${sampled(n)}${condition}`,
    parameters: [words, ...times, ...restParameters],
    n,
  };
}

const Count = z.object({ count: z.number().nullable() });

export function countOf(sql: Statements, text: string, ...parameters: SQLInputValue[]): number {
  return sql.one(Count, text, ...parameters)?.count ?? 0;
}

/**
 * How many articles would have to be looked at one by one for all that fit, and how often that number has to be halved
 * to come down to the window. Where a plan has no condition, they are the ones that fit.
 */
export function candidates(sql: Statements, plan: SearchPlan): { count: number; halvings: number } {
  if (plan.pointed) return { count: 0, halvings: 0 };
  const count = plan.words === null ? collected(sql, plan) : countFitting(sql, { ...plan, rest: null }, 0);
  const halvings = count <= WINDOW ? 0 : Math.ceil(Math.log2(count / WINDOW));
  return { count, halvings: Math.min(halvings, MAX_HALVINGS) };
}

export function countFitting(sql: Statements, plan: SearchPlan, halvings: number): number {
  const { sql: from, parameters } = source(plan, { columns: false, halvings });
  return countOf(sql, `SELECT count(*) AS count ${from}`, ...parameters);
}

/** All articles first seen within the bounds, by the tallies: whole quarters of an hour where there are bounds. */
function collected(sql: Statements, { bounds: [least, end], bounded }: SearchPlan): number {
  if (!bounded) return countOf(sql, 'SELECT sum(count) AS count FROM tally_quarter');
  return countOf(
    sql,
    'SELECT sum(count) AS count FROM tally_quarter WHERE quarter BETWEEN ? AND ?',
    Math.floor(least / PLACES_A_QUARTER),
    Math.floor(end / PLACES_A_QUARTER),
  );
}
