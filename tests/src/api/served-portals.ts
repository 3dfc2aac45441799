import { serveApi } from '../../../src/api/serve-api.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

export type ServedPortals = SeededPortals & { url: string; get(path: string): Promise<unknown> };

/** The seeded portals behind an interface of their own, asked without a key. */
export async function servedPortals({ now }: { now?: () => Date } = {}): Promise<ServedPortals> {
  const portals = await seededPortals();
  const api = await serveApi({
    ...{ ...portals.served, version: '1', dashboardFolder: null },
    ...(now ? { now } : {}),
  });
  return {
    ...portals,
    url: api.url,
    get: async (path) => (await fetch(`${api.url}${path}`)).json(),
    async close() {
      await api.close();
      await portals.close();
    },
  };
}
