import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { webhookDesk } from '../../src/changes/webhook-desk.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { stepTime, writeStep } from '../src/changes/feed-writer.ts';
import { openFile, sqliteFeed } from '../src/changes/sqlite-feed.ts';
import { until, webhookReceiver } from './webhook-receiver.ts';

const script = fileURLToPath(new URL('killed-sender.ts', import.meta.url));
const CHANGES = 400;

it('a sender that is killed again and again still tells every change, each under one id', async () => {
  const place = await sqliteFeed();
  const feed = await openFile(place.file);
  const subscriptions = await openSqliteSubscriptions({ file: place.file });
  let kill = () => {};
  const receiver = await webhookReceiver((_, response, n) => {
    // In the midst of a batch, with answers under way.
    if (n % 90 === 0) kill();
    setTimeout(() => response.writeHead(204).end(), 2);
  });
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [receiver.allow] });
  const desk = webhookDesk({ ...feed, subscriptions, client, now: () => new Date() });
  const webhook = await desk.add(
    { url: receiver.url, description: '', search: null, types: ['article.updated'], format: 'standard' },
    undefined,
  );
  for (let n = 0; n <= CHANGES; n += 1) {
    await writeStep(feed.store, { do: 'write', article: 1, story: 1, text: n, views: 0 }, stepTime(n));
  }

  let kills = 0;
  for (let done = false; !done; ) {
    const child = spawn(process.execPath, [script, place.file, receiver.allow], { stdio: 'inherit' });
    const ended = once(child, 'close').then(() => 'killed');
    kill = () => child.kill('SIGKILL');
    const all = until(
      async () =>
        (await subscriptions.deliveries(webhook.id, { state: 'delivered', limit: 1_000, cursor: null }))
          .deliveries.length === CHANGES,
      60_000,
    );
    done = (await Promise.race([ended, all.then(() => 'done')])) === 'done';
    all.catch(() => undefined);
    kill();
    await ended;
    if (!done) kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(3);
  const idsBySeq = new Map<number, Set<string>>();
  for (const { body, headers } of receiver.received) {
    const { seq } = JSON.parse(body).data;
    idsBySeq.set(seq, (idsBySeq.get(seq) ?? new Set()).add(String(headers['webhook-id'])));
  }
  expect(idsBySeq.size).toBe(CHANGES);
  expect([...idsBySeq.values()].every((ids) => ids.size === 1)).toBe(true);

  await client.close();
  await receiver.close();
  await subscriptions.close();
  await feed.close();
  await place.clear();
}, 120_000);
