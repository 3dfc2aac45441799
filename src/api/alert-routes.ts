import { generateAtomFeed } from 'feedsmith';
import { z } from 'zod';
import { plain } from '../export/feeds/feed-source.ts';
import { writtenJsonFeed } from '../export/feeds/written-json-feed.ts';
import type { Alert } from '../model/alert.ts';
import { SavedSearch } from '../model/saved-search.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Query } from '../query/query.ts';
import type { AlertStore } from '../store/alert-store.ts';
import type { ArticleHit, ArticleStore } from '../store/article-store.ts';
import type { SearchStore } from '../store/search-store.ts';
import { AlertPage, Digest } from './answers.ts';
import { type ApiServer, Bytes, pageQuery, problems, WrittenJson } from './api-server.ts';

const tags = ['searches'];
const HOUR_MS = 3_600_000;
/** Stories of one search that a digest names. */
const DIGEST_STORIES = 5;
/** Rows that the stories with the most copies are chosen from. */
const LOOKED_AT = 200;
const MAX_DIGEST_SEARCHES = 100;

type Needs = {
  store: Pick<ArticleStore, 'seenTimes' | 'search'>;
  subscriptions: AlertStore & Pick<SearchStore, 'searches'>;
  now: () => Date;
};

const search = SavedSearch.shape.name.optional().describe('Of one saved search');

/** What saved searches told of: as a list, as feeds, and as a digest of a time. */
export function alertRoutes(app: ApiServer, { store, subscriptions, now }: Needs): void {
  app.get(
    '/v1/alerts',
    {
      schema: {
        tags,
        summary: 'Alerts of saved searches, newest first',
        querystring: z.strictObject({ search, ...pageQuery }),
        response: { 200: AlertPage, ...problems },
      },
    },
    async ({ query: { search: name = null, limit, cursor = null } }) =>
      subscriptions.alerts({ search: name, limit, cursor }),
  );

  app.get(
    '/v1/alerts.:form',
    {
      schema: {
        tags,
        summary: 'Alerts as JSON Feed 1.1 or Atom, newest first',
        params: z.strictObject({ form: z.enum(['json', 'atom']) }),
        querystring: z.strictObject({ search, limit: pageQuery.limit }),
        response: {
          200: {
            description: 'The feed',
            content: {
              'application/feed+json': { schema: WrittenJson },
              'application/atom+xml': { schema: Bytes },
            },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { search: name = null, limit } = request.query;
      const { alerts } = await subscriptions.alerts({ search: name, limit, cursor: null });
      const origin = `${request.protocol}://${request.host}`;
      const atom = request.params.form === 'atom';
      return reply
        .header('content-type', `${atom ? 'application/atom+xml' : 'application/feed+json'}; charset=utf-8`)
        .send(atom ? atomFeed(alerts, origin) : jsonFeed(alerts, origin));
    },
  );

  app.get(
    '/v1/digest',
    {
      schema: {
        tags,
        summary: 'What every saved search found in the last hours, beside as long a time before',
        querystring: z.strictObject({ hours: z.coerce.number().int().min(1).max(720).default(24) }),
        response: { 200: Digest, ...problems },
      },
    },
    async ({ query: { hours } }) => {
      const to = now().getTime();
      const from = to - hours * HOUR_MS;
      const saved = await subscriptions.searches();
      const { alerts } = await subscriptions.alerts({ search: null, limit: 200, cursor: null });
      const recent = alerts.filter(({ at }) => Date.parse(at) >= from);
      const searches = [];
      for (const { name, title, q } of saved.slice(0, MAX_DIGEST_SEARCHES)) {
        searches.push({
          ...{ name, title, q },
          ...(await found(parseQuery(q), from, to)),
          alerts: recent.filter((alert) => alert.search === name),
        });
      }
      return {
        from: instant(from),
        to: instant(to),
        all: await found({ type: 'everything' }, from, to),
        searches,
        more: Math.max(0, saved.length - MAX_DIGEST_SEARCHES),
      };
    },
  );

  async function found(query: Query, from: number, to: number) {
    const within = (a: number, b: number): Query => ({
      type: 'and',
      parts: [
        query,
        { type: 'time', field: 'seen', from: instant(a).slice(0, 19), to: instant(b).slice(0, 19) },
      ],
    });
    const count = async (a: number, b: number) => {
      const { quarters, sample } = await store.seenTimes(within(a, b));
      return { articles: quarters.reduce((sum, quarter) => sum + quarter.count, 0), sample };
    };
    const now = await count(from, to);
    const before = await count(2 * from - to, from);
    const { hits } = await store.search({
      query: within(from, to),
      ...{ limit: LOOKED_AT, cursor: null, sort: 'newest', collapse: true },
    });
    return {
      articles: now.articles,
      before: before.articles,
      sample: Math.min(now.sample, before.sample),
      stories: hits
        .toSorted((a, b) => b.copies - a.copies)
        .slice(0, DIGEST_STORIES)
        .map(digestStory),
    };
  }
}

function digestStory({ article, copies }: ArticleHit): Digest['all']['stories'][number] {
  const { id, storyId, title, url, site, firstSeenAt, dateVerdict } = article;
  return { articleId: id, storyId, title, url, site, firstSeenAt, dateVerdict, copies };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

const FEED_TITLE = 'Wellspring: alerts of saved searches';

/** Where a person looks at it: the story, or the search. */
function addressOf({ storyId, search }: Alert, origin: string): string {
  return storyId === null
    ? `${origin}/v1/feeds/${search}.json`
    : `${origin}/stories/${encodeURIComponent(storyId)}`;
}

function jsonFeed(alerts: readonly Alert[], origin: string): string {
  return writtenJsonFeed({
    title: FEED_TITLE,
    home_page_url: origin,
    feed_url: `${origin}/v1/alerts.json`,
    items: alerts.map((alert) => ({
      id: `urn:wellspring:${alert.id}`,
      url: addressOf(alert, origin),
      title: plain(`${alert.title}: ${alert.text}`),
      content_text: plain(alert.text),
      date_published: new Date(alert.at),
      tags: [alert.search, alert.rule.on],
    })),
  });
}

function atomFeed(alerts: readonly Alert[], origin: string): string {
  return generateAtomFeed({
    id: 'urn:wellspring:alerts',
    title: { value: FEED_TITLE },
    updated: new Date(alerts[0]?.at ?? 0),
    links: [{ href: `${origin}/v1/alerts.atom`, rel: 'self' }],
    authors: [{ name: 'Wellspring' }],
    entries: alerts.map((alert) => ({
      id: `urn:wellspring:${alert.id}`,
      title: { value: plain(`${alert.title}: ${alert.text}`) },
      updated: new Date(alert.at),
      links: [{ href: addressOf(alert, origin), rel: 'alternate' }],
      content: { type: 'text', value: plain(alert.text) },
      categories: [{ term: alert.search }, { term: alert.rule.on }],
    })),
  });
}
