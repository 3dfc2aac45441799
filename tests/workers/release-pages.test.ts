import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newWatch } from '../../src/health/new-watch.ts';
import type { HeldPage } from '../../src/model/drift.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { UrlRecord } from '../../src/model/url-record.ts';
import { openInlineQueue } from '../../src/queue/inline/inline-queue.ts';
import type { JobQueue } from '../../src/queue/job-queue.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import type { OperationStore } from '../../src/store/operation-store.ts';
import { openSqliteOperations } from '../../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { releasePages } from '../../workers/release-pages.ts';
import { releasePassed } from '../../workers/release-passed.ts';
import { at, emptyCommit, urlRecord } from '../src/store/store-values.ts';

const url = 'https://site.example/1';
const snapshot: Snapshot = { file: 'wellspring-1-1-1.warc.gz', offsetBytes: 0 };
const held: HeldPage = {
  ...{ url, site: 'site.example', snapshot, heldAt: at, driftId: null },
  ...{ reason: 'in doubt: fewer dates', signs: [{ sign: 'date', side: 'fewer' }] },
};

describe('a held page that is released', () => {
  let folder: string;
  let store: ArticleStore;
  let operations: OperationStore;
  let queue: JobQueue;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-release-'));
    const file = join(folder, 'store.sqlite');
    store = await openSqliteStore({ file });
    operations = await openSqliteOperations({ file });
    queue = openInlineQueue({ file });
    const change = { drift: null, held: [held], released: [] };
    await operations.saveWatch({ watch: newWatch(held.site), expectedVersion: 0, ...change });
  });
  afterEach(async () => {
    for (const one of [queue, operations, store]) await one.close();
    rmSync(folder, { recursive: true });
  });

  const write = (change: Partial<UrlRecord>, of = snapshot) => {
    const lastFetch = {
      at,
      status: 200,
      finalUrl: url,
      etag: null,
      lastModified: null,
      digest: 'd',
      snapshot: of,
    };
    return store.commit(emptyCommit({ urls: [urlRecord(url, { lastFetch, ...change })] }));
  };
  const release = async () => {
    const needs = { operations, store, queue, now: () => new Date(at) };
    const released = await releasePages([held], 'let through: the doubt has passed', needs);
    const { waiting } = await queue.counts();
    return { released, jobs: waiting, isHeld: (await operations.heldPage(url)) !== null };
  };

  it('is taken in again', async () => {
    await write({ outcome: 'quarantined', waitsFor: null });
    expect(await release()).toEqual({ released: 1, jobs: 1, isHeld: false });
    expect(await store.url(url)).toMatchObject({ outcome: 'queued', waitsFor: 'ingest' });
  });

  it('is left to its newer visit', async () => {
    await write({ outcome: 'quarantined', waitsFor: null }, { ...snapshot, offsetBytes: 9_000 });
    expect(await release()).toEqual({ released: 0, jobs: 0, isHeld: false });
  });

  it('stays held while the job that quarantines it is under way, or nobody would release it any more', async () => {
    await write({ outcome: 'queued', waitsFor: 'ingest' });
    expect(await release()).toEqual({ released: 0, jobs: 0, isHeld: true });
    await write({ outcome: 'quarantined', waitsFor: null });
    expect(await release()).toEqual({ released: 1, jobs: 1, isHeld: false });
  });

  it('is let go with the next pages where its doubt passed before its own job had quarantined it', async () => {
    await write({ outcome: 'queued', waitsFor: 'ingest' });
    const releaseNow = releasePassed({ operations, store, queue, now: () => new Date(at) });
    await releaseNow([url]);
    expect(await operations.heldPage(url)).not.toBeNull();
    await write({ outcome: 'quarantined', waitsFor: null });
    await releaseNow([]);
    expect(await operations.heldPage(url)).toBeNull();
    expect(await store.url(url)).toMatchObject({ outcome: 'queued', waitsFor: 'ingest' });
    expect((await queue.counts()).waiting).toBe(1);
  });

  it('is not forgotten where another release, begun before, ends after its own', async () => {
    await write({ outcome: 'queued', waitsFor: 'ingest' });
    const other = 'https://site.example/other';
    const slow = {
      letGo: operations.letGo,
      async heldPage(asked: string) {
        if (asked === other) await sleep(20);
        return operations.heldPage(asked);
      },
    };
    const releaseNow = releasePassed({ operations: slow, store, queue, now: () => new Date(at) });
    await Promise.all([releaseNow([other]), releaseNow([url])]);
    await write({ outcome: 'quarantined', waitsFor: null });
    await releaseNow([]);
    expect(await operations.heldPage(url)).toBeNull();
  });
});
