import { z } from 'zod';
import { citedQuery } from '../query/cited-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { Citation } from './answers.ts';
import { type ApiServer, problems, queryText } from './api-server.ts';

type Needs = { store: Pick<ArticleStore, 'search'>; now: () => Date; version: string };

/** A search as others can look it up again. */
export function citationRoute(app: ApiServer, { store, now, version }: Needs): void {
  app.get(
    '/v1/cite',
    {
      schema: {
        tags: ['articles'],
        summary: 'An address for a query that gives for ever what it gives now',
        querystring: z.strictObject({ q: queryText }),
        response: { 200: Citation, ...problems },
      },
    },
    async (request) => {
      const { q } = request.query;
      const cited = citedQuery(q, now());
      const { total, asOf } = await store.search({
        query: parseQuery(cited),
        ...{ limit: 1, cursor: null, sort: 'newest', collapse: false },
      });
      const origin = `${request.protocol}://${request.host}`;
      const address = `${origin}/search?copies=all&q=${encodeURIComponent(cited)}`;
      const at = `${asOf?.at ?? ''} UTC`;
      return {
        q: cited,
        address,
        api: `${origin}/v1/articles?q=${encodeURIComponent(cited)}`,
        total,
        text: `Wellspring ${version}, query “${q}”, ${total} ${total === 1 ? 'article' : 'articles'} as of ${at}. ${address}`,
      };
    },
  );
}
