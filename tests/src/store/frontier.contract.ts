import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import type { StorePlace } from './article-store.contract.ts';
import { urlRecord } from './store-values.ts';

const page = (path: string, change: Parameters<typeof urlRecord>[1] = {}) =>
  urlRecord(`https://portal.example/${path}`, change);

/** What every ArticleStore promises of the URLs it knows. */
export function frontierContract(adapter: string, make: () => Promise<StorePlace>): void {
  describe(`frontier (${adapter})`, () => {
    let place: StorePlace;
    let store: ArticleStore;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.clear();
    });
    const next = async (limit = 10, notUrls: readonly string[] = [], hosts = ['portal.example']) =>
      (await store.queued('r1', { hosts, limit, notUrls: new Set(notUrls) })).map(({ url }) => url);

    it('hands out queued URLs by priority, then age, the same ones again until they are settled', async () => {
      const late = page('late', { priority: 5 });
      const [soon, sooner] = [page('soon', { priority: 1 }), page('aged', { priority: 1 })];
      expect(await store.enqueue([late, sooner, soon, soon], { force: false })).toBe(3);
      expect(await next()).toEqual([sooner.url, soon.url, late.url]);
      expect(await next(2)).toEqual([sooner.url, soon.url]);
      expect(await next(2, [sooner.url])).toEqual([soon.url, late.url]);
      expect(await next(10, [], ['other.example'])).toEqual([]);
      await store.settle([{ ...soon, outcome: 'http-error', waitsFor: null, reason: 'HTTP 404' }]);
      expect(await next()).toEqual([sooner.url, late.url]);
      expect(await store.outcomes('r1')).toEqual({ queued: 2, 'http-error': 1 });
      expect(await store.outcomes('r2')).toEqual({});
      expect(await store.outcomes(null)).toEqual({ queued: 2, 'http-error': 1 });
    });

    it('asks for a known URL again only in another run, and keeps its biography', async () => {
      const first = page('a', { articleId: 'x', depth: 2 });
      await store.enqueue([first], { force: false });
      const fetched = {
        at: first.updatedAt,
        status: 200,
        finalUrl: first.url,
        etag: '"e"',
        lastModified: null,
        digest: null,
        snapshot: null,
      };
      await store.settle([{ ...first, outcome: 'stored', waitsFor: null, lastFetch: fetched }]);
      expect(await store.enqueue([page('a')], { force: true })).toBe(0);
      expect(await store.enqueue([page('a', { runId: 'r2' })], { force: false })).toBe(0);
      expect(
        await store.enqueue([page('a', { runId: 'r2' }), page('b', { runId: 'r2' })], { force: true }),
      ).toBe(2);
      expect(await store.url(first.url)).toEqual(
        page('a', { runId: 'r2', lastFetch: fetched, articleId: 'x' }),
      );
    });

    it('takes up what its run had passed over because it lay too deep', async () => {
      const deep = page('a', { outcome: 'budget', waitsFor: null, depth: 7 });
      await store.enqueue([deep], { force: false });
      expect(await store.enqueue([page('a', { depth: 8 })], { force: true })).toBe(0);
      expect(await store.enqueue([page('a', { depth: 3 })], { force: true })).toBe(1);
      expect(await next()).toEqual([deep.url]);
    });

    it('adds a URL once that two processes find at one moment', async () => {
      const other = await place.open();
      try {
        const found = Array.from({ length: 40 }, (_, n) => page(`p${n}`));
        const added = await Promise.all([store, other].map((one) => one.enqueue(found, { force: true })));
        expect(added[0] ?? 0).toBeLessThanOrEqual(40);
        expect((added[0] ?? 0) + (added[1] ?? 0)).toBe(40);
        expect(await next(100)).toHaveLength(40);
      } finally {
        await other.close();
      }
    });

    it('pages through the URLs of a host and an outcome', async () => {
      const stored = ['a', 'b', 'c', 'd'].map((path) => page(path, { outcome: 'stored', waitsFor: null }));
      const elsewhere = urlRecord('https://other.example/x', { host: 'other.example' });
      await store.enqueue([...stored.toReversed(), page('e'), elsewhere], { force: false });
      const filter = { host: 'portal.example', outcome: 'stored' as const, limit: 3 };
      const first = await store.urls({ ...filter, cursor: null });
      expect(first.urls).toEqual(stored.slice(0, 3));
      const rest = await store.urls({ ...filter, cursor: first.next });
      expect(rest).toEqual({ urls: stored.slice(3), next: null });
      expect((await store.urls({ limit: 10, cursor: null })).urls).toHaveLength(6);
      await expect(store.urls({ limit: 10, cursor: first.next })).rejects.toMatchObject({
        code: 'invalid-cursor',
      });
      expect(await store.url('https://portal.example/unknown')).toBeNull();
    });
  });
}
