import { z } from 'zod';
import { exportArticles } from '../export/export-articles.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { type ApiServer, Bytes, problems, queryText } from './api-server.ts';

const TYPES = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
} as const;

type Needs = { store: Pick<ArticleStore, 'export'>; now: () => Date };

export function exportRoutes(app: ApiServer, { store, now }: Needs): void {
  app.get(
    '/v1/export',
    {
      exposeHeadRoute: false,
      schema: {
        tags: ['articles'],
        summary: 'All articles that fit a query, streamed in the order of their ids',
        description: 'A connection that ends before the last chunk has failed: what came is not all.',
        querystring: z.strictObject({
          q: queryText,
          format: z.enum(['ndjson', 'csv', 'parquet']).default('ndjson'),
        }),
        response: {
          200: {
            description: 'The file',
            content: {
              'application/x-ndjson': { schema: Bytes },
              'text/csv': { schema: Bytes },
              'application/vnd.apache.parquet': { schema: Bytes },
            },
          },
          ...problems,
        },
      },
    },
    async ({ query: { q, format } }, reply) => {
      const query = parseQuery(q);
      const name = `wellspring-${now().toISOString().slice(0, 10)}.${format}`;
      return reply
        .header('content-type', TYPES[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(exportArticles(store.export(query), format));
    },
  );
}
