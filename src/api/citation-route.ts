import { z } from 'zod';
import { citedQuery } from '../query/cited-query.ts';
import { parseQuery } from '../query/parse-query.ts';
import { MAX_PAST_ARTICLES, TooManyPastError } from '../query/too-many-past-error.ts';
import type { ArticleStore, FoundArticles } from '../store/article-store.ts';
import { Citation } from './answers.ts';
import { type ApiServer, problems, queryText } from './api-server.ts';

type Needs = { store: Pick<ArticleStore, 'search'>; now: () => Date; version: string };

const CITE_OTHERWISE =
  'no address could show them all as they are now. Cite a part (by words, site: or seen:), ' +
  'or export the query and cite the file, which names query, time and version';

/** A search as others can look it up again. */
export function citationRoute(app: ApiServer, { store, now, version }: Needs): void {
  const first = (query: string) =>
    store.search({
      query: parseQuery(query),
      ...{ limit: 1, cursor: null, sort: 'newest', collapse: false },
    });

  /** The state that is cited. An address that nobody could open is no citation. */
  async function citable(query: string, cited: string): Promise<FoundArticles> {
    // Of what stands now this is known at once; a state of then is read article by article.
    const { total, totalIs } = await first(query);
    if (totalIs === 'exact' && total > MAX_PAST_ARTICLES) throw new TooManyPastError(CITE_OTHERWISE);
    return first(cited).catch((error: unknown) => {
      throw error instanceof TooManyPastError ? new TooManyPastError(CITE_OTHERWISE) : error;
    });
  }

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
      const { total, asOf } = await citable(q, cited);
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
