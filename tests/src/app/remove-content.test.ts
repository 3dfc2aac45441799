import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newCourse, removeHosts, removeUrl } from '../../../src/app/remove-content.ts';
import type { Archive } from '../../../src/archive/archive.ts';
import { openWarcArchive } from '../../../src/archive/warc/open-warc-archive.ts';
import { pageDigest } from '../../../src/model/page-digest.ts';
import { openSqliteHistory } from '../../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../../../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { article, batch, urlRecord } from '../store/store-values.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-remove-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function takeOut(what: string | string[], needs: Parameters<typeof removeUrl>[3]) {
  const course = newCourse(new AbortController().signal);
  if (typeof what === 'string') await removeUrl(what, 'asked for', course, needs);
  else await removeHosts(what, 'asked for', course, needs);
  return course.removed;
}

async function place() {
  const file = join(folder, 'wellspring.sqlite');
  const store = await openSqliteStore({ file });
  const history = await openSqliteHistory({ file });
  const operations = await openSqliteOperations({ file });
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  let ticks = 0;
  const now = () => new Date(Date.parse('2026-03-01T12:00:00.000Z') + ticks++);
  const visited = async (url: string, text: string) => {
    const body = Buffer.from(text);
    const page = {
      ...{ url, finalUrl: url, fetchedAt: now().toISOString(), status: 200, headers: {} },
      ...{ body, via: 'http' as const, digest: pageDigest(body) },
    };
    return { page, snapshot: await archive.append(page, { method: 'GET', url, headers: {} }) };
  };
  const fetched = async (path: string, text: string) => {
    const { url } = article(path);
    const { page, snapshot } = await visited(url, text);
    const one = article(path, { snapshot });
    const fetch = { at: now().toISOString(), status: 200, finalUrl: url, etag: null, lastModified: null };
    const rhythm = {
      ...{ firstAt: now().toISOString(), visits: 1, changes: 0, watchedMs: 0, failures: 0, links: null },
      nextAt: now().toISOString(),
    };
    const record = urlRecord(url, { outcome: 'stored', waitsFor: null, articleId: one.id, rhythm });
    await store.commit({
      ...batch(one),
      urls: [{ ...record, lastFetch: { ...fetch, digest: page.digest, snapshot } }],
    });
    return { one, snapshot };
  };
  const close = async () => {
    await archive.close();
    await history.close();
    await operations.close();
    await store.close();
  };
  return { needs: { store, history, operations, archive, now }, fetched, visited, close };
}

it('a removed URL leaves a tombstone, and no bytes in archive or index; others stay', async () => {
  const { needs, fetched, close } = await place();
  const gone = await fetched('gone', `unspeakable ${'x'.repeat(70_000)}`);
  const kept = await fetched('kept', 'harmless');
  const { url } = gone.one;
  expect(await takeOut(url, needs)).toEqual({ articles: 1, urls: 1, pages: 1 });
  expect(await needs.store.article(gone.one.id)).toBeNull();
  const left = await needs.store.url(url);
  expect(left).toMatchObject({ outcome: 'removed', reason: 'asked for' });
  const decided = (await needs.store.urlHistory(url)).map(({ outcome }) => outcome);
  expect(decided.filter((outcome) => outcome === 'removed')).toHaveLength(1);
  // It is not visited again, and does not say so.
  expect(left?.rhythm).toBeUndefined();
  const told = (await needs.store.changes(0, 100)).filter(({ id }) => id === gone.one.id);
  // What the feed said of it before says no more than that it is gone.
  expect(told.map(({ type }) => type)).toEqual(['article.removed', 'article.removed']);
  const last = told.at(-1);
  expect(last).toMatchObject({ id: gone.one.id, data: { reason: 'asked for' } });
  await expect(needs.archive.read(gone.snapshot)).rejects.toMatchObject({ code: 'snapshot' });
  expect(Buffer.from((await needs.archive.read(kept.snapshot)).body).toString()).toBe('harmless');
  const pages = [];
  for await (const { page } of needs.archive.pages()) pages.push(page.url);
  expect(pages).toEqual([kept.one.url]);
  // Any gzip tool still reads the whole file, and finds nothing of it.
  const [name = ''] = readdirSync(join(folder, 'archive'));
  const text = gunzipSync(readFileSync(join(folder, 'archive', name))).toString();
  expect(text).not.toContain('unspeakable');
  expect(text).not.toContain('/gone');
  expect(text).toContain('harmless');
  expect(await takeOut(url, needs)).toEqual({ articles: 0, urls: 0, pages: 0 });
  await close();
});

it('pages of earlier visits go too: those that changed nothing, other addresses of the article, lists', async () => {
  const { needs, fetched, visited, close } = await place();
  const kept = await fetched('kept', 'harmless');
  const gone = await fetched('gone', 'unspeakable');
  const { url } = gone.one;
  await visited(url, 'unspeakable');
  await visited(url, 'a list that says unspeakable');
  const print = `${url}?print=1`;
  await visited(print, 'unspeakable in print');
  const { lastFetch: _, ...record } = urlRecord(print, { waitsFor: null, articleId: gone.one.id });
  await needs.store.settle([{ ...record, outcome: 'duplicate', lastFetch: null }]);
  expect(await takeOut(url, needs)).toEqual({ articles: 1, urls: 2, pages: 4 });
  const [name = ''] = readdirSync(join(folder, 'archive'));
  const text = gunzipSync(readFileSync(join(folder, 'archive', name))).toString();
  expect(text).not.toMatch(/unspeakable|gone/);
  expect(Buffer.from((await needs.archive.read(kept.snapshot)).body).toString()).toBe('harmless');
  expect(await needs.store.url(print)).toMatchObject({ outcome: 'removed', reason: 'asked for' });
  await visited('https://portal.example/never-settled', 'unspeakable');
  await takeOut(['portal.example'], needs);
  const left = [];
  for await (const { page } of needs.archive.pages()) left.push(page.url);
  expect(left).toEqual([]);
  await close();
});

it('a URL goes, too, that a crawl asks for while the archive is looked through', async () => {
  const { needs, visited, close } = await place();
  const record = urlRecord('https://portal.example/list', { outcome: 'not-article', waitsFor: null });
  await visited(record.url, 'a list');
  await needs.store.settle([record]);
  const archive = {
    erase: needs.archive.erase,
    async *places(...asked: Parameters<Archive['places']>) {
      await needs.store.enqueue([urlRecord(record.url, { runId: 'r2' })], { force: true });
      yield* needs.archive.places(...asked);
    },
  };
  await takeOut(record.url, { ...needs, archive });
  expect(await needs.store.url(record.url)).toMatchObject({ outcome: 'removed', waitsFor: null });
  await close();
});

it('a removed site goes with all its URLs', async () => {
  const { needs, fetched, close } = await place();
  await fetched('a', 'one');
  await fetched('b', 'two');
  expect(await takeOut(['portal.example'], needs)).toEqual({
    articles: 2,
    urls: 2,
    pages: 2,
  });
  expect(await needs.store.sites()).toEqual([]);
  await close();
});
