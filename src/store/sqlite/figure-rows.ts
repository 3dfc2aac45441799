import { z } from 'zod';
import { type FigureStore, type TimeWindow, TROUBLES } from '../figure-store.ts';
import { pairsOfSites, type Tellers } from '../pairs-of-sites.ts';
import { weightedMedian } from '../weighted-median.ts';
import { placeAtMs } from './article-place.ts';
import type { Statements } from './statements.ts';

/** Rows lie in the order of time; of very many in one millisecond, some lie a little later than they were seen. */
const IN_WINDOW = 'a.n >= ? AND a.n < ? AND a.first_seen >= ? AND a.first_seen < ?';
const SLACK_MS = 60_000;
const IS_OWN = "a.relation IN ('original', 'unique')";
const times = ({ from, to }: TimeWindow) => [from, to] as const;
const bounds = ({ from, to }: TimeWindow) =>
  [placeAtMs(Date.parse(from)), placeAtMs(Date.parse(to) + SLACK_MS), from, to] as const;
/** What the newest article of a site calls it. */
const nameOf = (site: string) => `(
  SELECT json_extract(j.json, '$.siteName') FROM article n JOIN article_json j ON j.n = n.n
  WHERE n.site = ${site} ORDER BY n.first_seen DESC LIMIT 1
)`;
/** How much of an ISO instant names the hour, and the day. */
const LENGTHS = { hour: 13, day: 10 } as const;

