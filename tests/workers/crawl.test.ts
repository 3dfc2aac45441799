import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import type { Job } from '../../src/queue/job-queue.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { crawlHost } from '../../workers/crawl.ts';
import { IngestData } from '../../workers/jobs.ts';
import { pageWithLinks, startTestPortal } from '../crawlers/test-portal.ts';

it('A crawl hands on what is new before the articles that it has looked at again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-crawl-job-'));
  const store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  const list = ['/news/1', '/news/2'];
  const portal = await startTestPortal({
    '/': () => ({ body: pageWithLinks(...list) }),
    '/news/1': { body: pageWithLinks() },
    '/news/2': { body: pageWithLinks() },
    '/news/3': { body: pageWithLinks() },
  });
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [portal.host] });
  const gate = localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 4 });

  /** The paths that one crawl hands on, by the priority of their jobs. */
  async function handedOn(runId: string): Promise<Record<number, string[]>> {
    const added: Job[] = [];
    await crawlHost(
      {
        ...{ runId, hosts: [portal.host], include: ['/'], exclude: [], maxPages: 100, maxDepth: 5 },
        ...{ starts: [{ url: `${portal.origin}/`, kind: 'list' }], revisit: 'all', site: null },
      },
      {
        ...{ store, archive, client, gate, concurrency: 4, now: () => new Date() },
        signal: new AbortController().signal,
        queue: { add: async (jobs) => void added.push(...jobs) },
      },
    );
    const byPriority: Record<number, string[]> = {};
    for (const { data, priority } of added) {
      const paths = IngestData.parse(data).pages.map(({ url }) => new URL(url).pathname);
      byPriority[priority] = [...(byPriority[priority] ?? []), ...paths].sort();
    }
    return byPriority;
  }

  expect(await handedOn('first')).toEqual({ 0: ['/', '/news/1', '/news/2'] });
  for (const path of list) {
    const record = await store.url(portal.origin + path);
    if (!record) throw new Error(`${path} was not settled`);
    await store.settle([{ ...record, outcome: 'stored', waitsFor: null, articleId: '0'.repeat(32) }]);
  }
  list.push('/news/3');
  expect(await handedOn('second')).toEqual({ 0: ['/', '/news/3'], 1: ['/news/1', '/news/2'] });

  await client.close();
  await portal.close();
  await archive.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
