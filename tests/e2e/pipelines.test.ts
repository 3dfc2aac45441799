import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { stepTime, writeStep } from '../src/changes/feed-writer.ts';
import { until, webhookReceiver } from '../workers/webhook-receiver.ts';
import { cli, jsonLines, startCli } from './run-cli.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'wellspring-pipelines-'));
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

it('a team makes a key, saves a search, is told by webhook, reads the feed, and loses its key', async () => {
  const made = await cli(['key', 'new', 'search team', '--scope', 'operate', '--json'], { data });
  const [key] = jsonLines(made.out);
  const receiver = await webhookReceiver();
  const service = startCli(['start', '--port', '0', '--allow', receiver.allow], { data });
  let said = '';
  service.child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await until(() => /listens on (\S+)/.test(said));
  const url = /listens on (\S+)/.exec(said)?.[1];
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key?.key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  expect((await ask('PUT', '/v1/searches/alpha', { q: 'title:alpha' })).status).toBe(200);
  const webhook = await (await ask('POST', '/v1/webhooks', { url: receiver.url, search: 'alpha' })).json();
  // Another process writes: the service notices it.
  const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
  await writeStep(store, { do: 'write', article: 1, story: 1, text: 0, views: 0 }, stepTime(1));
  await writeStep(store, { do: 'write', article: 2, story: 2, text: 1, views: 0 }, stepTime(2));
  await store.close();
  await until(() => receiver.received.length === 1);
  const [told] = receiver.received;
  const headers = Object.fromEntries(Object.entries(told?.headers ?? {}).map(([k, v]) => [k, String(v)]));
  expect(new Verifier(webhook.secret).verify(told?.body ?? '', headers)).toMatchObject({
    type: 'article.created',
    data: { title: 'alpha news of 1', seq: 1 },
  });

  const part = await cli(['changes', '--search', 'alpha'], { data });
  expect(jsonLines(part.out)).toMatchObject([{ seq: 1, data: { title: 'alpha news of 1' } }]);
  const rest = await cli(['changes', '--since', String(jsonLines(part.out)[0]?.cursor)], { data });
  expect(jsonLines(rest.out).map(({ seq }) => seq)).toEqual([2, 3, 4]);
  expect(await (await ask('GET', '/v1/feeds/alpha.atom')).text()).toContain('alpha news of 1');

  expect((await cli(['key', 'list'], { data })).out).toContain('search team');
  expect((await cli(['key', 'revoke', String(key?.id)], { data })).code).toBe(0);
  expect((await ask('DELETE', '/v1/searches/alpha')).status).toBe(401);
  expect((await cli(['key', 'revoke', 'none'], { data })).code).toBe(1);
  expect((await cli(['changes', '--search', 'none'], { data })).code).toBe(1);
  expect((await cli(['changes', '--since', 'yesterday'], { data })).code).toBe(2);

  service.child.kill('SIGTERM');
  expect((await service.ended).code).toBe(0);
  await receiver.close();
}, 90_000);
