import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { savedFeed } from '../export/feeds/saved-feed.ts';
import { searchOutlines } from '../export/feeds/search-outlines.ts';
import { SavedSearch } from '../model/saved-search.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { SearchStore } from '../store/search-store.ts';
import { type ApiServer, Bytes, pageQuery, problems, problemsWithId, WrittenJson } from './api-server.ts';
import { originOf } from './origin-of.ts';
import { notFound } from './problem.ts';

const tags = ['feeds'];
/** A shared reader may keep an answer so long without asking again. */
const MAX_AGE_SECONDS = 60;

type Needs = {
  store: Pick<ArticleStore, 'search'>;
  history: Pick<ChangeHistory, 'articleChangeBefore' | 'removals'>;
  searches: SearchStore;
  /** True: feeds name our hub. */
  hub: boolean;
};

/** Each saved search as a feed for readers, and all of them as a list to take in. */
export function feedRoutes(app: ApiServer, { store, history, searches, hub }: Needs): void {
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
        (name) => `${originOf(request)}/v1/feeds/${name}.atom`,
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
              'application/feed+json': { schema: WrittenJson },
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
      const { limit, cursor = null, text } = request.query;
      const wish = { form, limit, cursor, text, hub, origin: originOf(request) };
      const { body, type, updatedAt, addresses } = await savedFeed({ store, history }, search, wish);
      const links = [
        `<${addresses.self}>; rel="self"`,
        ...(addresses.hub ? [`<${addresses.hub}>; rel="hub"`] : []),
      ];
      void reply.header('link', links.join(', '));
      return conditional(request, reply, body, updatedAt, type);
    },
  );
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
