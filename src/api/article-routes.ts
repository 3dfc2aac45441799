import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import type { Article } from '../model/article.ts';
import { PublicArticle } from '../model/change-event.ts';
import { Observation } from '../model/observation.ts';
import { Provenance } from '../model/provenance.ts';
import { Revision } from '../model/revision.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId, queryText } from './api-server.ts';
import { notFound } from './problem.ts';
import { publicArticle } from './public-article.ts';
import { snapshotRoute } from './snapshot-route.ts';

const tags = ['articles'];

export const ArticleRow = PublicArticle.extend({
  copies: z.int().positive().describe('Members of its story, itself included'),
  highlights: z
    .array(z.string())
    .describe('Pieces of the text; the words found stand between U+E000 and U+E001'),
});
export type ArticleRow = z.infer<typeof ArticleRow>;

const Count = z.object({ value: z.string(), count: z.int() });
export const FacetCounts = z.object({
  site: z.array(Count),
  language: z.array(Count),
  verdict: z.array(Count),
  relation: z.array(Count),
  day: z.array(Count).describe('Days of first sight, UTC'),
});

type Store = Pick<ArticleStore, 'article' | 'search' | 'facets' | 'revisions' | 'observations'>;

/** Articles: found, counted, and one by one. */
export function articleRoutes(app: ApiServer, { store, archive }: { store: Store; archive: Archive }): void {
  const existing = async (id: string): Promise<Article> => {
    const article = await store.article(id);
    if (!article) throw notFound('article', id);
    return article;
  };

  app.get(
    '/v1/articles',
    {
      schema: {
        tags,
        summary: 'Articles that fit a query',
        querystring: z.strictObject({
          q: queryText,
          ...pageQuery,
          sort: z
            .enum(['relevance', 'newest', 'oldest'])
            .default('relevance')
            .describe('relevance is newest where the query asks for no word; times are those of first sight'),
          collapse: z.enum(['true', 'false']).default('false').describe('true: one article a story'),
        }),
        response: {
          200: z.object({
            articles: z.array(ArticleRow),
            next: z.string().nullable().describe('Null: there are no more'),
            total: z.int(),
          }),
          ...problems,
        },
      },
    },
    async ({ query: { q, limit, cursor = null, sort, collapse } }) => {
      const query = parseQuery(q);
      const found = await store.search({ query, limit, cursor, sort, collapse: collapse === 'true' });
      const articles = found.hits.map(({ article, copies, highlights }) => ({
        ...publicArticle(article),
        copies,
        highlights: [...highlights],
      }));
      return { articles, next: found.next, total: found.total };
    },
  );

  app.get(
    '/v1/facets',
    {
      schema: {
        tags,
        summary: 'How many articles of a query have each site, language, verdict, relation and day',
        querystring: z.strictObject({ q: queryText }),
        response: { 200: FacetCounts, ...problems },
      },
    },
    async ({ query: { q } }) => {
      const facets = await store.facets(parseQuery(q));
      return {
        site: [...facets.site],
        language: [...facets.language],
        verdict: [...facets.verdict],
        relation: [...facets.relation],
        day: [...facets.day],
      };
    },
  );

  app.get(
    '/v1/articles/:id',
    {
      schema: {
        tags,
        summary: 'One article',
        params: IdParams,
        response: { 200: PublicArticle, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => publicArticle(await existing(id)),
  );

  app.get(
    '/v1/articles/:id/provenance',
    {
      schema: {
        tags,
        summary: 'Where each field came from, and how sure we are',
        params: IdParams,
        response: { 200: z.object({ provenance: z.array(Provenance) }), ...problemsWithId },
      },
    },
    async ({ params: { id } }) => ({ provenance: (await existing(id)).provenance }),
  );

  app.get(
    '/v1/articles/:id/revisions',
    {
      schema: {
        tags,
        summary: 'Older texts, oldest first',
        params: IdParams,
        response: { 200: z.object({ revisions: z.array(Revision) }), ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      await existing(id);
      return { revisions: await store.revisions(id) };
    },
  );

  app.get(
    '/v1/articles/:id/observations',
    {
      schema: {
        tags,
        summary: 'Every visit with its counts and lists, oldest first',
        params: IdParams,
        response: { 200: z.object({ observations: z.array(Observation) }), ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      await existing(id);
      return { observations: await store.observations(id) };
    },
  );

  snapshotRoute(app, { existing, archive });
}
