import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleStore, Commit } from '../../../../src/store/article-store.ts';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import { article, batch, write } from '../store-values.ts';
import { mongoUri, newDatabase } from './new-database.ts';

const withBands = (path: string, bands: number[]): Commit => {
  const one = article(path);
  return { ...batch(one), articles: [write(one, { sketch: { bands, sketch: new Uint8Array([1]) } })] };
};

describe.skipIf(!mongoUri)('a batch that was matched while others wrote', () => {
  let database: ReturnType<typeof newDatabase>;
  let store: ArticleStore;
  beforeEach(async () => {
    database = newDatabase(mongoUri ?? '');
    ({ store } = await openMongoStores(database));
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  it('is refused where a text came in that may be a copy', async () => {
    const matchedAt = await store.lastSeq();
    await store.commit(withBands('first', [1, 2]));
    const late = withBands('second', [2, 3]);
    await expect(store.commit({ ...late, matchedAt })).rejects.toMatchObject({ code: 'stale-commit' });
    expect(await store.article(article('second').id)).toBeNull();
    await store.commit({ ...late, matchedAt: await store.lastSeq() });
    expect(await store.article(article('second').id)).not.toBeNull();
  });

  it('is written where the others have nothing in common with it', async () => {
    const matchedAt = await store.lastSeq();
    await store.commit(withBands('first', [1, 2]));
    await store.commit({ ...withBands('second', [3, 4]), matchedAt });
    expect(await store.lastSeq()).toBe(4);
  });

  it('is written once more without harm: its own texts are no others', async () => {
    const commit = { ...withBands('first', [1, 2]), matchedAt: 0 };
    await store.commit(commit);
    await store.commit(commit);
    expect(await store.lastSeq()).toBe(2);
  });
});
