import { z } from 'zod';
import { Outcome } from '../model/outcome.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { SiteCounts, UrlPage } from './answers.ts';
import { type ApiServer, pageQuery, problems } from './api-server.ts';

const tags = ['collection'];

type Store = Pick<ArticleStore, 'sites' | 'url' | 'urls' | 'outcomes'>;

/** What was collected, and what became of every address. */
export function urlRoutes(app: ApiServer, { store }: { store: Store }): void {
  app.get(
    '/v1/sites',
    {
      schema: {
        tags,
        summary: 'Sites with their articles',
        querystring: z.strictObject({}),
        response: { 200: SiteCounts, ...problems },
      },
    },
    async () => ({ sites: await store.sites() }),
  );

  app.get(
    '/v1/urls',
    {
      schema: {
        tags,
        summary: 'Every URL ever seen, with its outcome and the reason',
        querystring: z.strictObject({
          ...pageQuery,
          host: z.string().max(300).optional().describe('Of this host only'),
          outcome: Outcome.optional().describe('With this outcome only'),
          url: z.string().max(8_000).optional().describe('This one address only'),
        }),
        response: { 200: UrlPage, ...problems },
      },
    },
    async ({ query: { url, limit, cursor = null, host, outcome } }) => {
      const outcomes = await store.outcomes(null);
      if (url !== undefined) {
        const record = await store.url(url);
        return { urls: record ? [record] : [], next: null, outcomes };
      }
      const filter = {
        ...(host === undefined ? {} : { host }),
        ...(outcome === undefined ? {} : { outcome }),
      };
      return { ...(await store.urls({ ...filter, limit, cursor })), outcomes };
    },
  );
}
