import { z } from 'zod';
import type { Query } from '../../query/query.ts';
import type { FacetField, Facets, SeenTimes, ToldStories } from '../article-store.ts';
import { PLACES_A_QUARTER, placeMs } from './article-place.ts';
import { candidates, type SearchPlan, searchPlan, source, WINDOW } from './search-plan.ts';
import type { Statements } from './statements.ts';
import { indexQuery } from './text-index.ts';

const QUARTER_MS = 900_000;
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
  const { halvings } = candidates(sql, plan);
  return facets(countedValues(sql, plan, halvings), halvings);
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

function countedValues(sql: Statements, plan: SearchPlan, halvings: number): Tally[] {
  const { sql: from, parameters, n } = source(plan, { columns: true, halvings });
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
  const halvings = plan.rest === null && plan.words !== null ? 0 : candidates(sql, plan).halvings;
  const { sql: from, parameters, n } = source(plan, { columns: false, halvings });
  // They come in order of time, so that nothing is sorted.
  const quarters = sql.lists(
    `SELECT quarter, count(*) AS count FROM (SELECT ${n} / ${PLACES_A_QUARTER} AS quarter ${from} ORDER BY ${n})
     GROUP BY quarter ORDER BY quarter`,
    ...parameters,
  );
  return {
    quarters: quarters.map(quarterOf(2 ** halvings)),
    sample: 1 / 2 ** halvings,
  };
}

function talliedQuarters(sql: Statements): { startMs: number; count: number }[] {
  return sql
    .lists('SELECT quarter, count FROM tally_quarter WHERE count > 0 ORDER BY quarter')
    .map(quarterOf(1));
}

const quarterOf =
  (each: number) =>
  ([quarter, count]: readonly unknown[]) => ({
    startMs: Number(quarter) * QUARTER_MS,
    count: Number(count) * each,
  });

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
  const { sql: from, parameters, n } = source(plan, { columns: true, halvings: 0 });
  const rows = sql.all(
    ToldRow,
    `SELECT story_id AS storyId, min(n) AS first, count(*) AS looked FROM (
       SELECT a.story_id, ${n} AS n ${from} ORDER BY ${n} DESC LIMIT ${WINDOW + 1}
     ) GROUP BY story_id`,
    ...parameters,
  );
  const looked = rows.reduce((sum, row) => sum + row.looked, 0);
  const stories = rows.map(({ storyId, firstSeenAt }) => ({ storyId, firstSeenAt }));
  return { stories, among: looked > WINDOW ? WINDOW : null };
}
