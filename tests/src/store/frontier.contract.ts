import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UrlRecord } from '../../../src/model/url-record.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import type { StorePlace } from './article-store.contract.ts';
import { emptyCommit, urlRecord } from './store-values.ts';

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

    it('leaves a URL to the run that asked for it last, whatever an earlier one has yet to say of it', async () => {
      const first = page('a');
      await store.enqueue([first], { force: false });
      await store.enqueue([page('a', { runId: 'r2' })], { force: true });
      await store.settle([{ ...first, outcome: 'not-article', waitsFor: null, reason: 'a list' }]);
      expect(await store.url(first.url)).toMatchObject({ runId: 'r2', outcome: 'queued', waitsFor: 'fetch' });
      await store.settle([
        { ...first, runId: 'r2', outcome: 'not-article', waitsFor: null, reason: 'a list' },
      ]);
      expect(await store.url(first.url)).toMatchObject({ runId: 'r2', outcome: 'not-article' });
    });

    it('leaves it to that run, too, when a batch of an earlier one is committed', async () => {
      const first = page('a');
      await store.enqueue([first], { force: false });
      await store.enqueue([page('a', { runId: 'r2' })], { force: true });
      const list = { ...first, outcome: 'not-article', waitsFor: null, reason: 'a list' } as const;
      await store.commit(emptyCommit({ urls: [list] }));
      expect(await store.url(first.url)).toMatchObject({ runId: 'r2', outcome: 'queued', waitsFor: 'fetch' });
      await store.settle([{ ...first, runId: 'r2', waitsFor: 'ingest' }]);
      await store.commit(emptyCommit({ urls: [list] }));
      expect(await store.url(first.url)).toMatchObject({
        runId: 'r2',
        outcome: 'queued',
        waitsFor: 'ingest',
      });
      await store.commit(emptyCommit({ urls: [{ ...list, runId: 'r2' }] }));
      expect(await store.url(first.url)).toMatchObject({ runId: 'r2', outcome: 'not-article' });
    });

    it('leaves a page that waits to be parsed to its job, unless a run begins there or the job is lost', async () => {
      const waits = { ...page('a', { depth: 1 }), waitsFor: 'ingest' as const };
      await store.enqueue([page('a', { depth: 1 })], { force: false });
      await store.settle([waits]);
      const asked = (runId: string, change: Partial<UrlRecord> = {}) => ({
        ...page('a', { runId, depth: 1 }),
        ...change,
      });
      for (const dueAt of [undefined, waits.updatedAt])
        expect(await store.enqueue([asked('r2')], { force: true, ...(dueAt ? { dueAt } : {}) })).toBe(0);
      expect(await store.url(waits.url)).toMatchObject({ runId: 'r1', waitsFor: 'ingest' });
      expect(await store.enqueue([asked('r3', { depth: 0 })], { force: true })).toBe(1);
      await store.settle([{ ...waits, runId: 'r3' }]);
      const late = new Date(Date.parse(waits.updatedAt) + 7 * 3_600_000).toISOString();
      expect(await store.enqueue([asked('r4', { updatedAt: late })], { force: true })).toBe(1);
      expect(await store.url(waits.url)).toMatchObject({ runId: 'r4', waitsFor: 'fetch' });
    });

    it('leaves it to that run at whatever moment the earlier one has its say', async () => {
      const other = await place.open();
      try {
        for (let n = 0; n < 40; n += 1) {
          const first = page(`p${n}`);
          await store.enqueue([first], { force: false });
          const list = { ...first, outcome: 'not-article', waitsFor: null, reason: 'a list' } as const;
          await Promise.all([
            n % 2 === 0 ? store.settle([list]) : store.commit(emptyCommit({ urls: [list] })),
            other.enqueue([page(`p${n}`, { runId: 'r2' })], { force: true }),
          ]);
          expect(await store.url(first.url)).toMatchObject({ runId: 'r2', waitsFor: 'fetch' });
        }
      } finally {
        await other.close();
      }
    });

    it('hands out what is new before articles that are looked at again, whichever came first', async () => {
      const link = { discovery: { by: 'link', from: null, date: null }, priority: 31 } as const;
      const known = page('known', { ...link, articleId: 'x', outcome: 'stored', waitsFor: null });
      const due = page('due', {
        ...{ ...link, articleId: 'y', outcome: 'stored', waitsFor: null },
        rhythm: {
          ...{ firstAt: '2026-01-01T00:00:00.000Z', visits: 1, changes: 0, watchedMs: 0, failures: 0 },
          ...{ links: null, nextAt: '2026-01-02T10:00:00.000Z' },
        },
      });
      await store.settle([known, due]);
      const run = { ...link, runId: 'r2' };
      await store.requeueDue('r2', { hosts: ['portal.example'], at: '2026-01-02T11:00:00.000Z', limit: 9 });
      await store.enqueue([page('known', run), page('new', run)], { force: true });
      const [first, ...rest] = await store.queued('r2', {
        ...{ hosts: ['portal.example'], limit: 9 },
        notUrls: new Set(),
      });
      expect(first?.url).toBe(page('new').url);
      expect(rest.map(({ url }) => url).toSorted()).toEqual([due.url, known.url]);
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

    it('asks for a visited URL again only when its rhythm makes it due, if told so', async () => {
      const rhythm = (nextAt: string | null) => ({
        rhythm: {
          firstAt: '2026-01-01T00:00:00.000Z',
          visits: 1,
          changes: 0,
          watchedMs: 0,
          failures: 0,
          links: null,
          nextAt,
        },
      });
      const seen = { outcome: 'stored', waitsFor: null } as const;
      const [early, late] = ['2026-01-02T10:00:00.000Z', '2026-01-02T12:00:00.000Z'];
      const now = '2026-01-02T11:00:00.000Z';
      await store.settle([
        page('due', { ...seen, ...rhythm(early) }),
        page('later', { ...seen, ...rhythm(late) }),
        page('never', { ...seen, ...rhythm(null) }),
        page('unvisited', { outcome: 'budget', waitsFor: null }),
      ]);
      const again = ['due', 'later', 'never', 'unvisited'].map((path) => page(path, { runId: 'r2' }));
      expect(await store.enqueue(again, { force: true, dueAt: now })).toBe(2);
      expect((await store.url(page('due').url))?.rhythm).toEqual(rhythm(early).rhythm);
      expect((await store.url(page('later').url))?.outcome).toBe('stored');
      expect(await store.enqueue([page('never', { runId: 'r3' })], { force: true })).toBe(1);
    });

    it('gives a run the URLs whose next visit is due, the longest due first, and no removed ones', async () => {
      const visited = (path: string, nextAt: string, change: Parameters<typeof page>[1] = {}) =>
        page(path, {
          outcome: 'stored',
          waitsFor: null,
          depth: 3,
          rhythm: {
            firstAt: nextAt,
            visits: 1,
            changes: 0,
            watchedMs: 0,
            failures: 0,
            links: null,
            nextAt,
          },
          ...change,
        });
      const hours = (n: number) => `2026-01-02T0${n}:00:00.000Z`;
      await store.settle([
        visited('b', hours(2)),
        visited('a', hours(1)),
        visited('c', hours(3)),
        visited('gone', hours(1), { outcome: 'removed' }),
        visited('later', hours(9)),
        { ...visited('x', hours(1)), url: 'https://other.example/x', host: 'other.example' },
      ]);
      expect(await store.dueHosts(hours(5))).toEqual([
        { host: 'other.example', urls: 1 },
        { host: 'portal.example', urls: 3 },
      ]);
      const due = { hosts: ['portal.example'], at: hours(5), limit: 2 };
      expect(await store.requeueDue('r1', due)).toBe(2);
      expect((await next()).toSorted()).toEqual([page('a').url, page('b').url]);
      expect((await store.url(page('a').url))?.depth).toBe(3);
      expect(await store.requeueDue('r1', due)).toBe(1);
      expect(await store.requeueDue('r1', due)).toBe(0);
    });

    it('lets no link bring back what was taken out; a person who names it does', async () => {
      const snapshot = { file: 'wellspring-1-1-1.warc.gz', offsetBytes: 0 };
      const fetch = { at: '2026-01-02T00:00:00.000Z', status: 200, etag: null, lastModified: null };
      const gone = { ...page('gone'), outcome: 'removed', waitsFor: null, runId: null } as const;
      // No article by today's parsers: its page is still in the archive, and may be one tomorrow.
      const lost = { ...gone, ...page('lost', { outcome: 'removed', waitsFor: null, runId: null }) };
      const lastFetch = { ...fetch, finalUrl: lost.url, digest: null, snapshot };
      await store.settle([gone, { ...lost, lastFetch }]);
      const link = { by: 'list', from: 'https://portal.example/', date: null } as const;
      const ask = (path: string, discovery: UrlRecord['discovery']) =>
        store.enqueue([page(path, { runId: 'r2', discovery })], { force: true });
      expect([await ask('gone', link), await ask('lost', link)]).toEqual([0, 1]);
      expect((await store.url(gone.url))?.outcome).toBe('removed');
      expect(await ask('gone', { by: 'start', from: null, date: null })).toBe(1);
    });

    it('keeps what was decided of a URL, one after the other, the last ones of very many', async () => {
      const minute = (n: number) => new Date(Date.UTC(2026, 0, 2, 4, n)).toISOString();
      const one = page('a');
      await store.enqueue([one], { force: false });
      const stored = {
        ...one,
        outcome: 'stored',
        waitsFor: null,
        reason: 'ok',
        updatedAt: minute(1),
      } as const;
      await store.settle([stored]);
      await store.settle([stored]);
      await store.enqueue([page('a', { runId: 'r2', updatedAt: minute(2) })], { force: true });
      expect(await store.urlHistory(one.url)).toEqual([
        { at: one.updatedAt, outcome: 'queued', reason: 'found', runId: 'r1' },
        { at: minute(1), outcome: 'stored', reason: 'ok', runId: 'r1' },
        { at: minute(2), outcome: 'queued', reason: 'found', runId: 'r2' },
      ]);
      for (let n = 3; n < 53; n++) await store.settle([{ ...stored, runId: 'r2', updatedAt: minute(n) }]);
      const kept = await store.urlHistory(one.url);
      expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).toEqual([40, minute(13), minute(52)]);
      expect(await store.urlHistory('https://portal.example/unseen')).toEqual([]);
    });

    it('counts the new articles of a run that stood near its starts', async () => {
      const early = '2026-01-01T00:00:00.000Z';
      await store.settle([
        page('new', { outcome: 'stored', waitsFor: null, depth: 1 }),
        page('deep', { outcome: 'stored', waitsFor: null, depth: 2 }),
        page('old', { outcome: 'stored', waitsFor: null, depth: 1, firstSeenAt: early }),
        page('list', { outcome: 'not-article', waitsFor: null, depth: 1 }),
        page('other', { outcome: 'stored', waitsFor: null, depth: 1, runId: 'r2' }),
      ]);
      expect(await store.freshArticles('r1', '2026-01-02T00:00:00.000Z')).toBe(1);
    });
  });
}
