import type { ArticleStore } from '../../src/store/article-store.ts';
import { openMongoStores } from '../../src/store/mongo/open-mongo-stores.ts';
import { corpusArticle } from './corpus.ts';

const AT_ONCE = 200;

/** Fills the database up to `total` articles by commits of the store itself, without stories. */
export async function seedMongo(
  uri: string,
  total: number,
  say: (line: string) => void,
): Promise<ArticleStore> {
  const { store } = await openMongoStores({ uri });
  const there = (await store.sites()).reduce((sum, { articles }) => sum + articles, 0);
  for (let from = there; from < total; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, total - from);
    const articles = Array.from({ length }, (_, i) => corpusArticle(from + i, total));
    await store.commit({
      at: articles[0]?.firstSeenAt ?? '',
      articles: articles.map((article) => ({
        article,
        sketch: { bands: [], sketch: new Uint8Array() },
        expectedRevision: 0,
        revision: null,
        changed: true,
      })),
      ...{ rejudged: [], stories: [], observations: [], urls: [] },
    });
    if (from % 2_000 === 0) say(`${from} of ${total}`);
  }
  return store;
}
