import { z } from 'zod';
import { SavedSearch } from '../model/saved-search.ts';
import { withoutAsOf } from '../query/as-of.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { SearchStore } from '../store/search-store.ts';
import { type ApiServer, problems, problemsWithId, told } from './api-server.ts';
import { ApiError, notFound } from './problem.ts';

const tags = ['searches'];
export const NameParams = z.strictObject({ name: SavedSearch.shape.name });
const Wish = z.strictObject({
  title: SavedSearch.shape.title.optional().describe('The name by default'),
  q: SavedSearch.shape.q.describe('The query language (docs/query.md)'),
  alerts: SavedSearch.shape.alerts.describe('When it tells of something by itself; none: never'),
});

/** Saved searches: each is a feed, and a filter of changes and webhooks. */
export function searchRoutes(
  app: ApiServer,
  { searches, now }: { searches: SearchStore; now: () => Date },
): void {
  app.get(
    '/v1/searches',
    {
      schema: {
        tags,
        summary: 'All saved searches, by name',
        response: { 200: z.object({ searches: z.array(SavedSearch) }), ...problems },
      },
    },
    async () => ({ searches: await searches.searches() }),
  );

  app.get(
    '/v1/searches/:name',
    {
      schema: {
        tags,
        summary: 'One saved search',
        params: NameParams,
        response: { 200: SavedSearch, ...problemsWithId },
      },
    },
    async ({ params: { name } }) => {
      const search = await searches.search(name);
      if (!search) throw notFound('saved search', name);
      return search;
    },
  );

  app.put(
    '/v1/searches/:name',
    {
      schema: {
        tags,
        summary: 'Saves a search under a name, or changes it',
        params: NameParams,
        body: Wish,
        response: { 200: SavedSearch, ...problems, 409: told('There are too many: code too-many') },
      },
    },
    async ({ params: { name }, body: { q, title = name, alerts } }) => {
      const asked = parseQuery(q);
      if (alerts && alerts.length > 0 && withoutAsOf(asked).at !== null) {
        throw new ApiError(
          400,
          'invalid-request',
          'a search with as-of: never finds anything new; leave its alerts out',
        );
      }
      const at = now().toISOString();
      return searches.saveSearch({
        name,
        title,
        q,
        ...(alerts ? { alerts } : {}),
        createdAt: at,
        updatedAt: at,
      });
    },
  );

  app.delete(
    '/v1/searches/:name',
    {
      schema: {
        tags,
        summary: 'Removes a saved search; webhooks that use it are disabled',
        params: NameParams,
        response: { 204: z.null().describe('It is gone'), ...problemsWithId },
      },
    },
    async ({ params: { name } }, reply) => {
      if (!(await searches.removeSearch(name))) throw notFound('saved search', name);
      return reply.code(204).send(null);
    },
  );
}
