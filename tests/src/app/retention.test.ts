import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newCourse } from '../../../src/app/remove-content.ts';
import { openRetention } from '../../../src/app/retention.ts';
import { retentionLoop } from '../../../src/app/retention-loop.ts';
import { openWarcArchive } from '../../../src/archive/warc/open-warc-archive.ts';
import { pageDigest } from '../../../src/model/page-digest.ts';
import { RetentionRule } from '../../../src/model/retention-rule.ts';
import { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { embeddedStores } from '../store/filled-stores.ts';
import { mongoUri, newDatabase } from '../store/mongo/new-database.ts';
import { article, batch, urlRecord } from '../store/store-values.ts';
import { stoppedAtFirst } from './stop-at-first-removal.ts';

const searched = { limit: 50, cursor: null, sort: 'newest' as const, collapse: false };
let folder: string;
let database: ReturnType<typeof newDatabase> | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-retention-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
  database = null;
});

async function onMongo() {
  database = newDatabase(mongoUri ?? '');
  const stores = await openMongoStores({ uri: database.uri });
  return { ...stores, close: () => stores.store.close() };
}

const adapters = [
  { adapter: 'sqlite', open: () => embeddedStores(folder) },
  ...(mongoUri ? [{ adapter: 'mongo', open: onMongo }] : []),
];

async function place(open: () => ReturnType<typeof embeddedStores>, rules: readonly unknown[]) {
  const { store, history, operations, close: closeStores } = await open();
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  const needs = { store, history, operations, archive, now: () => new Date('2026-06-01T12:00:00.000Z') };
  for (const [path, firstSeenAt, lastSeenAt, change] of [
    ['old', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', {}],
    ['steady', '2026-01-01T00:00:00.000Z', '2026-05-31T00:00:00.000Z', {}],
    ['new', '2026-05-31T00:00:00.000Z', '2026-05-31T00:00:00.000Z', {}],
    ['else', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', { site: 'other.example' }],
  ] as const) {
    const one = article(path, { firstSeenAt, lastSeenAt, ...change });
    const record = urlRecord(one.url, { outcome: 'stored', waitsFor: null, articleId: one.id });
    const body = Buffer.from(path);
    const page = { url: one.url, finalUrl: one.url, fetchedAt: firstSeenAt, status: 200, headers: {}, body };
    await archive.append(
      { ...page, via: 'http', digest: pageDigest(body) },
      { method: 'GET', url: one.url, headers: {} },
    );
    await store.commit({ ...batch(one), urls: [record] });
  }
  const parsed = rules.map((rule) => RetentionRule.parse(rule));
  const retention = openRetention({ ...needs, rules: parsed, sites: () => [] });
  const expired = async () => {
    const found: string[] = [];
    for await (const { rule, article: one } of retention.expired())
      found.push(`${rule.name} ${one.url.split('/').at(-1)}`);
    return found.toSorted();
  };
  const close = async () => {
    await archive.close();
    await closeStores();
  };
  return { needs, parsed, retention, expired, close };
}

const onItsWay = () => newCourse(new AbortController().signal);

describe.each(adapters)('retention ($adapter)', ({ open }) => {
  it('names what is older than a rule says, by its first or its last sight, once each', async () => {
    const { expired, close } = await place(open, [
      { name: 'unseen', olderThanDays: 90, by: 'lastSeenAt', sites: ['www.portal.example'] },
      { name: 'all', olderThanDays: 90, query: 'title:news' },
    ]);
    expect(await expired()).toEqual(['all else', 'all steady', 'unseen old']);
    await close();
  });

  it('lets go with a tombstone that names the rule, and writes down who did it', async () => {
    const { needs, retention, expired, close } = await place(open, [{ name: 'quarter', olderThanDays: 90 }]);
    const before = await needs.store.lastSeq();
    expect(await retention.counted()).toMatchObject([
      { rule: 'quarter', site: 'portal.example', articles: 2 },
      { rule: 'quarter', site: 'other.example', articles: 1 },
    ]);
    const course = onItsWay();
    await retention.apply('ann', course);
    expect(course).toMatchObject({ removed: { articles: 3, urls: 3, pages: 3 }, looked: 4 });
    const left = [];
    for await (const { page } of needs.archive.pages()) left.push(page.url);
    expect(left).toEqual([article('new').url]);
    expect((await needs.store.search({ ...searched, query: { type: 'everything' } })).total).toBe(1);
    const reason = 'retention rule quarter: first seen more than 90 days ago';
    const told = (await needs.store.changes(before, 100)).filter(({ type }) => type === 'article.removed');
    expect(told).toHaveLength(3);
    expect(told[0]).toMatchObject({ data: { reason } });
    expect(await needs.store.url(article('old').url)).toMatchObject({ outcome: 'removed', reason });
    expect(await needs.store.article(article('new').id)).not.toBeNull();
    expect(await expired()).toEqual([]);
    await retention.apply('ann', onItsWay());
    const { entries } = await needs.operations.entries({ limit: 10, cursor: null });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      ...{ who: 'ann', action: 'retention', subject: 'quarter', note: `${reason}: 3 articles` },
    });
    await close();
  });

  it('stops between two articles, and goes on with the next call', async () => {
    const { needs, parsed, retention, expired, close } = await place(open, [
      { name: 'quarter', olderThanDays: 90 },
    ]);
    const stop = new AbortController();
    const store = stoppedAtFirst(needs.store, stop);
    const first = newCourse(stop.signal);
    await openRetention({ ...needs, store, rules: parsed, sites: () => [] }).apply('ann', first);
    expect(first.removed.articles).toBe(1);
    expect(await expired()).toHaveLength(2);
    const { entries } = await needs.operations.entries({ limit: 10, cursor: null });
    expect(entries[0]?.note).toContain('1 articles, stopped in between');
    const rest = onItsWay();
    await retention.apply('ann', rest);
    expect(rest.removed.articles).toBe(2);
    await close();
  });

  it('refuses a site that nobody knows before anything is taken out', async () => {
    const { needs, retention, close } = await place(open, [
      { name: 'all', olderThanDays: 90 },
      { name: 'typo', olderThanDays: 90, sites: ['portal.exmaple'] },
    ]);
    await expect(retention.check()).rejects.toMatchObject({ code: 'unknown-site' });
    const applied = retention.apply('ann', onItsWay());
    await expect(applied).rejects.toMatchObject({ code: 'unknown-site' });
    expect(await needs.store.article(article('old').id)).not.toBeNull();
    await close();
  });

  it('is done by the service at its start, and goes on without it where it fails', async () => {
    const { retention, expired, close } = await place(open, [{ name: 'quarter', olderThanDays: 90 }]);
    const warned: string[] = [];
    const log = { warn: (_: object, message: string) => warned.push(message) };
    const loop = retentionLoop(retention, log);
    await expect.poll(expired).toEqual([]);
    await loop.close();
    const broken = retentionLoop({ ...retention, apply: () => Promise.reject(new Error('no')) }, log);
    await expect.poll(() => warned).toHaveLength(1);
    await broken.close();
    await close();
  });
});
