import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openApp } from '../../../src/app.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import type { Application } from '../../../src/cli/application.ts';
import type { Scope } from '../../../src/model/api-key.ts';
import { loadSettings } from '../../../src/settings.ts';
import { article, batch, urlRecord } from '../store/store-values.ts';

let data: string;
let application: Application;
let served: Awaited<ReturnType<Application['serve']>>;
const keys: Record<Scope, string> = { read: '', operate: '' };

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'wellspring-removals-'));
  application = await openApp(loadSettings({ env: {}, file: join(data, 'none.yaml'), flags: { data } }));
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
  const answer = await post({ url: gone.url, reason: 'asked for by the author' });
  expect([answer.status, await answer.json()]).toEqual([200, { articles: 1, urls: 1, pages: 0 }]);
  expect(await application.store.article(gone.id)).toBeNull();
  const told = (await application.store.changes(0, 100)).filter(({ id }) => id === gone.id);
  expect(told.map(({ type }) => type)).toEqual(['article.removed', 'article.removed']);
  const { entries } = await application.operations.entries({ limit: 10, cursor: null });
  expect(entries[0]).toMatchObject({
    action: 'POST /v1/removals',
    subject: expect.stringContaining(gone.url),
    note: 'asked for by the author',
  });
  expect(await (await post({ host: 'www.portal.example' })).json()).toMatchObject({ articles: 1 });
  expect((await post({ host: 'nowhere.example' })).status).toBe(404);
});
