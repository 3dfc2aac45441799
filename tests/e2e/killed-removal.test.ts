import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import { pageDigest } from '../../src/model/page-digest.ts';
import { embeddedStores } from '../src/store/filled-stores.ts';
import { article, batch, urlRecord } from '../src/store/store-values.ts';
import { until } from '../workers/webhook-receiver.ts';
import { type CliOptions, cli, startCli, startService } from './run-cli.ts';

const going = 250;
const old = '2020-01-01T00:00:00.000Z';
let cwd: string;
let options: CliOptions;

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'wellspring-killed-removal-'));
  options = { data: join(cwd, 'data'), cwd, settings: { MONGODB_URI: '', REDIS_URL: '' } };
  mkdirSync(options.data);
  mkdirSync(join(cwd, 'sites'));
  const stores = await embeddedStores(options.data);
  const archive = await openWarcArchive({ folder: join(options.data, 'archive') });
  const articles = Array.from({ length: going }, (_, n) =>
    article(`n${n}`, { firstSeenAt: old, lastSeenAt: old }),
  );
  const lasting = article('lasting', {
    site: 'other.example',
    url: 'https://other.example/lasting',
    ...{ firstSeenAt: new Date().toISOString(), lastSeenAt: new Date().toISOString() },
  });
  const urls = [];
  for (const one of [...articles, lasting]) {
    const body = Buffer.from(`page of ${one.url}`);
    const page = { url: one.url, finalUrl: one.url, fetchedAt: old, status: 200, headers: {}, body };
    const sent = { method: 'GET' as const, url: one.url, headers: {} };
    await archive.append({ ...page, via: 'http', digest: pageDigest(body) }, sent);
    const { host } = new URL(one.url);
    urls.push(urlRecord(one.url, { host, outcome: 'stored', waitsFor: null, articleId: one.id }));
  }
  await stores.store.commit({ ...batch(...articles, lasting), urls });
  await archive.close();
  await stores.close();
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Looks at the store from outside while others work on it. */
async function looking<T>(
  look: (stores: Awaited<ReturnType<typeof embeddedStores>>) => Promise<T>,
): Promise<T> {
  const stores = await embeddedStores(options.data);
  return look(stores).finally(stores.close);
}

const removedSoFar = () => looking(async ({ store }) => (await store.outcomes(null)).removed ?? 0);

/** Kills the command as soon as so many URLs are removed; gives back how many are when it is dead. */
async function killedAfter(words: readonly string[], urls: number): Promise<number> {
  const { child, ended } = startCli(words, options);
  await looking(async ({ store }) => {
    await until(async () => ((await store.outcomes(null)).removed ?? 0) >= urls);
    child.kill('SIGKILL');
  });
  await ended;
  return removedSoFar();
}

/** Every article either stands, and is among the changes as it was, or is gone with its tombstone. */
async function nothingIsLost(): Promise<void> {
  await looking(async ({ store }) => {
    const told = new Map((await store.changes(0, 10_000)).map(({ id, type }) => [id, type]));
    for (let n = 0; n < going; n += 1) {
      const { id } = article(`n${n}`);
      const expected = (await store.article(id)) ? 'article.created' : 'article.removed';
      expect(told.get(id)).toBe(expected);
    }
  });
}

async function allIsDone(): Promise<void> {
  expect(await removedSoFar()).toBe(going);
  await nothingIsLost();
  await looking(async ({ store }) => {
    expect((await store.sites()).map(({ site }) => site)).toEqual(['other.example']);
  });
  const archive = await openWarcArchive({ folder: join(options.data, 'archive') });
  const left = [];
  for await (const { page } of archive.pages()) left.push(page.url);
  expect(left).toEqual(['https://other.example/lasting']);
  await archive.close();
}

it('a removal that is killed half-way is seen to wait, and the service ends it by itself', async () => {
  const removed = await killedAfter(['remove', 'portal.example', '--reason', 'asked for'], 40);
  expect(removed).toBeLessThan(going);
  await nothingIsLost();
  expect((await cli(['removals'], options)).out).toMatch(/ (?:running|waiting) +portal\.example/);
  const service = await startService('all', [], options);
  await looking(({ operations }) =>
    until(async () => (await operations.removals({ limit: 1, cursor: null })).removals[0]?.state === 'done'),
  );
  service.child.kill('SIGTERM');
  await service.ended;
  await allIsDone();
  const { out } = await cli(['audit'], options);
  expect(out).toMatch(/cli:\S+ +remove +portal\.example.* +asked for: /);
}, 120_000);

it('a pass of retention that is killed at two points loses nothing, and the next one ends the work', async () => {
  writeFileSync(join(cwd, 'wellspring.yaml'), 'retention:\n  - { name: year, olderThanDays: 365 }\n');
  const first = await killedAfter(['retention', 'apply'], 1);
  await nothingIsLost();
  const second = await killedAfter(['retention', 'apply'], first + 60);
  expect(second).toBeLessThan(going);
  await nothingIsLost();
  const { code, out, err } = await cli(['retention', 'apply'], options);
  expect([code, out], err).toEqual([0, expect.stringMatching(/^removed: \d+ URLs, \d+ articles/)]);
  await allIsDone();
}, 120_000);
