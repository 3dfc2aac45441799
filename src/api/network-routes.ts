import { z } from 'zod';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { type ApiServer, problems, queryText } from './api-server.ts';
import { NetworkAnswer } from './network-answer.ts';
import { type NetworkNeeds, readNetwork } from './read-network.ts';

type Needs = NetworkNeeds & { store: Pick<ArticleStore, 'lastSeq'>; now: () => Date };

/** An answer stands while the store has not changed, and this long while it has. */
const FRESH_MS = 60_000;
const KEPT_ANSWERS = 8;

/** Which sites belong together, and what each adds to the news. */
export function networkRoutes(app: ApiServer, needs: Needs): void {
  const answers = new Map<string, { seq: number; atMs: number; answer: Promise<NetworkAnswer> }>();

  async function network(q: string): Promise<NetworkAnswer> {
    const query = parseQuery(q);
    const [seq, atMs] = [await needs.store.lastSeq(), needs.now().getTime()];
    const known = answers.get(q);
    if (known && (known.seq === seq || atMs - known.atMs < FRESH_MS)) return known.answer;
    const answer = readNetwork(query, needs);
    answers.delete(q);
    answers.set(q, { seq, atMs, answer });
    const [oldest] = answers.keys();
    if (answers.size > KEPT_ANSWERS && oldest !== undefined) answers.delete(oldest);
    // A fault is told to whoever waits for it, and the next one asks anew.
    answer.catch(() => answers.delete(q));
    return answer;
  }

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
    async ({ query: { q } }) => network(q),
  );
}
