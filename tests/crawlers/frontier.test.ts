import { describe, expect, it } from 'vitest';
import { openFrontier } from '../../crawlers/frontier.ts';
import type { UrlRecord } from '../../src/model/url-record.ts';
import { urlRecord } from '../src/store/store-values.ts';

describe('the frontier of a crawl', () => {
  /** A store that knows these addresses, and counts how often it is asked for them. */
  function opened(addresses: readonly string[]) {
    const queued = new Map(addresses.map((url) => [url, urlRecord(url)]));
    const seen = { asked: 0, settled: [] as string[][] };
    const frontier = openFrontier('run', ['portal.example'], {
      store: {
        async enqueue(records) {
          for (const record of records) queued.set(record.url, record);
          return records.length;
        },
        async queued(_runId, { notUrls }) {
          seen.asked += 1;
          return [...queued.values()].filter(({ url }) => !notUrls.has(url));
        },
        async settle(records) {
          seen.settled.push(records.map(({ url }) => url));
          for (const { url } of records) queued.delete(url);
        },
      },
      addIngest: async () => undefined,
    });
    return { frontier, seen };
  }

  const visited = (record: UrlRecord, found: readonly UrlRecord[] = []) => ({
    record: { ...record, outcome: 'not-article' as const, waitsFor: null },
    ...{ snapshot: null, found },
  });
  const page = (name: string) => `https://portal.example/${name}`;

  async function taken(frontier: ReturnType<typeof opened>['frontier']): Promise<UrlRecord> {
    expect(await frontier.ready()).toBe(true);
    const record = frontier.take();
    if (!record) throw new Error('nothing to take');
    return record;
  }

  it('is not asked of the store again and again while pages are under way that led to nothing', async () => {
    const { frontier, seen } = opened([page('a'), page('b')]);
    const a = await taken(frontier);
    await taken(frontier);
    expect(await frontier.ready()).toBe(false);
    const { asked } = seen;
    await frontier.done(visited(a));
    for (let n = 0; n < 20; n += 1) expect(await frontier.ready()).toBe(false);
    expect(seen.asked).toBe(asked);
    await frontier.flush();
    expect(seen.settled).toEqual([[page('a')]]);
  });

  it('writes at once what leads to ten thousand addresses, which wait in memory until then', async () => {
    const { frontier, seen } = opened([page('a'), page('b')]);
    const found = Array.from({ length: 5_000 }, (_, n) => urlRecord(page(`found/${n}`)));
    await frontier.done(visited(await taken(frontier), found));
    expect(seen.settled).toEqual([]);
    await frontier.done(visited(await taken(frontier), found));
    expect(seen.settled).toEqual([[page('a'), page('b')]]);
  });

  it('gives at once what a page led to', async () => {
    const { frontier } = opened([page('a'), page('b')]);
    const a = await taken(frontier);
    await taken(frontier);
    expect(await frontier.ready()).toBe(false);
    await frontier.done(visited(a, [urlRecord(page('c'))]));
    expect((await taken(frontier)).url).toBe(page('c'));
  });

  it('asks the store before it says that a crawl has nothing left', async () => {
    const { frontier, seen } = opened([page('a')]);
    const a = await taken(frontier);
    expect(await frontier.ready()).toBe(false);
    const { asked } = seen;
    await frontier.done(visited(a));
    expect(await frontier.ready()).toBe(false);
    expect(seen.asked).toBe(asked + 1);
    expect(frontier.underWay()).toBe(0);
  });
});
