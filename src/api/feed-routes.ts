import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { atomFeed } from '../export/feeds/atom-feed.ts';
import { type FeedSource, feedUpdatedAt } from '../export/feeds/feed-source.ts';
import { jsonFeed } from '../export/feeds/json-feed.ts';
import { rssFeed } from '../export/feeds/rss-feed.ts';
import { searchOutlines } from '../export/feeds/search-outlines.ts';
import { SavedSearch } from '../model/saved-search.ts';
import { parseQuery } from '../query/parse-query.ts';
import { articleMatcher } from '../store/article-matcher.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { SearchStore } from '../store/search-store.ts';
import { type ApiServer, Bytes, pageQuery, problems, problemsWithId } from './api-server.ts';
import { notFound } from './problem.ts';
import { publicArticle } from './public-article.ts';

const tags = ['feeds'];
const forms = {
  json: { type: 'application/feed+json', make: jsonFeed },
  atom: { type: 'application/atom+xml', make: atomFeed },
  rss: { type: 'application/rss+xml', make: rssFeed },
} as const;
/** Tombstones in one feed; readers that come more seldom still see that an entry is no longer listed. */
const TOMBSTONES = 100;
/** A shared reader may keep an answer so long without asking again. */
const MAX_AGE_SECONDS = 60;

type Needs = {
  store: Pick<ArticleStore, 'search'>;
  history: Pick<ChangeHistory, 'articleChangeBefore' | 'removals'>;
  searches: SearchStore;
};

/** Each saved search as a feed for readers, and all of them as a list to take in. */
export function feedRoutes(app: ApiServer, { store, history, searches }: Needs): void {
  app.get(
    '/v1/searches.opml',
    {
      schema: {
        tags,
        summary: 'The feeds of all saved searches as OPML',
        response: {
          200: { description: 'OPML 2.0', content: { 'text/x-opml': { schema: Bytes } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const body = searchOutlines(
        await searches.searches(),
        (name) => `${origin(request)}/v1/feeds/${name}.atom`,
      );
      return reply.header('content-type', 'text/x-opml; charset=utf-8').send(body);
    },
  );

  app.get(
    '/v1/feeds/:name.:form',
    {
      schema: {
        tags,
        summary: 'A saved search as JSON Feed 1.1, Atom or RSS 2.0, newest first',
        description:
          'Atom names removed articles (RFC 6721) and its pages (RFC 5005). Answers to If-None-Match and If-Modified-Since.',
        params: z.strictObject({ name: SavedSearch.shape.name, form: z.enum(['json', 'atom', 'rss']) }),
        querystring: z.strictObject({
          limit: pageQuery.limit,
          cursor: pageQuery.cursor.describe('As in the link to the next page'),
          text: z.enum(['full', 'short']).default('full').describe('Whole articles, or how they begin'),
        }),
        response: {
          200: {
            description: 'The feed',
            content: {
              'application/feed+json': { schema: Bytes },
              'application/atom+xml': { schema: Bytes },
              'application/rss+xml': { schema: Bytes },
            },
          },
          304: z.null().describe('It is as it was'),
          ...problemsWithId,
        },
      },
    },
    async (request, reply) => {
      const { name, form } = request.params;
      const search = await searches.search(name);
      if (!search) throw notFound('saved search', name);
      const source = await feedSource(request, search);
      const body = forms[form].make(source);
      return conditional(request, reply, body, feedUpdatedAt(source), `${forms[form].type}; charset=utf-8`);
    },
  );

  async function feedSource(
    request: FastifyRequest & {
      params: { name: string; form: string };
      query: { limit: number; cursor?: string | undefined; text: 'full' | 'short' };
    },
    search: SavedSearch,
  ): Promise<FeedSource> {
    const { limit, cursor = null, text } = request.query;
    const query = parseQuery(search.q);
    const { hits, next } = await store.search({ query, limit, cursor, sort: 'newest', collapse: false });
    const entries = [];
    for (const { article } of hits) {
      const last = await history.articleChangeBefore(article.id, Number.MAX_SAFE_INTEGER);
      entries.push({ article: publicArticle(article), updatedAt: last?.at ?? article.firstSeenAt });
    }
    const removed = cursor === null ? await tombstones(articleMatcher(query)) : [];
    const base = `${origin(request)}/v1/feeds/${search.name}.${request.params.form}`;
    const page = (at: string | null) => {
      const asked = new URLSearchParams({
        ...(limit === 50 ? {} : { limit: String(limit) }),
        ...(text === 'full' ? {} : { text }),
        ...(at === null ? {} : { cursor: at }),
      });
      return asked.size > 0 ? `${base}?${asked}` : base;
    };
    const home = `${origin(request)}/articles?q=${encodeURIComponent(search.q)}`;
    const addresses = {
      self: page(cursor),
      first: page(null),
      next: next === null ? null : page(next),
      home,
    };
    return { search, entries, removed, text, addresses };
  }

  async function tombstones(fits: ReturnType<typeof articleMatcher>): Promise<FeedSource['removed']> {
    const found: FeedSource['removed'][number][] = [];
    for (const { id, seq, at, data } of await history.removals(TOMBSTONES)) {
      const before = await history.articleChangeBefore(id, seq);
      const fitted =
        before?.type === 'article.created' || before?.type === 'article.updated' ? fits(before.data) : false;
      if (fitted) found.push({ id, at, reason: data.reason });
    }
    return found;
  }
}

function origin(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

/** 304 where the asker has it (RFC 9110, section 13.2.2: a tag stands above a time). */
function conditional(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  body: string,
  updatedAt: string,
  type: string,
): FastifyReply {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const changed = new Date(updatedAt);
  changed.setMilliseconds(0);
  const tags = headers['if-none-match'];
  const since = Date.parse(headers['if-modified-since'] ?? '');
  const same =
    tags === undefined
      ? !Number.isNaN(since) && changed.getTime() <= since
      : tags
          .split(',')
          .map((one) => one.trim().replace(/^W\//, ''))
          .some((one) => one === tag || one === '*');
  void reply
    .header('etag', tag)
    .header('last-modified', changed.toUTCString())
    .header('cache-control', `private, max-age=${MAX_AGE_SECONDS}`);
  return same ? reply.code(304).send() : reply.header('content-type', type).send(body);
}
