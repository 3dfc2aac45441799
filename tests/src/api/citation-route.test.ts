import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticlePage, Citation, Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import type { ArticleSearch, ArticleStore } from '../../../src/store/article-store.ts';
import { asOfStore } from '../../../src/store/as-of-store.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  portals = await seededPortals();
  const { store, history } = portals.served;
  api = await serveApi({
    ...portals.served,
    store: asOfStore(store, history),
    version: '1.2.3',
    dashboardFolder: null,
  });
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
});
const ask = async (path: string) => (await fetch(`${api.url}${path}`)).json();

describe('GET /v1/cite', () => {
  it('gives an address that finds the same after the articles have changed', async () => {
    const cited = Citation.strict().parse(await ask('/v1/cite?q=title:lighthouses'));
    expect(cited.total).toBe(8);
    expect(cited.text).toContain('Wellspring 1.2.3, query “title:lighthouses”, 8 articles as of 20');
    const before = ArticlePage.parse(await (await fetch(cited.api)).json());
    expect(before).toMatchObject({ total: 8, asOf: { exact: true } });
    const [first] = before.articles;
    await portals.served.store.remove(first?.id ?? '', 'asked for', new Date().toISOString());
    const after = ArticlePage.parse(await (await fetch(cited.api)).json());
    // What was removed stays removed; the rest is as it was.
    expect(after.articles.map(({ id, title }) => [id, title])).toEqual(
      before.articles.slice(1).map(({ id, title }) => [id, title]),
    );
  });

  it('says what to do where too many articles fit to be shown again as they are now', async () => {
    const { store, history } = portals.served;
    const asked: ArticleSearch[] = [];
    const large: ArticleStore = {
      ...store,
      async search(search) {
        asked.push(search);
        return { ...(await store.search(search)), total: 200_001 };
      },
    };
    const other = await serveApi({
      ...portals.served,
      store: asOfStore(large, history),
      version: '1.2.3',
      dashboardFolder: null,
    });
    const problem = Problem.parse(await (await fetch(`${other.url}/v1/cite?q=lighthouses`)).json());
    await other.close();
    expect(problem).toMatchObject({ status: 400, code: 'as-of-too-many' });
    expect(problem.detail).toMatch(/more than 200,000 articles fit; .*Cite a part .* or export the query/);
    // Known at once: nothing was read article by article.
    expect(asked).toHaveLength(1);
  });

  it('says where a query cannot be read', async () => {
    expect(Problem.parse(await ask('/v1/cite?q=(a'))).toMatchObject({
      status: 400,
      code: 'query',
      position: 3,
    });
  });
});
