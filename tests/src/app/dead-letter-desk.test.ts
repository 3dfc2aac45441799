import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDeadLetterDesk } from '../../../src/app/dead-letter-desk.ts';
import { ingestAlone } from '../../../src/app/ingest-alone.ts';
import type { DeadLetterDesk } from '../../../src/queue/dead-letter-desk.ts';
import { openInlineQueue } from '../../../src/queue/inline/inline-queue.ts';
import type { JobQueue } from '../../../src/queue/job-queue.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { crawlJob, IngestData, ingestJob } from '../../../workers/jobs.ts';
import { urlRecord } from '../store/store-values.ts';

let folder: string;
let queue: JobQueue;
let store: ArticleStore;
let desk: DeadLetterDesk;
let broken: boolean;
const ingested: string[] = [];

const url = (name: string) => `https://portal.example/${name}`;
const page = (name: string, offsetBytes: number) => ({
  url: url(name),
  snapshot: { file: 'a.warc.gz', offsetBytes },
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-dead-'));
  const file = join(folder, 'wellspring.sqlite');
  queue = openInlineQueue({ file });
  store = await openSqliteStore({ file });
  desk = openDeadLetterDesk({ queue, store, now: () => new Date('2026-03-01T00:00:00Z') });
  broken = true;
  ingested.length = 0;
});
afterEach(async () => {
  await queue.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A parser that cannot read one page, until it is mended. */
async function ingest(data: IngestData): Promise<void> {
  if (broken && data.pages.some((one) => one.url === url('bad')))
    throw Object.assign(new Error('the parser fell over'), { code: 'parse-failed' });
  for (const one of data.pages) {
    ingested.push(one.url);
    const record = await store.url(one.url);
    if (record?.waitsFor === 'ingest')
      await store.settle([{ ...record, outcome: 'stored', waitsFor: null, reason: 'stored' }]);
  }
}

async function workOff(): Promise<void> {
  const working = await queue.work(
    async (job) => {
      if (job.name === 'crawl')
        throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND', permanent: true });
      await ingestAlone(IngestData.parse(job.data), ingest, queue);
    },
    {
      concurrency: { ingest: 1, crawl: 1 },
      versions: { ingest: 1, crawl: 1 },
      onDead: desk.buried,
    },
  );
  await queue.idle(['ingest', 'crawl']);
  await working.close();
}

const list = (filter: Parameters<DeadLetterDesk['replay']>[0] = {}) =>
  desk.list({ ...filter, limit: 10, after: null });

describe('dead letters', () => {
  beforeEach(async () => {
    await store.settle(
      ['good', 'bad', 'fine'].map((name) => urlRecord(url(name), { waitsFor: 'ingest', reason: 'waits' })),
    );
    await queue.add([
      ingestJob({ runId: 'r1', pages: [page('good', 1), page('bad', 2), page('fine', 3)] }),
      crawlJob({
        ...{ runId: 'r2', starts: [{ url: 'https://gone.example/', kind: 'list' }], hosts: ['gone.example'] },
        ...{ include: ['/'], exclude: [], maxPages: 1, maxDepth: 1, revisit: 'due', site: 'Gone' },
      }),
    ]);
    await workOff();
  });

  it('hold the one page that failed, not the batch that it came with, and tell its URL so', async () => {
    expect(ingested.sort()).toEqual([url('fine'), url('good')]);
    const { letters } = await list({ job: 'ingest' });
    expect(letters).toMatchObject([
      {
        name: 'ingest',
        failure: 'page',
        attempts: 2,
        runId: 'r1',
        error: { code: 'parse-failed', message: 'the parser fell over' },
        pages: [page('bad', 2)],
      },
    ]);
    expect(letters[0]?.error.stack).toContain('dead-letter-desk.test.ts');
    expect(await store.url(url('bad'))).toMatchObject({
      outcome: 'dead-letter',
      waitsFor: null,
      reason: 'page: parse-failed: the parser fell over',
    });
    expect(await store.outcomes(null)).toEqual({ stored: 2, 'dead-letter': 1 });
  });

  it('are found by class, code, host, text and time', async () => {
    const found = async (filter: Parameters<typeof list>[0]) =>
      (await list(filter)).letters.map(({ name }) => name).sort();
    expect(await found({})).toEqual(['crawl', 'ingest']);
    expect(await found({ failure: 'host' })).toEqual(['crawl']);
    expect(await found({ code: 'parse-failed' })).toEqual(['ingest']);
    expect(await found({ host: 'gone.example' })).toEqual(['crawl']);
    expect(await found({ text: 'FELL over' })).toEqual(['ingest']);
    expect(await found({ since: '2100-01-01T00:00:00.000Z' })).toEqual([]);
    expect(await found({ failure: 'host', job: 'ingest' })).toEqual([]);
    const first = await desk.list({ limit: 1, after: null });
    expect([first.total, first.letters.length]).toEqual([2, 1]);
    const second = await desk.list({ limit: 1, after: first.next });
    expect(second.next).toBeNull();
    expect(second.letters[0]?.id).not.toBe(first.letters[0]?.id);
    expect((await desk.letter(first.letters[0]?.id ?? ''))?.id).toBe(first.letters[0]?.id);
    expect(await desk.letter('ingest-none')).toBeNull();
  });

  it('go back to work in bulk once the cause is mended, and their pages are stored', async () => {
    broken = false;
    expect(await desk.replay({ failure: 'transient' })).toBe(0);
    expect(await desk.replay({ failure: 'page' })).toBe(1);
    expect(await store.url(url('bad'))).toMatchObject({ outcome: 'queued', waitsFor: 'ingest' });
    await workOff();
    expect(await store.url(url('bad'))).toMatchObject({ outcome: 'stored' });
    expect((await list()).letters.map(({ name }) => name)).toEqual(['crawl']);
  });
});
