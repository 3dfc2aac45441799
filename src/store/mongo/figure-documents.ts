import type { Document } from 'mongodb';
import { z } from 'zod';
import { type FigureStore, type TimeWindow, TROUBLES } from '../figure-store.ts';
import { pairsOfSites } from '../pairs-of-sites.ts';
import { weightedMedian } from '../weighted-median.ts';
import type { Collections } from './documents.ts';
import { patiently } from './patience.ts';

const inWindow = ({ from, to }: TimeWindow) => ({ firstSeenAt: { $gte: from, $lt: to } });
const one = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
const own = one({ $in: ['$relation', ['original', 'unique']] });
const late = one({ $eq: ['$dateVerdict', 'late'] });
const hourOf = { $substrBytes: ['$firstSeenAt', 0, 13] };
const dayOf = { $substrBytes: ['$firstSeenAt', 0, 10] };

const Counts = z.object({ articles: z.number(), own: z.number(), late: z.number() });
const Spread = z
  .object({ _id: z.string(), articles: z.number(), late: z.number(), sites: z.number() })
  .transform(({ _id, ...row }) => ({ storyId: _id, ...row }));
const Hour = z.object({ _id: z.object({ storyId: z.string(), hour: z.string() }), articles: z.number() });
const Volume = z
  .object({ _id: z.object({ at: z.string(), site: z.string() }), articles: z.number(), own: z.number() })
  .transform(({ _id, ...row }) => ({ ..._id, ...row }));
const Site = z
  .object({
    _id: z.string(),
    articles: z.number(),
    own: z.number(),
    late: z.number(),
    judged: z.number(),
    firstSeenAt: z.string(),
    lastSeenAt: z.string(),
  })
  .transform(({ _id, ...row }) => ({ site: _id, ...row }));
const Lag = z
  .object({ _id: z.object({ site: z.string(), value: z.number() }), count: z.number() })
  .transform(({ _id, count }) => ({ ..._id, count }));
const Told = z.object({ _id: z.string(), sites: z.array(z.string()), articles: z.number() });
const TroubleRow = z
  .object({
    _id: z.object({ host: z.string(), outcome: z.enum(TROUBLES), reason: z.string() }),
    urls: z.number(),
    example: z.string(),
    lastAt: z.string(),
  })
  .transform(({ _id, ...row }) => ({ ..._id, ...row }));

const storiesAtOnce = 5_000;

