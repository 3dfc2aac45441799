import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crawl } from '../../crawlers/crawl.ts';
import type { CrawlNeeds, CrawlRequest } from '../../crawlers/crawl-run.ts';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { type Routes, startTestPortal } from './test-portal.ts';

export type CrawlBench = Awaited<ReturnType<typeof openCrawlBench>>;
export type CrawlChange = Partial<CrawlRequest> & {
  signal?: AbortSignal;
  timeoutMs?: number;
  start?: string;
  /** What the store does otherwise. */
  store?: Partial<CrawlNeeds['store']>;
};

/** Store, archive and portals for tests of whole crawls; all of it is gone after `close`. */
export async function openCrawlBench() {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-crawl-'));
  const store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  const closing: (() => Promise<unknown>)[] = [];

  return {
    store,
    archive,
    async portal(routes: Routes) {
      const started = await startTestPortal(routes);
      closing.push(started.close);
      return started;
    },
    /** Crawls a portal from its front page; gives the paths that were handed on to be parsed, in order. */
    async crawl({ host, origin }: { host: string; origin: string }, change: CrawlChange = {}) {
      const { signal = new AbortController().signal, timeoutMs = 5_000, start = '/', ...others } = change;
      const { store: storeChange, ...request } = others;
      const client = openGuardedClient({
        userAgent: 'Wellspring/test',
        allow: [host],
        totalTimeoutMs: timeoutMs,
      });
      const gate = localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 4 });
      const ingested: string[] = [];
      const crawls: string[] = [];
      try {
        await crawl(
          {
            runId: 'run-1',
            starts: [{ url: `${origin}${start}`, kind: 'page' }],
            hosts: [host],
            include: ['/'],
            exclude: [],
            maxPages: 1_000,
            maxDepth: 5,
            ...request,
          },
          {
            ...{ archive, client, gate, signal, concurrency: 4 },
            store: { ...store, ...storeChange },
            now: () => new Date(),
            async addIngest(pages) {
              ingested.push(...pages.map(({ url }) => new URL(url).pathname + new URL(url).search));
            },
            async addCrawl(url) {
              crawls.push(url);
            },
          },
        );
      } finally {
        await client.close();
      }
      return { ingested: ingested.toSorted(), crawls };
    },
    /** "outcome: reason" of a URL; null where it was never met. */
    async outcome(url: string) {
      const record = await store.url(url);
      return record ? `${record.outcome}: ${record.reason}` : null;
    },
    async close() {
      for (const close of closing.splice(0).reverse()) await close();
      await archive.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
