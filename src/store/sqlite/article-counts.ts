import { z } from 'zod';
import { QUARTER_MS } from '../../model/quarter.ts';
import type { Query } from '../../query/query.ts';
import type { FacetField, Facets, SeenTimes, ToldStories } from '../article-store.ts';
import { PLACES_A_QUARTER, placeMs } from './article-place.ts';
import { type SearchPlan, type Source, sample, searchPlan, source, WINDOW } from './search-plan.ts';
import type { Statements } from './statements.ts';
import { quartersWithin, talliedQuarters } from './tallied-quarters.ts';
import { indexQuery } from './text-index.ts';

const QUARTERS_A_DAY = 96;
/** The most frequent values of each field; a tail longer than this is no use as a choice. */
const MAX_FACET_VALUES = 100;

const isEverything = ({ words, rest, bounded }: SearchPlan) => words === null && rest === null && !bounded;

type Tally = { field: FacetField; value: string; count: number };

/** What is not known (a language that could not be told) is no value and is not counted. */
export function articleFacets(sql: Statements, query: Query): Facets {
  const plan = searchPlan(indexQuery(sql, query));
  if (plan === null) return facets([], 0);
  if (isEverything(plan)) return facets(talliedValues(sql), 0);
  const { halvings, ...looked } = sample(sql, plan);
  return facets(countedValues(sql, looked, halvings), halvings);
}

const TallyRow = z.object({
  field: z.enum(['site', 'language', 'verdict', 'relation']),
  value: z.string(),
  count: z.number(),
});

function talliedValues(sql: Statements): Tally[] {
  const days = new Map<string, number>();
  for (const { startMs, count } of talliedQuarters(sql)) add(days, dayOf(startMs), count);
  return [
    ...sql.all(TallyRow, 'SELECT field, value, count FROM tally WHERE count > 0'),
    ...[...days].map(([value, count]) => ({ field: 'day' as const, value, count })),
  ];
}

function countedValues(sql: Statements, { sql: from, parameters, n }: Source, halvings: number): Tally[] {
  const rows = sql.lists(
    `SELECT a.site, a.language, a.verdict, a.relation, ${n} / ${PLACES_A_QUARTER * QUARTERS_A_DAY} ${from}`,
    ...parameters,
  );
  return FIELDS.flatMap((field, column) => {
    const counts = new Map<unknown, number>();
    for (const row of rows) {
      const value = row[column];
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts].map(([value, count]) => ({
      field,
      value: field === 'day' ? dayOf(Number(value) * QUARTERS_A_DAY * QUARTER_MS) : String(value),
      count: count * 2 ** halvings,
    }));
  });
}

const FIELDS = ['site', 'language', 'verdict', 'relation', 'day'] as const;

function facets(counts: readonly Tally[], halvings: number): Facets {
  const of = (wanted: FacetField) =>
    counts
      .filter(({ field }) => field === wanted)
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MAX_FACET_VALUES);
  return {
    site: of('site'),
    language: of('language'),
    verdict: of('verdict'),
    relation: of('relation'),
    day: of('day'),
    sample: 1 / 2 ** halvings,
    among: null,
  };
}

function add(counts: Map<string, number>, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The text index alone tells the times of what fits; only where a condition is left are the articles looked at. */
export function articleSeenTimes(sql: Statements, query: Query): SeenTimes {
  const plan = searchPlan(indexQuery(sql, query));
  if (plan === null) return { quarters: [], sample: 1 };
  if (isEverything(plan)) return { quarters: talliedQuarters(sql), sample: 1 };
  if (plan.words === null && plan.rest === null)
    return { quarters: quartersWithin(sql, plan.bounds), sample: 1 };
  const byIndex = plan.rest === null && !plan.pointed;
  const looked = byIndex ? { ...source(plan, { columns: 'none' }), halvings: 0 } : sample(sql, plan);
  const { sql: from, parameters, n, halvings } = looked;
  // As one text: thousands of rows take longer to hand over than to find.
  const times = sql.one(
    Numbers,
    `SELECT json_group_array(quarter) AS numbers
     FROM (SELECT ${n} / ${PLACES_A_QUARTER} AS quarter ${from} ORDER BY ${n})`,
    ...parameters,
  );
  return { quarters: runs(times ?? [], 2 ** halvings), sample: 1 / 2 ** halvings };
}

const Numbers = z
  .object({ numbers: z.string() })
  .transform(({ numbers }) => z.custom<number[]>(Array.isArray).parse(JSON.parse(numbers)));

/** Quarters in order of time, each with how often it comes. */
function runs(quarters: readonly number[], each: number): { startMs: number; count: number }[] {
  const counts: { startMs: number; count: number }[] = [];
  let last: (typeof counts)[number] | undefined;
  for (const quarter of quarters) {
    const startMs = quarter * QUARTER_MS;
    if (last?.startMs !== startMs) {
      last = { startMs, count: 0 };
      counts.push(last);
    }
    last.count += each;
  }
  return counts;
}

const ToldRow = z
  .object({ storyId: z.string(), first: z.number(), looked: z.number() })
  .transform(({ storyId, first, looked }) => ({
    storyId,
    firstSeenAt: new Date(placeMs(first)).toISOString(),
    looked,
  }));

/** Of very many articles, the newest. */
export function toldStories(sql: Statements, query: Query): ToldStories {
  const plan = searchPlan(indexQuery(sql, query));
  if (plan === null) return { stories: [], among: null };
  const { sql: from, parameters, n } = source(plan, { columns: 'all' });
  const rows = sql.all(
    ToldRow,
    `SELECT story_id AS storyId, min(n) AS first, count(*) AS looked FROM (
       SELECT a.story_id, ${n} AS n ${from} ORDER BY ${n} DESC LIMIT ${WINDOW}
     ) GROUP BY story_id`,
    ...parameters,
  );
  const looked = rows.reduce((sum, row) => sum + row.looked, 0);
  const stories = rows.map(({ storyId, firstSeenAt }) => ({ storyId, firstSeenAt }));
  return { stories, among: looked === WINDOW ? WINDOW : null };
}