const Counts = z.object({
  articles: z.number(),
  stories: z.number(),
  newStories: z.number(),
  sites: z.number(),
  own: z.number(),
  late: z.number(),
});
const Spread = z.object({ storyId: z.string(), articles: z.number(), sites: z.number(), late: z.number() });
const Hour = z.object({ storyId: z.string(), hour: z.string(), articles: z.number() });
const Volume = z.object({ site: z.string(), at: z.string(), articles: z.number(), own: z.number() });
const Site = z.object({
  site: z.string(),
  siteName: z.string().nullable(),
  articles: z.number(),
  own: z.number(),
  late: z.number(),
  judged: z.number(),
  exclusives: z.number(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
});
const SiteName = Site.pick({ site: true, siteName: true });
const Lag = z.object({ site: z.string(), value: z.number(), count: z.number() });
const TroubleRow = z.object({
  host: z.string(),
  outcome: z.enum(TROUBLES),
  reason: z.string(),
  urls: z.number(),
  example: z.string(),
  lastAt: z.string(),
});

export function figureRows(sql: Statements): FigureStore {
  return {
    async windowCounts(window) {
      const counts = sql.one(
        Counts,
        `SELECT count(*) AS articles, count(DISTINCT a.story_id) AS stories, count(DISTINCT a.site) AS sites,
           coalesce(sum(${IS_OWN}), 0) AS own, coalesce(sum(a.verdict = 'late'), 0) AS late,
           (SELECT count(*) FROM story WHERE merged_into IS NULL AND first_seen >= ? AND first_seen < ?) AS newStories
         FROM article a WHERE ${IN_WINDOW}`,
        ...times(window),
        ...bounds(window),
      );
      return counts ?? { articles: 0, stories: 0, newStories: 0, sites: 0, own: 0, late: 0 };
    },

    async spreading(window, limit) {
      const stories = sql.all(
        Spread,
        `SELECT a.story_id AS storyId, count(*) AS articles, count(DISTINCT a.site) AS sites,
           sum(a.verdict = 'late') AS late
         FROM article a WHERE ${IN_WINDOW} GROUP BY a.story_id HAVING sites > 1
         ORDER BY sites DESC, articles DESC, storyId LIMIT ?`,
        ...bounds(window),
        limit,
      );
      const hours = sql.all(
        Hour,
        `SELECT a.story_id AS storyId, substr(a.first_seen, 1, ${LENGTHS.hour}) AS hour, count(*) AS articles
         FROM article a WHERE a.story_id IN (SELECT value FROM json_each(?)) AND ${IN_WINDOW}
         GROUP BY storyId, hour ORDER BY hour`,
        JSON.stringify(stories.map(({ storyId }) => storyId)),
        ...bounds(window),
      );
      return stories.map((story) => ({
        ...story,
        hours: hours.flatMap(({ storyId, ...hour }) => (storyId === story.storyId ? [hour] : [])),
      }));
    },

    siteVolumes: async (window, step) =>
      sql.all(
        Volume,
        `SELECT a.site, substr(a.first_seen, 1, ${LENGTHS[step]}) AS at, count(*) AS articles, sum(${IS_OWN}) AS own
         FROM article a WHERE ${IN_WINDOW} GROUP BY at, a.site ORDER BY at, a.site`,
        ...bounds(window),
      ),

    async windowSites(window) {
      const lags = Map.groupBy(
        sql.all(
          Lag,
          `SELECT a.site, round(a.lag, 2) AS value, count(*) AS count
           FROM article a WHERE ${IN_WINDOW} AND a.lag IS NOT NULL GROUP BY a.site, value`,
          ...bounds(window),
        ),
        ({ site }) => site,
      );
      const sites = sql.all(
        Site,
        `WITH figures AS MATERIALIZED (
           SELECT a.site, count(*) AS articles, sum(${IS_OWN}) AS own, sum(a.verdict = 'late') AS late,
             sum(a.verdict <> 'unknown') AS judged, min(a.first_seen) AS firstSeenAt,
             max(a.last_seen) AS lastSeenAt,
             sum(NOT EXISTS (SELECT 1 FROM article o WHERE o.story_id = a.story_id AND o.site <> a.site)) AS exclusives
           FROM article a WHERE ${IN_WINDOW} GROUP BY a.site
         )
         SELECT f.*, ${nameOf('f.site')} AS siteName FROM figures f ORDER BY f.site`,
        ...bounds(window),
      );
      return sites.map((site) => ({ ...site, medianLagDays: weightedMedian(lags.get(site.site) ?? []) }));
    },

    siteNames: async (sites) =>
      new Map(
        sql
          .all(
            SiteName,
            `SELECT s.value AS site, ${nameOf('s.value')} AS siteName FROM json_each(?) s`,
            JSON.stringify(sites),
          )
          .map(({ site, siteName }) => [site, siteName]),
      ),

    async sharedStories(window, sites) {
      // A row a story, not one an article and site, and all sites: sorting and choosing take longer in SQL.
      const told = sql.lists(
        `SELECT group_concat(a.site, char(10)), group_concat(a.relation = 'original', '')
         FROM article a WHERE ${IN_WINDOW} GROUP BY a.story_id HAVING min(a.site) <> max(a.site)`,
        ...bounds(window),
      );
      const wanted = new Set(sites);
      return pairsOfSites(
        told.map(([names, originals]) =>
          tellersOf(String(names).split('\n'), String(originals)).filter(({ site }) => wanted.has(site)),
        ),
      );
    },

    troubles: async (window, limit) =>
      sql.all(
        TroubleRow,
        // Word for word as the index has it.
        `SELECT host, outcome, json_extract(json, '$.reason') AS reason, count(*) AS urls, min(url) AS example,
           max(json_extract(json, '$.updatedAt')) AS lastAt
         FROM url
         WHERE outcome IN ('http-error', 'timeout', 'too-large', 'parse-refused', 'quarantined', 'dead-letter')
           AND json_extract(json, '$.updatedAt') >= ? AND json_extract(json, '$.updatedAt') < ?
         GROUP BY host, outcome, reason ORDER BY urls DESC, host, outcome, reason LIMIT ?`,
        ...times(window),
        limit,
      ),
  };
}

/** @param originals '1' for each article that is an original, '0' for each other, in the order of `sites` */
function tellersOf(sites: readonly string[], originals: string): Tellers {
  return sites.map((site, i) => ({ site, original: originals[i] === '1' }));
}