export function figureDocuments({ articles, stories, urls }: Collections): FigureStore {
  const groups = async <T>(shape: z.ZodType<T>, stages: Document[]): Promise<T[]> =>
    (await articles.aggregate(stages, { allowDiskUse: true }).toArray()).map((row) => shape.parse(row));
  const distinct = async (window: TimeWindow, field: 'storyId' | 'site') => {
    const stages = [
      { $match: inWindow(window) },
      { $group: { _id: `$${field}` } },
      { $group: { _id: null, count: { $sum: 1 } } },
    ];
    return (await groups(z.object({ count: z.number() }), stages))[0]?.count ?? 0;
  };

  /** How many articles of the window each site has to itself, over all time. */
  async function exclusives(window: TimeWindow): Promise<Map<string, number>> {
    const alone = await groups(Told, [
      { $match: inWindow(window) },
      { $group: { _id: '$storyId', sites: { $addToSet: '$site' }, articles: { $sum: 1 } } },
      { $match: { 'sites.1': { $exists: false } } },
    ]);
    const counts = new Map<string, number>();
    for (let start = 0; start < alone.length; start += storiesAtOnce) {
      const some = alone.slice(start, start + storiesAtOnce);
      const found = await stories
        .find({ _id: { $in: some.map(({ _id }) => _id) }, 'spread.sites': { $gt: 1 } })
        .project({ _id: 1 })
        .toArray();
      const told = new Set(found.map(({ _id }) => String(_id)));
      for (const { _id, sites, articles: count } of some) {
        const [site] = sites;
        if (site !== undefined && !told.has(_id)) counts.set(site, (counts.get(site) ?? 0) + count);
      }
    }
    return counts;
  }

  async function siteName(site: string): Promise<string | null> {
    const [newest] = await articles
      .find({ site })
      .project({ siteName: 1 })
      .sort({ firstSeenAt: -1 })
      .limit(1)
      .toArray();
    return z.string().nullable().catch(null).parse(newest?.siteName);
  }

  return {
    windowCounts: (window) =>
      patiently(async () => {
        const all = { _id: null, articles: { $sum: 1 }, own, late };
        const [counts] = await groups(Counts, [{ $match: inWindow(window) }, { $group: all }]);
        return {
          ...(counts ?? { articles: 0, own: 0, late: 0 }),
          stories: await distinct(window, 'storyId'),
          newStories: await stories.countDocuments({ mergedInto: null, ...inWindow(window) }),
          sites: await distinct(window, 'site'),
        };
      }),

    spreading: (window, limit) =>
      patiently(async () => {
        const bySite = { _id: { storyId: '$storyId', site: '$site' }, articles: { $sum: 1 }, late };
        const found = await groups(Spread, [
          { $match: inWindow(window) },
          { $group: bySite },
          {
            $group: {
              _id: '$_id.storyId',
              articles: { $sum: '$articles' },
              late: { $sum: '$late' },
              sites: { $sum: 1 },
            },
          },
          { $match: { sites: { $gt: 1 } } },
          { $sort: { sites: -1, articles: -1, _id: 1 } },
          { $limit: limit },
        ]);
        const hours = await groups(Hour, [
          { $match: { storyId: { $in: found.map(({ storyId }) => storyId) }, ...inWindow(window) } },
          { $group: { _id: { storyId: '$storyId', hour: hourOf }, articles: { $sum: 1 } } },
          { $sort: { '_id.hour': 1 } },
        ]);
        return found.map((story) => ({
          ...story,
          hours: hours.flatMap(({ _id: { storyId, hour }, articles: count }) =>
            storyId === story.storyId ? [{ hour, articles: count }] : [],
          ),
        }));
      }),

    siteVolumes: (window, step) =>
      patiently(() =>
        groups(Volume, [
          { $match: inWindow(window) },
          {
            $group: {
              _id: { at: step === 'hour' ? hourOf : dayOf, site: '$site' },
              articles: { $sum: 1 },
              own,
            },
          },
          { $sort: { '_id.at': 1, '_id.site': 1 } },
        ]),
      ),

    windowSites: (window) =>
      patiently(async () => {
        const sites = await groups(Site, [
          { $match: inWindow(window) },
          {
            $group: {
              _id: '$site',
              articles: { $sum: 1 },
              own,
              late,
              judged: one({ $ne: ['$dateVerdict', 'unknown'] }),
              firstSeenAt: { $min: '$firstSeenAt' },
              lastSeenAt: { $max: '$lastSeenAt' },
            },
          },
          { $sort: { _id: 1 } },
        ]);
        const lags = await groups(Lag, [
          { $match: { ...inWindow(window), lagDays: { $type: 'number' } } },
          {
            $group: { _id: { site: '$site', value: { $round: ['$lagDays', 2] } }, count: { $sum: 1 } },
          },
        ]);
        const alone = await exclusives(window);
        const lagsOf = Map.groupBy(lags, ({ site }) => site);
        return Promise.all(
          sites.map(async (site) => ({
            ...site,
            siteName: await siteName(site.site),
            exclusives: alone.get(site.site) ?? 0,
            medianLagDays: weightedMedian(lagsOf.get(site.site) ?? []),
          })),
        );
      }),

    siteNames: (sites) =>
      patiently(
        async () =>
          new Map(await Promise.all(sites.map(async (site) => [site, await siteName(site)] as const))),
      ),

    sharedStories: (window, sites) =>
      patiently(async () => {
        const told = await groups(
          z.object({
            _id: z.string(),
            told: z.array(z.object({ site: z.string(), original: z.boolean() })),
          }),
          [
            { $match: { ...inWindow(window), site: { $in: [...sites] } } },
            {
              $group: {
                _id: { storyId: '$storyId', site: '$site' },
                original: { $max: { $eq: ['$relation', 'original'] } },
              },
            },
            {
              $group: {
                _id: '$_id.storyId',
                told: { $push: { site: '$_id.site', original: '$original' } },
              },
            },
            { $match: { 'told.1': { $exists: true } } },
          ],
        );
        return pairsOfSites(told.map(({ told: tellers }) => tellers));
      }),

    troubles: (window, limit) =>
      patiently(async () => {
        const rows = await urls
          .aggregate([
            { $match: { outcome: { $in: [...TROUBLES] }, updatedAt: { $gte: window.from, $lt: window.to } } },
            {
              $group: {
                _id: { host: '$host', outcome: '$outcome', reason: '$reason' },
                urls: { $sum: 1 },
                example: { $min: '$url' },
                lastAt: { $max: '$updatedAt' },
              },
            },
            { $sort: { urls: -1, '_id.host': 1, '_id.outcome': 1, '_id.reason': 1 } },
            { $limit: limit },
          ])
          .toArray();
        return rows.map((row) => TroubleRow.parse(row));
      }),
  };
}
