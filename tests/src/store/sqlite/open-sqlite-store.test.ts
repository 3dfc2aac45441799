import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Article } from '../../../../src/model/article.ts';
import { articleId } from '../../../../src/model/article-id.ts';
import type { Story } from '../../../../src/model/story.ts';
import type { UrlRecord } from '../../../../src/model/url-record.ts';
import type { ArticleStore, Commit } from '../../../../src/store/article-store.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';

const at = '2026-01-02T03:04:05.000Z';

function article(path: string, change: Partial<Article> = {}): Article {
  const url = `https://portal.example/${path}`;
  const body = change.body ?? `The council of ${path} met on Monday.`;
  return {
    kind: 'article',
    url,
    canonicalUrl: url,
    site: 'portal.example',
    siteName: 'Portal',
    title: `News of ${path}`,
    titleWithSuffix: null,
    authors: ['Ann Smith'],
    category: null,
    breadcrumb: [],
    claimedDate: { raw: '2025-04-16', iso: '2025-04-16', precision: 'day', zone: null },
    modifiedDate: null,
    paragraphs: [body],
    body,
    language: 'en',
    dateline: null,
    wireCredit: null,
    source: null,
    reactions: [{ label: 'veryGood!', count: 15, atLeast: false }],
    views: null,
    links: [],
    items: [],
    paging: null,
    needsBrowser: false,
    template: 't',
    provenance: [],
    parserVersion: '1',
    id: articleId(url),
    revision: 1,
    firstSeenAt: at,
    lastSeenAt: at,
    storyId: `s${articleId(url)}`,
    relation: 'unique',
    dateEvidence: [],
    dateVerdict: 'unknown',
    dateReasons: [],
    lagDays: null,
    snapshot: null,
    outcome: 'stored',
    ...change,
  };
}

function story(one: Article): Story {
  return {
    id: one.storyId,
    title: one.title,
    members: [one.id],
    sites: [one.site],
    earliest: {
      articleId: one.id,
      iso: null,
      kind: 'first-seen',
      reason: 'first seen then',
      confidence: 0.5,
    },
    spread: { firstSeenAt: at, lastSeenAt: at, copies: 0, sites: 1, medianLagDays: null },
  };
}

function batch(...articles: Article[]): Commit {
  return {
    at,
    rejudged: [],
    observations: [],
    urls: [],
    articles: articles.map((each) => ({
      article: each,
      sketch: { bands: [1, 2], sketch: new Uint8Array([1]) },
      expectedRevision: each.revision - 1,
      revision: null,
      changed: true,
    })),
    stories: articles.map((each) => ({ story: story(each), absorbed: [] })),
  };
}

function urlRecord(url: string, change: Partial<UrlRecord> = {}): UrlRecord {
  return {
    url,
    host: 'portal.example',
    outcome: 'queued',
    waitsFor: 'fetch',
    reason: 'found',
    discovery: { by: 'start', from: null, date: null },
    depth: 0,
    priority: 0,
    runId: 'r1',
    firstSeenAt: at,
    updatedAt: at,
    lastFetch: null,
    articleId: null,
    ...change,
  };
}

let folder: string;
let store: ArticleStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-store-'));
  store = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('gives back an article as it was written, and its event in the feed', async () => {
  const one = article('a');
  await store.commit(batch(one));
  expect(await store.article(one.id)).toEqual(one);
  const events = await store.changes(0, 10);
  expect(events.map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'article.created'],
    [2, 'story.changed'],
  ]);
});

it('numbers the events of many commits without a gap', async () => {
  for (let n = 0; n < 20; n += 1) await store.commit(batch(article(`p${n}`)));
  expect((await store.changes(0, 1000)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
  expect(await store.lastSeq()).toBe(40);
});

it('refuses a commit that another writer has overtaken, and writes nothing of it', async () => {
  const one = article('a');
  await store.commit(batch(one));
  const stale = batch(article('b'), article('a', { revision: 3, body: 'Another text.' }));
  await expect(store.commit(stale)).rejects.toMatchObject({ code: 'stale-commit' });
  expect(await store.article(article('b').id)).toBeNull();
  expect(await store.lastSeq()).toBe(2);
});

it('finds words, also single Chinese ones, and not what is not there', async () => {
  await store.commit(
    batch(article('a'), article('b', { title: '北京发布暴雨预警', body: '记者从气象台获悉。' })),
  );
  const find = async (text: string) => {
    const found = await store.search({
      query: { type: 'words', field: 'any', text, prefix: false, phrase: false },
      limit: 10,
      cursor: null,
      sort: 'relevance',
      collapse: false,
    });
    return found.hits.map((hit) => hit.article.url.split('/').at(-1));
  };
  expect(await find('council')).toEqual(['a']);
  expect(await find('暴雨')).toEqual(['b']);
  expect(await find('nothing')).toEqual([]);
});

it('leaves a tombstone of a removed article', async () => {
  const one = article('a');
  await store.commit(batch(one));
  expect(await store.remove(one.id, 'asked for by its publisher', at)).toBe(true);
  expect(await store.article(one.id)).toBeNull();
  const removed = (await store.changes(2, 10)).find(({ type }) => type === 'article.removed');
  expect(removed).toMatchObject({ id: one.id, data: { url: one.url, reason: 'asked for by its publisher' } });
  expect(await store.remove(one.id, 'again', at)).toBe(false);
});

it('hands out queued URLs by priority, the same ones again until they are settled', async () => {
  const late = urlRecord('https://portal.example/late', { priority: 5 });
  const soon = urlRecord('https://portal.example/soon', { priority: 1 });
  expect(await store.enqueue([late, soon, soon], { force: false })).toBe(2);
  const next = () => store.queued('r1', { hosts: ['portal.example'], limit: 10, notUrls: new Set() });
  expect((await next()).map(({ url }) => url)).toEqual([soon.url, late.url]);
  await store.settle([{ ...soon, outcome: 'http-error', waitsFor: null, reason: 'HTTP 404' }]);
  expect((await next()).map(({ url }) => url)).toEqual([late.url]);
  expect(await store.outcomes('r1')).toEqual({ queued: 1, 'http-error': 1 });
});

it('has everything after it was closed and opened again', async () => {
  await store.commit(batch(article('a')));
  await store.close();
  store = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
  expect(await store.article(article('a').id)).not.toBeNull();
});
