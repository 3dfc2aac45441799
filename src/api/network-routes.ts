import { z } from 'zod';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { type ApiServer, problems, queryText } from './api-server.ts';
import { FRESH_MS, keptAnswers } from './kept-answers.ts';
import { NetworkAnswer } from './network-answer.ts';
import { type NetworkNeeds, readNetwork } from './read-network.ts';

type Needs = NetworkNeeds & { store: Pick<ArticleStore, 'lastSeq'>; now: () => Date };

/** Which sites belong together, and what each adds to the news. */
export function networkRoutes(app: ApiServer, needs: Needs): void {
  const kept = keptAnswers<NetworkAnswer>(needs);

  app.get(
    '/v1/network',
    {
      schema: {
        tags: ['sites'],
        summary: 'Sites that probably belong together, each edge with its reasons, and what each site adds',
        description: `Asked again, the answer may be up to ${FRESH_MS / 1_000} seconds old.`,
        querystring: z.strictObject({ q: queryText }),
        response: { 200: NetworkAnswer, ...problems },
      },
    },
    async ({ query: { q } }) => {
      const query = parseQuery(q);
      return kept(q, () => readNetwork(query, needs));
    },
  );
}
