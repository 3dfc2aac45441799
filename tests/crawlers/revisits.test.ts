import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crawl } from '../../crawlers/crawl.ts';
import type { CrawlReport } from '../../crawlers/crawl-run.ts';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';
import type { Archive } from '../../src/archive/archive.ts';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import { withRhythm } from '../../src/schedule/visit-rhythm.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { pageWithLinks, type Routes, startTestPortal } from './test-portal.ts';

const minuteMs = 60_000;
let folder: string;
let store: ArticleStore;
let archive: Archive;
let portal: Awaited<ReturnType<typeof startTestPortal>>;
let nowMs: number;
let list: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-revisits-'));
  store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
  archive = await openWarcArchive({ folder: join(folder, 'archive') });
  nowMs = Date.parse('2026-03-01T10:00:00Z');
  list = ['/news/1', '/news/2'];
  const article = { headers: { etag: '"one"' }, body: pageWithLinks('/list/') };
  const kept: Routes[string] = (request) =>
    request.headers['if-none-match'] === '"one"' ? { status: 304 } : article;
  portal = await startTestPortal({
    '/list/': () => ({ body: pageWithLinks(...list) }),
    '/news/1': kept,
    '/news/2': kept,
    '/news/3': kept,
  });
});
afterEach(async () => {
  await portal.close();
  await archive.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** One run of the service; what it hands on is "parsed" at once: what lies under /news/ is an article. */
async function visit(runId: string, starts = ['/list/']): Promise<CrawlReport & { asked: string[] }> {
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [portal.host] });
  const gate = localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 4 });
  const before = portal.requests.length;
  const report = await crawl(
    {
      runId,
      starts: starts.map((path) => ({ url: portal.origin + path, kind: 'list' as const })),
      hosts: [portal.host],
      ...{ include: ['/'], exclude: [], maxPages: 100, maxDepth: 5, revisit: 'due' as const },
    },
    {
      ...{ store, archive, client, gate, concurrency: 4, rhythm: withRhythm },
      signal: new AbortController().signal,
      now: () => new Date(nowMs),
      async addIngest(pages) {
        for (const { url } of pages) {
          const record = await store.url(url);
          if (!record) throw new Error(`${url} was not settled`);
          const outcome = url.includes('/news/') ? 'stored' : 'not-article';
          const at = new Date(nowMs).toISOString();
          const settled = { ...record, outcome, waitsFor: null, reason: 'parsed', updatedAt: at } as const;
          await store.settle([withRhythm(settled, record)]);
        }
      },
      addCrawl: async () => undefined,
    },
  );
  await client.close();
  const asked = portal.requests.slice(before).map(({ path }) => path);
  return { ...report, asked: asked.filter((path) => path !== '/robots.txt').sort() };
}

describe('the visits of the service', () => {
  it('ask for what is new, and leave alone what is not due', async () => {
    expect((await visit('r1')).asked).toEqual(['/list/', '/news/1', '/news/2', '/sitemap.xml']);
    nowMs += 10 * minuteMs;
    list = ['/news/3', '/news/1', '/news/2'];
    expect(await visit('r2')).toMatchObject({ asked: ['/list/', '/news/3'], fetched: 2 });
    expect((await visit('r3')).notDue).toBeGreaterThanOrEqual(3);
    expect((await store.url(`${portal.origin}/news/1`))?.outcome).toBe('stored');
  });

  it('come to an article again after 1 h, 24 h and 7 d, with a conditional request, and never after', async () => {
    await visit('r1');
    list = [];
    const due = async (runId: string) => (await visit(runId, [])).asked;
    const article = `${portal.origin}/news/1`;
    nowMs += 59 * minuteMs;
    expect(await due('r2')).toEqual([]);
    nowMs += 2 * minuteMs;
    expect(await due('r3')).toEqual(['/news/1', '/news/2', '/sitemap.xml']);
    expect(portal.requests.at(-1)?.headers['if-none-match'] ?? '"one"').toBe('"one"');
    const conditional = portal.requests.filter(
      ({ path, headers }) => path === '/news/1' && headers['if-none-match'] === '"one"',
    );
    expect(conditional).toHaveLength(1);
    expect((await store.url(article))?.rhythm?.nextAt).toBe('2026-03-02T10:00:00.000Z');
    nowMs += 24 * 60 * minuteMs;
    expect(await due('r4')).toContain('/news/1');
    nowMs += 7 * 24 * 60 * minuteMs;
    expect(await due('r5')).toContain('/news/1');
    expect((await store.url(article))?.rhythm).toMatchObject({ visits: 4, nextAt: null });
    nowMs += 365 * 24 * 60 * minuteMs;
    expect(await due('r6')).not.toContain('/news/1');
  });

  it('tell where on the list a page was found', async () => {
    await visit('r1');
    expect((await store.url(`${portal.origin}/news/2`))?.discovery).toMatchObject({
      from: `${portal.origin}/list/`,
      position: 2,
    });
  });
});
