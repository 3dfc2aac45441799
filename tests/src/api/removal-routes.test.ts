import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../../src/app.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import type { Application } from '../../../src/cli/application.ts';
import type { Scope } from '../../../src/model/api-key.ts';
import { Removal } from '../../../src/model/removal.ts';
import { RetentionRule } from '../../../src/model/retention-rule.ts';
import { loadSettings } from '../../../src/settings.ts';
import { article, batch, urlRecord } from '../store/store-values.ts';

let data: string;
let application: Application;
let served: Awaited<ReturnType<Application['serve']>>;
let rules: RetentionRule[];
const keys: Record<Scope, string> = { read: '', operate: '' };

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'wellspring-removals-'));
  rules = [];
  const settings = loadSettings({ env: {}, file: join(data, 'none.yaml'), flags: { data } });
  application = await openApp({ ...settings, retention: rules });
  served = await application.serve({ port: 0 });
  for (const scope of ['read', 'operate'] as const) {
    const made = newKey('a test', scope, new Date());
    await application.subscriptions.addKey(made.key, made.hash);
    keys[scope] = made.text;
  }
});
afterEach(async () => {
  await served.close();
  await application.close();
  rmSync(data, { recursive: true, force: true });
});

const post = (body: object, key: string = keys.operate) =>
  fetch(`${served.url}/v1/removals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  });

const get = (path: string) =>
  fetch(`${served.url}${path}`, { headers: { authorization: `Bearer ${keys.read}` } });

async function store(path: string) {
  const one = article(path);
  const record = urlRecord(one.url, { outcome: 'stored', waitsFor: null, articleId: one.id });
  await application.store.commit({ ...batch(one), urls: [record] });
  return one;
}

it('takes a key with scope operate, and one of URL and host', async () => {
  const { id, url } = await store('a');
  expect((await post({ url }, '')).status).toBe(401);
  expect((await post({ url }, keys.read)).status).toBe(403);
  for (const body of [{}, { url, host: 'portal.example' }, { url: 'no address' }])
    expect((await post(body)).status).toBe(400);
  expect(await application.store.article(id)).not.toBeNull();
});

it('takes out a URL and then its host, leaves tombstones only, and notes who asked', async () => {
  const gone = await store('a');
  await store('b');
  const working = await application.work({ scheduler: false, worker: true });
  const answer = await post({ url: gone.url, reason: 'asked for by the author' });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    expect.objectContaining({ state: 'done', target: { url: gone.url }, articles: 1, urls: 1, pages: 0 }),
  ]);
  expect(await application.store.article(gone.id)).toBeNull();
  const told = (await application.store.changes(0, 100)).filter(({ id }) => id === gone.id);
  expect(told.map(({ type }) => type)).toEqual(['article.removed', 'article.removed']);
  const { entries } = await application.operations.entries({ limit: 10, cursor: null });
  const who = expect.stringMatching(/^key:.* \(a test\)$/);
  expect(entries).toMatchObject([
    { who, action: 'POST /v1/removals', subject: expect.stringContaining(gone.url) },
    {
      who,
      action: 'remove',
      subject: gone.url,
      note: expect.stringMatching(/^asked for by the author: 1 URLs/),
    },
  ]);
  expect(await (await post({ host: 'www.portal.example' })).json()).toMatchObject({ articles: 1 });
  expect((await post({ host: 'nowhere.example' })).status).toBe(404);
  await working.close();
});

it('answers 202 while no worker is about it; it can be looked at, and the next worker does it', async () => {
  const { id, url } = await store('a');
  const answer = await post({ url });
  const asked = Removal.parse(await answer.json());
  expect([answer.status, asked.state]).toEqual([202, 'waiting']);
  const address = answer.headers.get('location');
  expect(address).toBe(`/v1/removals/${asked.id}`);
  const look = async () => Removal.parse(await (await get(address ?? '')).json());
  expect(await look()).toEqual(asked);
  expect(await (await get('/v1/removals')).json()).toEqual({ removals: [asked], next: null });
  const working = await application.work({ scheduler: false, worker: true });
  await expect.poll(async () => (await look()).state, { timeout: 10_000 }).toBe('done');
  expect(await application.store.article(id)).toBeNull();
  await working.close();
  expect((await get('/v1/removals/nowhere')).status).toBe(404);
});

describe('retention over HTTP', () => {
  const apply = (key = keys.operate) =>
    fetch(`${served.url}/v1/retention/apply`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
    });

  it('tells what the rules would take out, and takes it out for an operator only', async () => {
    rules.push(RetentionRule.parse({ name: 'month', olderThanDays: 30 }));
    const { id } = await store('old');
    const preview = async () => (await get('/v1/retention')).json();
    expect(await preview()).toMatchObject({
      rules: [{ name: 'month', olderThanDays: 30, by: 'firstSeenAt' }],
      expired: [{ rule: 'month', site: 'portal.example', articles: 1, textBytes: expect.any(Number) }],
    });
    expect((await apply(keys.read)).status).toBe(403);
    expect(await application.store.article(id)).not.toBeNull();
    const working = await application.work({ scheduler: false, worker: true });
    const answer = await apply();
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ state: 'done', target: { retention: true }, articles: 1, urls: 1 }),
    ]);
    await working.close();
    expect(await application.store.article(id)).toBeNull();
    expect(await preview()).toMatchObject({ expired: [] });
    const { entries } = await application.operations.entries({ limit: 10, cursor: null });
    expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
      ['POST /v1/retention/apply', null],
      ['retention', 'month'],
    ]);
  });

  it('refuses rules that name a site that is not there', async () => {
    rules.push(RetentionRule.parse({ name: 'typo', olderThanDays: 365, sites: ['nowhere.example'] }));
    for (const answer of [await get('/v1/retention'), await apply()])
      expect([answer.status, await answer.json()]).toEqual([
        404,
        expect.objectContaining({ code: 'unknown-site' }),
      ]);
    expect((await application.operations.removals({ limit: 1, cursor: null })).removals).toEqual([]);
  });
});
