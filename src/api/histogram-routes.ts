import { DateTime } from 'luxon';
import { z } from 'zod';
import { QUARTER_MS } from '../model/quarter.ts';
import { withoutAsOf } from '../query/as-of.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Query } from '../query/query.ts';
import type { ArticleStore, SeenTimes, ToldStories } from '../store/article-store.ts';
import { Comparison, Histogram } from './answers.ts';
import { type ApiServer, problems, queryText } from './api-server.ts';
import { ApiError } from './problem.ts';
import { bucketSize, inBuckets, type TimeBucket, timeBuckets, timeZone } from './time-buckets.ts';

const tags = ['articles'];

const timeQuery = {
  bucket: z
    .string()
    .max(20)
    .default('day')
    .describe(
      'hour, day, week, month, quarter, year; or a number of min, h, d, w, mo, q, y such as 6h or 7d',
    ),
  zone: z.string().max(60).default('UTC').describe('IANA time zone in which days and hours begin'),
  from: z
    .string()
    .max(40)
    .optional()
    .describe('ISO 8601, in that zone where it names none; by default the first article that fits'),
  to: z.string().max(40).optional().describe('Exclusive; by default after the last article that fits'),
};
const requiredQuery = z.string().min(1).max(20_000);

type TimeQuestion = { bucket: string; zone: string; from?: string | undefined; to?: string | undefined };
type Store = Pick<ArticleStore, 'seenTimes' | 'toldStories' | 'facets' | 'search'>;

/** Articles over time, and two queries side by side. */
export function histogramRoutes(app: ApiServer, { store }: { store: Store }): void {
  app.get(
    '/v1/histogram',
    {
      schema: {
        tags,
        summary: 'Articles of a query by their first sight, with their share of all that was collected',
        querystring: z.strictObject({ q: queryText, ...timeQuery }),
        response: { 200: Histogram, ...problems },
      },
    },
    async ({ query: { q, ...question } }) => {
      const query = parseQuery(q);
      const [found, all] = await Promise.all([store.seenTimes(query), store.seenTimes(everythingOf(query))]);
      const buckets = bucketsFor(question, [found]);
      const counts = inBuckets(found.quarters, buckets);
      const collected = inBuckets(all.quarters, buckets);
      const total = sum(counts);
      return {
        ...{ bucket: question.bucket, zone: question.zone, total, collected: sum(collected) },
        share: shareOf(total, sum(collected)),
        sample: found.sample,
        buckets: buckets.map(({ start, end }, i) => {
          const count = counts[i] ?? 0;
          return {
            start,
            end,
            count,
            collected: collected[i] ?? 0,
            share: shareOf(count, collected[i] ?? 0),
          };
        }),
      };
    },
  );

  app.get(
    '/v1/compare',
    {
      schema: {
        tags,
        summary:
          'Two queries, or two sites (site:a.example), side by side: over time, and in the stories they share',
        querystring: z.strictObject({
          a: requiredQuery.describe('The query language (docs/query.md)'),
          b: requiredQuery,
          ...timeQuery,
        }),
        response: { 200: Comparison, ...problems },
      },
    },
    async ({ query: { a, b, ...question } }) => {
      const queries = { a: parseQuery(a), b: parseQuery(b) };
      const [one, other, all, common] = await Promise.all([
        sideOf(a, queries.a, store),
        sideOf(b, queries.b, store),
        store.seenTimes(everythingOf(queries.a)),
        store.search({
          query: bothOf(queries.a, queries.b),
          ...{ limit: 1, cursor: null, sort: 'newest', collapse: false },
        }),
      ]);
      const buckets = bucketsFor(question, [one.times, other.times]);
      const collected = inBuckets(all.quarters, buckets);
      const counts = [
        inBuckets(one.times.quarters, buckets),
        inBuckets(other.times.quarters, buckets),
      ] as const;
      return {
        ...{ bucket: question.bucket, zone: question.zone, a: one.side, b: other.side },
        both: { articles: common.total, articlesAre: common.totalIs, ...sharedStories(one.told, other.told) },
        collected: sum(collected),
        buckets: buckets.map(({ start, end }, i) => ({
          ...{ start, end, a: counts[0][i] ?? 0, b: counts[1][i] ?? 0, collected: collected[i] ?? 0 },
        })),
      };
    },
  );
}

/** All that was collected by the time that the query asks about. */
function everythingOf(query: Query): Query {
  const { at } = withoutAsOf(query);
  return at === null ? { type: 'everything' } : { type: 'time', field: 'seen', from: null, to: at };
}

/** What fits both, at one time. */
function bothOf(a: Query, b: Query): Query {
  const [one, other] = [withoutAsOf(a), withoutAsOf(b)];
  if (one.at !== other.at) {
    throw new ApiError(400, 'invalid-request', 'a and b are compared at one time: give both the same as-of:');
  }
  const asOf: Query[] = one.at === null ? [] : [{ type: 'as-of', at: one.at }];
  return { type: 'and', parts: [one.query, other.query, ...asOf] };
}

async function sideOf(q: string, query: Query, store: Store) {
  const [times, told, facets] = await Promise.all([
    store.seenTimes(query),
    store.toldStories(query),
    store.facets(query),
  ]);
  const side = {
    q,
    articles: sum(times.quarters.map(({ count }) => count)),
    sample: times.sample,
    stories: told.stories.length,
    among: told.among,
    sites: [...facets.site],
    ...{ sitesSample: facets.sample, sitesAmong: facets.among },
  };
  return { side, times, told };
}

function sharedStories(a: ToldStories, b: ToldStories): Omit<Comparison['both'], 'articles' | 'articlesAre'> {
  const seen = new Map(b.stories.map(({ storyId, firstSeenAt }) => [storyId, Date.parse(firstSeenAt)]));
  const leads = a.stories.flatMap(({ storyId, firstSeenAt }) => {
    const other = seen.get(storyId);
    return other === undefined ? [] : [(other - Date.parse(firstSeenAt)) / 3_600_000];
  });
  return {
    stories: leads.length,
    firstA: leads.filter((lead) => lead > 0).length,
    firstB: leads.filter((lead) => lead < 0).length,
    sameTime: leads.filter((lead) => lead === 0).length,
    medianLeadHours: median(leads),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((x, y) => x - y);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function bucketsFor({ bucket, zone, from, to }: TimeQuestion, found: readonly SeenTimes[]): TimeBucket[] {
  const size = bucketSize(bucket);
  const checked = timeZone(zone);
  const firsts = found.flatMap(({ quarters }) => quarters[0]?.startMs ?? []);
  const lasts = found.flatMap(({ quarters }) => quarters.at(-1)?.startMs ?? []);
  const start = from === undefined ? Math.min(...firsts) : instant(from, checked, 'from');
  const end = to === undefined ? Math.max(...lasts) + QUARTER_MS : instant(to, checked, 'to');
  if (from !== undefined && to !== undefined && start >= end) {
    throw new ApiError(400, 'invalid-request', 'from is not before to');
  }
  return Number.isFinite(start) && Number.isFinite(end) ? timeBuckets(start, end, size, checked) : [];
}

function instant(text: string, zone: string, name: string): number {
  const time = DateTime.fromISO(text, { zone });
  if (time.isValid) return time.toMillis();
  throw new ApiError(
    400,
    'invalid-request',
    `${name} is a time such as 2026-01-31 or 2026-01-31T12:00Z; found ${JSON.stringify(text)}`,
  );
}

function shareOf(count: number, of: number): number | null {
  return of === 0 ? null : Math.min(1, count / of);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
