import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import type { Article } from '../model/article.ts';
import { PublicArticle } from '../model/change-event.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import {
  ArticleObservations,
  ArticlePage,
  ArticleProvenance,
  ArticleRevisions,
  FacetCounts,
  NAMED_SITES,
} from './answers.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId, queryText } from './api-server.ts';
import { ArticlePlacements } from './figure-answers.ts';
import { notFound } from './problem.ts';
import { publicArticle } from './public-article.ts';
import { snapshotRoute } from './snapshot-route.ts';

const tags = ['articles'];
/** More are no picture. */
const SHOWN_PLACEMENTS = 500;

type Store = Pick<
  ArticleStore,
  'article' | 'search' | 'facets' | 'siteNames' | 'revisions' | 'observations' | 'placements'
>;

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
          200: ArticlePage,
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
      const { next, total, totalIs, among, asOf } = found;
      return { articles, next, total, totalIs, among, asOf };
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
      const names = await store.siteNames(facets.site.slice(0, NAMED_SITES).map(({ value }) => value));
      return {
        site: facets.site.map((count) => ({ ...count, name: names.get(count.value) ?? null })),
        language: [...facets.language],
        verdict: [...facets.verdict],
        relation: [...facets.relation],
        day: [...facets.day],
        sample: facets.sample,
        among: facets.among,
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
        response: { 200: ArticleProvenance, ...problemsWithId },
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
        response: { 200: ArticleRevisions, ...problemsWithId },
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
        response: { 200: ArticleObservations, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      await existing(id);
      return { observations: await store.observations(id) };
    },
  );

  app.get(
    '/v1/articles/:id/placements',
    {
      schema: {
        tags,
        summary: 'Where it stood in the ranking, related and recommendation lists beside other articles',
        params: IdParams,
        response: { 200: ArticlePlacements, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      const { url, canonicalUrl } = await existing(id);
      return { placements: await store.placements([url, canonicalUrl], SHOWN_PLACEMENTS) };
    },
  );

  snapshotRoute(app, { existing, archive });
}
