import { Readable } from 'node:stream';
import { z } from 'zod';
import { cursorOf } from '../changes/cursor.ts';
import { exportArticles } from '../export/export-articles.ts';
import { snapshotLines } from '../export/snapshot-lines.ts';
import { withoutAsOf } from '../query/as-of.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import { type ApiServer, Bytes, problems, queryText } from './api-server.ts';
import { letGoWhenStuck } from './let-go-when-stuck.ts';

const TYPES = {
  ndjson: 'application/x-ndjson',
  changes: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
} as const;
const FILE_ENDINGS = { ndjson: 'ndjson', changes: 'ndjson', csv: 'csv', parquet: 'parquet' } as const;

/** An asker that takes nothing for so long is let go: the store keeps the state that it reads. */
const STUCK_MS = 60_000;

type Needs = {
  store: Pick<ArticleStore, 'export' | 'search'>;
  history: Pick<ChangeHistory, 'snapshot'>;
  now: () => Date;
  version: string;
};

export function exportRoutes(app: ApiServer, { store, history, now, version }: Needs): void {
  app.get(
    '/v1/export',
    {
      exposeHeadRoute: false,
      schema: {
        tags: ['articles'],
        summary:
          'All articles that fit a query, of one state of the store, streamed in the order of their ids',
        description:
          'The header Wellspring-Total is how many articles come (and exact, estimate or at-least); each row, or the ' +
          'metadata of the Parquet file, names query, time and version. ' +
          'The header Wellspring-Cursor is where to go on with the changes: this export and every change after that ' +
          'cursor are the store. A connection that ends before the last chunk has failed: what came is not all.',
        querystring: z.strictObject({
          q: queryText,
          format: z
            .enum(['ndjson', 'changes', 'csv', 'parquet'])
            .default('ndjson')
            .describe(
              'changes: lines to apply like those of /v1/changes (stories too, where q is *), and a last line ' +
                '`snapshot.end` with the cursor',
            ),
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
    async (request, reply) => {
      const { q, format } = request.query;
      const query = parseQuery(q);
      letGoWhenStuck(request, reply, STUCK_MS);
      const snapshot = await history.snapshot();
      reply.raw.once('close', () => void snapshot.close());
      const cursor = cursorOf(snapshot.seq);
      // A state of before is put together by the store; it does not move any more.
      const articles = withoutAsOf(query).at === null ? snapshot.articles(query) : store.export(query);
      const stories = query.type === 'everything' ? snapshot.stories() : none();
      const exportedAt = now().toISOString();
      const { total, totalIs } = await store.search({
        ...{ query, limit: 1, cursor: null, sort: 'newest', collapse: false },
      });
      const name = `wellspring-${exportedAt.slice(0, 10)}.${FILE_ENDINGS[format]}`;
      return (
        reply
          .header('content-type', TYPES[format])
          .header('content-disposition', `attachment; filename="${name}"`)
          .header('wellspring-cursor', cursor)
          // So that who reads can show how far it is; what is written meanwhile may make it a little more or less.
          .header('wellspring-total', `${total};${totalIs}`)
          .send(
            format === 'changes'
              ? Readable.from(snapshotLines(articles, stories, cursor), { objectMode: false })
              : exportArticles(articles, format, { query: q, exportedAt, version }),
          )
      );
    },
  );
}

async function* none(): AsyncGenerator<never, void, void> {}
