import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRetention } from '../../../src/app/retention.ts';
import { retentionLoop } from '../../../src/app/retention-loop.ts';
import { openWarcArchive } from '../../../src/archive/warc/open-warc-archive.ts';
import { RetentionRule } from '../../../src/model/retention-rule.ts';
import { openSqliteHistory } from '../../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../../../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { article, batch, urlRecord } from '../store/store-values.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-retention-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function place(rules: readonly unknown[]) {
  const file = join(folder, 'wellspring.sqlite');
  const store = await openSqliteStore({ file });
  const history = await openSqliteHistory({ file });
  const operations = await openSqliteOperations({ file });
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
    for (const one of [archive, history, operations, store]) await one.close();
  };
  return { needs, retention, expired, close };
}

const quiet = () => undefined;

describe('retention', () => {
  it('names what is older than a rule says, by its first or its last sight, once each', async () => {
    const { expired, close } = await place([
      { name: 'unseen', olderThanDays: 90, by: 'lastSeenAt', sites: ['www.portal.example'] },
      { name: 'all', olderThanDays: 90, query: 'title:news' },
    ]);
    expect(await expired()).toEqual(['all else', 'all steady', 'unseen old']);
    await close();
  });

  it('lets go with a tombstone that names the rule, and writes down who did it', async () => {
    const { needs, retention, expired, close } = await place([{ name: 'quarter', olderThanDays: 90 }]);
    const before = await needs.store.lastSeq();
    const seen: number[] = [];
    const result = await retention.apply('ann', (count) => seen.push(count), new AbortController().signal);
    expect(result).toEqual({ articles: 3, urls: 3, pages: 0, interrupted: false });
    expect(seen).toEqual([1, 2, 3]);
    const reason = 'retention rule quarter: first seen more than 90 days ago';
    const told = (await needs.store.changes(before, 100)).filter(({ type }) => type === 'article.removed');
    expect(told).toHaveLength(3);
    expect(told[0]).toMatchObject({ data: { reason } });
    expect(await needs.store.url(article('old').url)).toMatchObject({ outcome: 'removed', reason });
    expect(await needs.store.article(article('new').id)).not.toBeNull();
    expect(await expired()).toEqual([]);
    await retention.apply('ann', quiet, new AbortController().signal);
    const { entries } = await needs.operations.entries({ limit: 10, cursor: null });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      ...{ who: 'ann', action: 'retention', subject: 'quarter', note: `${reason}: 3 articles` },
    });
    await close();
  });

  it('stops between two articles, and goes on with the next call', async () => {
    const { retention, expired, close } = await place([{ name: 'quarter', olderThanDays: 90 }]);
    const stop = new AbortController();
    const first = await retention.apply('ann', () => stop.abort(), stop.signal);
    expect(first).toMatchObject({ articles: 1, interrupted: true });
    expect(await expired()).toHaveLength(2);
    const rest = await retention.apply('ann', quiet, new AbortController().signal);
    expect(rest).toMatchObject({ articles: 2, interrupted: false });
    await close();
  });

  it('refuses a site that nobody knows before anything is taken out', async () => {
    const { needs, retention, close } = await place([
      { name: 'all', olderThanDays: 90 },
      { name: 'typo', olderThanDays: 90, sites: ['portal.exmaple'] },
    ]);
    const applied = retention.apply('ann', quiet, new AbortController().signal);
    await expect(applied).rejects.toMatchObject({ code: 'unknown-site' });
    expect(await needs.store.article(article('old').id)).not.toBeNull();
    await close();
  });

  it('is done by the service at its start, and goes on without it where it fails', async () => {
    const { retention, expired, close } = await place([{ name: 'quarter', olderThanDays: 90 }]);
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
