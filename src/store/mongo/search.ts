import type { Document, Filter } from 'mongodb';
import { z } from 'zod';
import { Article, Relation } from '../../model/article.ts';
import { DateVerdict } from '../../model/date-evidence.ts';
import { QUARTER_MS } from '../../model/quarter.ts';
import type { Query } from '../../query/query.ts';
import type {
  ArticleHit,
  ArticleOutline,
  ArticleSearch,
  Certainty,
  Facets,
  FoundArticles,
  SeenTimes,
  ToldStories,
} from '../article-store.ts';
import type { IndexQuery } from '../expand-forms.ts';
import { highlights } from '../highlights.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { ArticleDocument, Collections } from './documents.ts';
import { queryFilter } from './query-filter.ts';
import { relevance } from './relevance.ts';
import { indexQuery } from './vocabulary.ts';

/** So many of the newest articles that fit are looked at one by one for one answer. */
const WINDOW = 10_000;
const newestOfAll: readonly Document[] = [{ $sort: { firstSeenAt: -1, _id: -1 } }, { $limit: WINDOW }];

const Row = z.object({ _id: z.string(), storyId: z.string(), key: z.union([z.string(), z.number()]) });
const Copies = z.object({ _id: z.string(), copies: z.number() });
const CountRow = z.object({ count: z.number() });
const ByTime = z.tuple([z.string(), z.string()]);
const ByScore = z.tuple([z.number(), z.string()]);

/**
 * Hits by first sight or by BM25, ties by id. With `collapse` the member of a story nearest to the original stands
 * for all that fit. Relevance and collapse look at the newest articles only, where very many fit.
 */
export async function searchArticles(
  collections: Collections,
  search: ArticleSearch,
): Promise<FoundArticles> {
  const { limit, cursor, sort, collapse } = search;
  const query = await indexQuery(collections, search.query);
  const filter = queryFilter(query);
  const score = sort === 'relevance' ? await relevance(query, collections) : null;
  const question = ['articles', search.query, sort, collapse];
  const place =
    cursor === null
      ? null
      : cursorPlace<readonly (string | number)[]>(cursor, question, score ? ByScore : ByTime);
  const direction = score || sort === 'oldest' ? 1 : -1;
  const windowed = score !== null || collapse;
  const stages = windowed
    ? [
        ...newestOfAll,
        {
          $project: {
            storyId: 1,
            firstSeenAt: 1,
            rank: '$search.relationRank',
            key: score ?? '$firstSeenAt',
          },
        },
        ...(collapse ? mostOriginal : []),
        ...(place === null ? [] : [{ $match: after('key', place, direction) }]),
        { $sort: { key: direction, _id: direction } },
        { $limit: limit + 1 },
      ]
    : [
        // In the order of an index: it stops at the end of the page.
        ...(place === null ? [] : [{ $match: after('firstSeenAt', place, direction) }]),
        { $sort: { firstSeenAt: direction, _id: direction } },
        { $limit: limit + 1 },
        { $project: { storyId: 1, key: '$firstSeenAt' } },
      ];
  const [rows, count] = await Promise.all([
    collections.articles.aggregate([{ $match: filter }, ...stages], { allowDiskUse: true }).toArray(),
    countArticles(collections, query, filter),
  ]);
  const found = rows.map((row) => Row.parse(row));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const among = windowed && count.total > WINDOW ? WINDOW : null;
  const { total, totalIs } = collapse ? await countStories(collections, filter, count.total) : count;
  return {
    hits: await hitsOf(shown, query, collections),
    next: found.length > limit && last ? pageCursor(question, [last.key, last._id]) : null,
    ...{ total, totalIs, among, asOf: null },
  };
}

/** One row a story. */
const mostOriginal: readonly Document[] = [
  {
    $group: {
      _id: '$storyId',
      first: {
        $top: { sortBy: { rank: 1, firstSeenAt: 1, _id: 1 }, output: { _id: '$_id', key: '$key' } },
      },
    },
  },
  { $project: { _id: '$first._id', storyId: '$_id', key: '$first.key' } },
];

function after(path: string, [key, id]: readonly (string | number)[], direction: 1 | -1): Document {
  const operator = direction === 1 ? '$gt' : '$lt';
  return { $or: [{ [path]: { [operator]: key } }, { [path]: key, _id: { [operator]: id } }] };
}

async function hitsOf(
  rows: readonly z.infer<typeof Row>[],
  query: IndexQuery,
  { articles }: Collections,
): Promise<ArticleHit[]> {
  const storyIds = [...new Set(rows.map(({ storyId }) => storyId))];
  const [found, members] = await Promise.all([
    articles.find({ _id: { $in: rows.map(({ _id }) => _id) } }, { projection: { search: 0 } }).toArray(),
    articles
      .aggregate([
        { $match: { storyId: { $in: storyIds } } },
        { $group: { _id: '$storyId', copies: { $sum: 1 } } },
      ])
      .toArray(),
  ]);
  const byId = new Map(found.map((document) => [document._id, Article.parse(document)]));
  const copies = new Map(members.map((row) => Copies.parse(row)).map((row) => [row._id, row.copies]));
  return rows.flatMap(({ _id, storyId }) => {
    const article = byId.get(_id);
    // It was removed between the two questions.
    if (!article) return [];
    return [{ article, copies: copies.get(storyId) ?? 1, highlights: highlights(article, query) }];
  });
}

type Count = { total: number; totalIs: Certainty };

