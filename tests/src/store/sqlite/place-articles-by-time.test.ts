import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../../src/model/article.ts';
import { migrations } from '../../../../src/store/sqlite/migrations.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';
import { placeArticlesByTime } from '../../../../src/store/sqlite/place-articles-by-time.ts';
import { searchedArticles } from '../searched-articles.ts';
import { batch } from '../store-values.ts';
import { olderStore } from './older-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a store of before', () => {
  it('is found whole after its articles were placed by time', async () => {
    const file = join(folder, 'old.sqlite');
    const articles = searchedArticles();
    const fresh = await openSqliteStore({ file: join(folder, 'new.sqlite') });
    await fresh.commit({ ...batch(...articles), stories: [] });
    olderStore(file, migrations.indexOf(placeArticlesByTime), join(folder, 'new.sqlite'));
    const store = await openSqliteStore({ file });
    for (const text of ['harbour', '京', 'cafe']) {
      const query = { type: 'words', field: 'any', text, prefix: false, phrase: false } as const;
      for (const sort of ['newest', 'relevance'] as const) {
        const search = { query, limit: 100, cursor: null, sort, collapse: false };
        const wanted = await fresh.search(search);
        expect(wanted.total).toBeGreaterThan(0);
        expect(await store.search(search)).toEqual(wanted);
      }
      expect(await store.facets(query)).toEqual(await fresh.facets(query));
    }
    expect(await store.facets({ type: 'everything' })).toEqual(await fresh.facets({ type: 'everything' }));
    const [first] = articles;
    expect(await store.sketch(first?.id ?? '')).toEqual(await fresh.sketch(first?.id ?? ''));
    await fresh.close();
    await store.close();
  });
});

describe('the place of an article', () => {
  it('moves with its first sight, and the tallies with it', async () => {
    const store = await openSqliteStore({ file: join(folder, 'moved.sqlite') });
    const [one, other] = searchedArticles();
    if (!one || !other) throw new Error('there are articles');
    await store.commit({ ...batch(one, other), stories: [] });
    const earlier: Article = { ...one, firstSeenAt: '2020-02-03T04:05:06.000Z', language: 'fr', revision: 2 };
    await store.commit({ ...batch(earlier), stories: [] });
    const everything = { type: 'everything' } as const;
    const { hits } = await store.search({
      query: everything,
      ...{ limit: 10, cursor: null, sort: 'oldest', collapse: false },
    });
    expect(hits.map(({ article }) => article.id)).toEqual([one.id, other.id]);
    expect((await store.seenTimes(everything)).quarters.map(({ count }) => count)).toEqual([1, 1]);
    expect((await store.facets(everything)).language).toEqual(
      [...new Set(['fr', other.language])].flatMap((value) => (value === null ? [] : [{ value, count: 1 }])),
    );
    expect((await store.facets({ type: 'value', field: 'lang', value: 'fr' })).day).toEqual([
      { value: '2020-02-03', count: 1 },
    ]);
    expect((await store.sketch(one.id))?.bands).toEqual([1, 2]);
    await store.remove(one.id, 'asked for', '2026-02-01T00:00:00.000Z');
    expect((await store.seenTimes(everything)).quarters).toHaveLength(1);
    await store.close();
  });

  it('is another for every article of one moment', async () => {
    const store = await openSqliteStore({ file: join(folder, 'moment.sqlite') });
    const [one] = searchedArticles();
    if (!one) throw new Error('there are articles');
    // Ids that begin alike want one place.
    const alike = Array.from({ length: 40 }, (_, i) => ({
      ...one,
      id: `abc${String(i).padStart(29, '0')}`,
      url: `https://a.example/${i}`,
    }));
    await store.commit({ ...batch(...alike), stories: [] });
    const { total, hits } = await store.search({
      query: { type: 'everything' },
      ...{ limit: 100, cursor: null, sort: 'newest', collapse: false },
    });
    expect([total, new Set(hits.map(({ article }) => article.id)).size]).toEqual([40, 40]);
    await store.close();
  });
});
