import type { Document, Filter } from 'mongodb';
import { z } from 'zod';
import { Article } from '../../model/article.ts';
import type { Query } from '../../query/query.ts';
import type {
  ArticleHit,
  ArticleSearch,
  Facets,
  FoundArticles,
  SeenTimes,
  ToldStories,
} from '../article-store.ts';
import { highlights } from '../highlights.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { ArticleDocument, Collections } from './documents.ts';
import { queryFilter } from './query-filter.ts';
import { relevance } from './relevance.ts';

const Row = z.object({ _id: z.string(), storyId: z.string(), key: z.union([z.string(), z.number()]) });
const Copies = z.object({ _id: z.string(), copies: z.number() });
const Count = z.object({ count: z.number() });
const ByTime = z.tuple([z.string(), z.string()]);
const ByScore = z.tuple([z.number(), z.string()]);

/**
 * Hits by first sight or by BM25, ties by id. With `collapse` the member of a story nearest to the original stands
 * for all that fit.
 */
export async function searchArticles(
  collections: Collections,
  { query, limit, cursor, sort, collapse }: ArticleSearch,
): Promise<FoundArticles> {
  const filter = queryFilter(query);
  const score = sort === 'relevance' ? await relevance(query, collections) : null;
  const question = ['articles', query, sort, collapse];
  const place =
    cursor === null
      ? null
      : cursorPlace<readonly (string | number)[]>(cursor, question, score ? ByScore : ByTime);
  const direction = score || sort === 'oldest' ? 1 : -1;
  const rows = await collections.articles
    .aggregate(
      [
        { $match: filter },
        {
          $project: {
            storyId: 1,
            firstSeenAt: 1,
            rank: '$search.relationRank',
            key: score ?? '$firstSeenAt',
          },
        },
        ...(collapse ? mostOriginal : []),
        ...(place === null ? [] : [{ $match: after(place, direction) }]),
        { $sort: { key: direction, _id: direction } },
        { $limit: limit + 1 },
      ],
      { allowDiskUse: true },
    )
    .toArray()
    .then((found) => found.map((row) => Row.parse(row)));
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    hits: await hitsOf(shown, query, collections),
    next: rows.length > limit && last ? pageCursor(question, [last.key, last._id]) : null,
    total: await countArticles(collections, filter, collapse),
    totalIs: 'exact',
    among: null,
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

function after([key, id]: readonly (string | number)[], direction: 1 | -1): Document {
  const operator = direction === 1 ? '$gt' : '$lt';
  return { $or: [{ key: { [operator]: key } }, { key, _id: { [operator]: id } }] };
}

async function hitsOf(
  rows: readonly z.infer<typeof Row>[],
  query: Query,
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

async function countArticles(
  { articles }: Collections,
  filter: Filter<ArticleDocument>,
  collapse: boolean,
): Promise<number> {
  if (!collapse) return articles.countDocuments(filter);
  const rows = await articles
    .aggregate([{ $match: filter }, { $group: { _id: '$storyId' } }, { $count: 'count' }], {
      allowDiskUse: true,
    })
    .toArray();
  return rows[0] ? Count.parse(rows[0]).count : 0;
}

const QUARTER_MS = 900_000;
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

/** What is not known (a language that could not be told) is no value and is not counted. */
export async function articleFacets({ articles }: Collections, query: Query): Promise<Facets> {
  const fields = Object.entries(FACET_FIELDS);
  const rows = await articles
    .aggregate(
      [
        { $match: queryFilter(query) },
        { $project: Object.fromEntries(fields.map(([name, path]) => [name, `$${path}`])) },
        {
          $facet: Object.fromEntries(
            fields.map(([name]) => [
              name,
              [
                { $match: { [name]: { $type: 'string' } } },
                { $group: { _id: `$${name}`, count: { $sum: 1 } } },
                { $sort: { count: -1, _id: 1 } },
                { $limit: MAX_FACET_VALUES },
              ],
            ]),
          ),
        },
      ],
      { allowDiskUse: true },
    )
    .toArray();
  return { ...FacetRow.parse(rows[0]), sample: 1 };
}

const QuarterRow = z.object({ _id: z.string(), count: z.number() });

export async function articleSeenTimes({ articles }: Collections, query: Query): Promise<SeenTimes> {
  const rows = await articles
    .aggregate([
      { $match: queryFilter(query) },
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

const ToldRow = z
  .object({ _id: z.string(), firstSeenAt: z.string() })
  .transform(({ _id, firstSeenAt }) => ({ storyId: _id, firstSeenAt }));

export async function toldStories({ articles }: Collections, query: Query): Promise<ToldStories> {
  const rows = await articles
    .aggregate([
      { $match: queryFilter(query) },
      { $group: { _id: '$storyId', firstSeenAt: { $min: '$firstSeenAt' } } },
    ])
    .toArray();
  return { stories: rows.map((row) => ToldRow.parse(row)), among: null };
}