/** Counted no further than the window; how many articles there are in all is known. */
async function countArticles(
  { articles, feed }: Collections,
  query: IndexQuery,
  filter: Filter<ArticleDocument>,
): Promise<Count> {
  if (query.type === 'everything') {
    return { total: (await feed.findOne({ _id: 'feed' }))?.articles ?? 0, totalIs: 'exact' };
  }
  const counted = await articles.countDocuments(filter, { limit: WINDOW + 1 });
  return { total: counted, totalIs: counted > WINDOW ? 'at-least' : 'exact' };
}

async function countStories(
  { articles }: Collections,
  filter: Filter<ArticleDocument>,
  fitting: number,
): Promise<Count> {
  const rows = await articles
    .aggregate([{ $match: filter }, ...newestOfAll, { $group: { _id: '$storyId' } }, { $count: 'count' }], {
      allowDiskUse: true,
    })
    .toArray();
  return {
    total: rows[0] ? CountRow.parse(rows[0]).count : 0,
    totalIs: fitting > WINDOW ? 'at-least' : 'exact',
  };
}

const FACET_FIELDS = {
  site: 'site',
  language: 'language',
  verdict: 'dateVerdict',
  relation: 'relation',
  day: 'search.day',
} as const;
/** The most frequent values of each field; a tail longer than this is no use as a choice. */
const MAX_FACET_VALUES = 100;

const FacetValues = z.array(
  z.object({ _id: z.string(), count: z.number() }).transform(({ _id, count }) => ({ value: _id, count })),
);
const FacetRow = z.object({
  site: FacetValues,
  language: FacetValues,
  verdict: FacetValues,
  relation: FacetValues,
  day: FacetValues,
});

const LookedRow = z.object({ looked: z.array(z.object({ count: z.number() })) });

/** What is not known (a language that could not be told) is no value and is not counted. */
export async function articleFacets(collections: Collections, query: Query): Promise<Facets> {
  const fields = Object.entries(FACET_FIELDS);
  const counted = fields.map(([name]) => [
    name,
    [
      { $match: { [name]: { $type: 'string' } } },
      { $group: { _id: `$${name}`, count: { $sum: 1 } } },
      { $sort: { count: -1, _id: 1 } },
      { $limit: MAX_FACET_VALUES },
    ],
  ]);
  const rows = await collections.articles
    .aggregate(
      [
        { $match: queryFilter(await indexQuery(collections, query)) },
        ...newestOfAll,
        { $project: Object.fromEntries(fields.map(([name, path]) => [name, `$${path}`])) },
        { $facet: { ...Object.fromEntries(counted), looked: [{ $count: 'count' }] } },
      ],
      { allowDiskUse: true },
    )
    .toArray();
  const looked = LookedRow.parse(rows[0]).looked[0]?.count ?? 0;
  return { ...FacetRow.parse(rows[0]), sample: 1, among: looked === WINDOW ? WINDOW : null };
}

const QuarterRow = z.object({ _id: z.string(), count: z.number() });

export async function articleSeenTimes(collections: Collections, query: Query): Promise<SeenTimes> {
  const rows = await collections.articles
    .aggregate([
      { $match: queryFilter(await indexQuery(collections, query)) },
      // "2026-01-31T23:59": instants are text, and their order is that of time.
      { $group: { _id: { $substrCP: ['$firstSeenAt', 0, 16] }, count: { $sum: 1 } } },
    ])
    .toArray();
  const counts = new Map<number, number>();
  for (const { _id, count } of rows.map((row) => QuarterRow.parse(row))) {
    const startMs = Math.floor(Date.parse(`${_id}Z`) / QUARTER_MS) * QUARTER_MS;
    counts.set(startMs, (counts.get(startMs) ?? 0) + count);
  }
  const quarters = [...counts].map(([startMs, count]) => ({ startMs, count }));
  return { quarters: quarters.sort((a, b) => a.startMs - b.startMs), sample: 1 };
}

const ToldRow = z.object({ _id: z.string(), firstSeenAt: z.string(), looked: z.number() });

export async function toldStories(collections: Collections, query: Query): Promise<ToldStories> {
  const rows = await collections.articles
    .aggregate([
      { $match: queryFilter(await indexQuery(collections, query)) },
      ...newestOfAll,
      { $group: { _id: '$storyId', firstSeenAt: { $min: '$firstSeenAt' }, looked: { $sum: 1 } } },
    ])
    .toArray();
  const told = rows.map((row) => ToldRow.parse(row));
  return {
    stories: told.map(({ _id, firstSeenAt }) => ({ storyId: _id, firstSeenAt })),
    among: told.reduce((sum, { looked }) => sum + looked, 0) === WINDOW ? WINDOW : null,
  };
}

const Outline = z
  .object({
    ...{ _id: z.string(), storyId: z.string(), site: z.string(), language: z.string().nullable() },
    ...{ dateVerdict: DateVerdict, relation: Relation, firstSeenAt: z.string() },
    search: z.object({ relationRank: z.number() }),
  })
  .transform(({ _id, dateVerdict, search, ...row }) => ({
    ...row,
    ...search,
    id: _id,
    verdict: dateVerdict,
  }));

export async function* articleOutlines(
  collections: Collections,
  query: Query,
): AsyncGenerator<ArticleOutline> {
  const filter = queryFilter(await indexQuery(collections, query));
  const names = [
    'storyId',
    'site',
    'language',
    'dateVerdict',
    'relation',
    'firstSeenAt',
    'search.relationRank',
  ];
  const projection = Object.fromEntries(names.map((name) => [name, 1]));
  for await (const row of collections.articles.find(filter, { projection })) yield Outline.parse(row);
}
