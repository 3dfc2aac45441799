import { createHmac } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { MAX_WAITING } from '../../src/changes/plan-deliveries.ts';
import { type WebhookWish, webhookDesk } from '../../src/changes/webhook-desk.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import type { SubscriptionStore } from '../../src/store/subscription-store.ts';
import { deliverWebhooks } from '../../workers/deliver-webhooks.ts';
import type { OpenFeed } from '../src/changes/change-feed.contract.ts';
import { stepTime, writeStep } from '../src/changes/feed-writer.ts';
import { openFile, sqliteFeed } from '../src/changes/sqlite-feed.ts';
import { until, type WebhookReceiver, webhookReceiver } from './webhook-receiver.ts';

const wish: WebhookWish = {
  url: '',
  description: 'a team',
  search: null,
  types: ['article.created', 'article.updated', 'article.removed', 'story.changed', 'story.merged'],
  format: 'standard',
};
const HOUR = 3_600_000;

let place: Awaited<ReturnType<typeof sqliteFeed>>;
let feed: OpenFeed;
let subscriptions: SubscriptionStore;
let closing: (() => Promise<unknown>)[];
/** What the service takes for the time: real, and moved on by hand. */
let skippedMs: number;
let warned: object[];
const now = () => new Date(Date.now() + skippedMs);

beforeEach(async () => {
  closing = [];
  warned = [];
  skippedMs = 0;
  place = await sqliteFeed();
  feed = await openFile(place.file);
  subscriptions = await openSqliteSubscriptions({ file: place.file });
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  await subscriptions.close();
  await feed.close();
  await place.clear();
});

async function receiver(answer?: Parameters<typeof webhookReceiver>[0]): Promise<WebhookReceiver> {
  const made = await webhookReceiver(answer);
  closing.unshift(made.close);
  return made;
}

/** The service: the desk, and the worker once `start` is called. */
function service(receivers: readonly { allow: string }[], totalTimeoutMs = 5_000) {
  const client = openGuardedClient({
    userAgent: 'Wellspring/test',
    allow: receivers.map(({ allow }) => allow),
    totalTimeoutMs,
    headersTimeoutMs: totalTimeoutMs,
  });
  closing.push(client.close);
  const desk = webhookDesk({ ...feed, subscriptions, client, now });
  return {
    desk,
    client,
    start({ leaseMs }: { leaseMs?: number } = {}) {
      const log = { warn: (details: object) => void warned.push(details) };
      const working = deliverWebhooks({
        ...feed,
        subscriptions,
        post: client.post,
        now,
        log,
        random: () => 0,
        ...(leaseMs === undefined ? {} : { leaseMs }),
      });
      closing.push(working.close);
      return working;
    },
  };
}

let clock = 0;
const write = (article: number, text = 0) =>
  writeStep(feed.store, { do: 'write', article, story: article, text, views: 0 }, stepTime(clock++));
const settled = (id: string) => until(async () => (await subscriptions.waiting(id)) === 0);

describe('webhooks', () => {
  it('tell each change once to a receiver that answers, signed by Standard Webhooks', async () => {
    const good = await receiver();
    const { desk, start } = service([good]);
    const webhook = await desk.add({ ...wish, url: good.url }, undefined);
    const secret = webhook.secrets[0]?.secret ?? '';
    for (let n = 0; n < 5; n += 1) await write(n);
    start();
    await until(() => good.received.length === 10);
    await settled(webhook.id);

    expect(new Set(good.ids()).size).toBe(10);
    expect(
      good
        .bodies()
        .map(({ data }) => data.seq)
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
    for (const { body, headers } of good.received) {
      expect(body.length).toBeLessThan(20_000);
      expect(headers['content-type']).toBe('application/json');
      const signed = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, String(value)]),
      );
      expect(new Verifier(secret).verify(body, signed)).toMatchObject({ data: {} });
      // By hand as well, so that the library does not vouch for itself.
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const mac = createHmac('sha256', key)
        .update(`${signed['webhook-id']}.${signed['webhook-timestamp']}.${body}`)
        .digest('base64');
      expect(signed['webhook-signature']).toBe(`v1,${mac}`);
    }
  });

  it('are tried again on the schedule, under the same id and over three days, then given up', async () => {
    let mended = false;
    const failing = await receiver((_, response) => response.writeHead(mended ? 204 : 500).end('no'));
    const watch = await receiver();
    const { desk, start } = service([failing, watch]);
    const webhook = await desk.add({ ...wish, url: failing.url, types: ['article.created'] }, undefined);
    await desk.add({ ...wish, url: watch.url, types: ['webhook.disabled'] }, undefined);
    await write(1);
    start();
    const waits: number[] = [];
    for (let tries = 1; tries <= 10; tries += 1) {
      await until(
        async () =>
          (await subscriptions.deliveries(webhook.id, { limit: 1, cursor: null })).deliveries[0]?.attempts ===
          tries,
      );
      const { deliveries } = await subscriptions.deliveries(webhook.id, { limit: 1, cursor: null });
      const [delivery] = deliveries;
      if (delivery?.state !== 'waiting') break;
      const wait = Date.parse(delivery.dueAt) - Date.parse(delivery.last?.at ?? '');
      waits.push(Math.round(wait / 1_000));
      skippedMs += wait;
    }
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(failing.received).toHaveLength(10);
    expect(new Set(failing.ids()).size).toBe(1);
    expect(new Set(failing.received.map(({ body }) => body)).size).toBe(1);
    const timestamps = failing.received.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(timestamps).toEqual(timestamps.toSorted((a, b) => a - b));
    expect(new Set(timestamps).size).toBe(10);

    // Nothing went well for three days: it is disabled, and says why.
    await until(async () => (await subscriptions.webhook(webhook.id))?.enabled === false);
    expect((await subscriptions.webhook(webhook.id))?.disabledReason).toMatch(/nothing went well.*HTTP 500/);
    expect(warned).toContainEqual(expect.objectContaining({ webhook: webhook.id }));
    const { deliveries } = await subscriptions.deliveries(webhook.id, { limit: 1, cursor: null });
    expect(deliveries[0]).toMatchObject({ state: 'failed', attempts: 10 });
    const log = await subscriptions.attempts(deliveries[0]?.id ?? '');
    expect(log.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(log[0]).toMatchObject({
      request: { url: failing.url, headers: { 'webhook-id': deliveries[0]?.id } },
      answer: { status: 500, body: 'no' },
      error: 'HTTP 500',
    });
    await until(() => watch.received.length === 1);
    expect(watch.bodies()[0]).toMatchObject({ type: 'webhook.disabled', data: { id: webhook.id } });

    // Mended by its people: enabled again, and told what it missed under the id of before.
    mended = true;
    await desk.change(webhook.id, { enabled: true });
    await desk.replay(webhook.id, undefined, undefined);
    await until(() => failing.received.length === 11);
    expect(new Set(failing.ids()).size).toBe(1);
    expect(await subscriptions.webhook(webhook.id)).toMatchObject({ enabled: true, disabledReason: null });
  });

  it('are left to the process that sends them, however long a receiver takes', async () => {
    const slow = await receiver((_, response) => {
      setTimeout(() => response.writeHead(204).end(), 2_500);
    });
    const { desk, start } = service([slow]);
    await desk.add({ ...wish, url: slow.url, types: ['article.created'] }, undefined);
    for (let n = 0; n < 4; n += 1) await write(n);
    start({ leaseMs: 1_000 });
    start({ leaseMs: 1_000 });
    // Long enough for whoever believed that the other is gone.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(slow.received).toHaveLength(4);
    expect(new Set(slow.ids()).size).toBe(4);
  });

  it('go on after a receiver has come back, without waiting for the schedule', async () => {
    let broken = true;
    const shaky = await receiver((_, response) => response.writeHead(broken ? 503 : 200).end());
    const { desk, start } = service([shaky]);
    const webhook = await desk.add({ ...wish, url: shaky.url, types: ['article.created'] }, undefined);
    for (let n = 0; n < 6; n += 1) await write(n);
    start();
    await until(() => new Set(shaky.ids()).size === 6);
    broken = false;
    skippedMs += 6_000;
    await settled(webhook.id);
    expect((await subscriptions.webhook(webhook.id))?.failingSince).toBeNull();
  });

  it('wait as long as a receiver asks for (Retry-After)', async () => {
    const busy = await receiver((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    const { desk, start } = service([busy]);
    const webhook = await desk.add({ ...wish, url: busy.url, types: ['article.created'] }, undefined);
    await write(1);
    start();
    await until(() => busy.received.length === 1);
    await until(async () => ((await subscriptions.nextDueMs()) ?? 0) > now().getTime() + 0.9 * HOUR);
    expect(await subscriptions.waiting(webhook.id)).toBe(1);
  });

  it('reach the others at once while one never answers, one answers without end, and one is dead', async () => {
    const silent = await receiver(() => undefined);
    const endless = await receiver((_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {
          /* until the pipe is full */
        }
        response.once('drain', pour);
      };
      pour();
    });
    const dead = await receiver();
    const good = await receiver();
    const { desk, start } = service([silent, endless, dead, good]);
    const hooks = [];
    for (const { url } of [silent, endless, dead, good])
      hooks.push(await desk.add({ ...wish, url, types: ['article.created'] }, undefined));
    await dead.close();
    for (let n = 0; n < 30; n += 1) await write(n);
    const began = performance.now();
    start();
    await until(() => good.received.length === 30);
    expect(performance.now() - began).toBeLessThan(4_000);
    // An answer without end is a good answer; no more than its beginning is read.
    await settled(hooks[1]?.id ?? '');
    const log = await subscriptions.deliveries(hooks[1]?.id ?? '', { limit: 1, cursor: null });
    expect(log.deliveries[0]?.last?.answer?.body.length).toBeLessThanOrEqual(2_000);
    // The silent one is asked by a few at a time, not by all that waits.
    expect(silent.received.length).toBeLessThanOrEqual(8);
  });

  it('hold back what a slow receiver cannot take: the feed keeps it', async () => {
    const silent = await receiver(() => undefined);
    const { desk, start } = service([silent], 500);
    const webhook = await desk.add({ ...wish, url: silent.url }, undefined);
    for (let n = 0; n < 1_100; n += 1) await write(n % 7, n);
    const last = await feed.store.lastSeq();
    expect(last).toBeGreaterThan(MAX_WAITING + 500);
    start();
    await until(async () => (await subscriptions.waiting(webhook.id)) === MAX_WAITING);
    expect((await subscriptions.webhook(webhook.id))?.plannedSeq).toBeLessThan(last);
  });

  it('follow no redirect', async () => {
    const inner = await receiver();
    const leading = await receiver((_, response) => response.writeHead(307, { location: inner.url }).end());
    const { desk, start } = service([leading, inner]);
    const webhook = await desk.add({ ...wish, url: leading.url, types: ['article.created'] }, undefined);
    await write(1);
    start();
    await until(async () => (await subscriptions.webhook(webhook.id))?.failingSince !== null);
    expect(inner.received).toEqual([]);
    const { deliveries } = await subscriptions.deliveries(webhook.id, { limit: 1, cursor: null });
    expect(deliveries[0]?.last?.error).toBe('HTTP 307; redirects are not followed');
  });

  it('are refused by the guard when made, and again when sent', async () => {
    const good = await receiver();
    const { desk } = service([good]);
    const refused = { code: 'refused-address' };
    for (const url of [
      'http://example.org/hook',
      'https://127.0.0.1/hook',
      'https://10.0.0.8/hook',
      'https://[::1]/hook',
      'https://169.254.169.254/latest/meta-data/',
      'https://name:word@example.org/',
    ]) {
      await expect(desk.add({ ...wish, url }, undefined)).rejects.toMatchObject(refused);
    }
    const webhook = await desk.add({ ...wish, url: good.url, types: ['article.created'] }, undefined);
    await write(1);
    // What was allowed when it was made is no longer.
    service([]).start();
    await until(async () => (await subscriptions.webhook(webhook.id))?.failingSince !== null);
    expect(good.received).toEqual([]);
    const { deliveries } = await subscriptions.deliveries(webhook.id, { limit: 1, cursor: null });
    expect(deliveries[0]?.last?.error).toMatch(/^refused-address: 127\.0\.0\.1 is a loopback address/);
  });

  it('stop at 410 Gone, and tell it to whoever wants to know', async () => {
    const gone = await receiver((_, response) => response.writeHead(410).end());
    const watch = await receiver();
    const { desk, start } = service([gone, watch]);
    const ended = await desk.add({ ...wish, url: gone.url, types: ['article.created'] }, undefined);
    await desk.add({ ...wish, url: watch.url, types: ['webhook.disabled'] }, undefined);
    await write(1);
    start();
    await until(() => watch.received.length === 1);
    expect(watch.bodies()[0]).toMatchObject({
      type: 'webhook.disabled',
      data: { id: ended.id, url: gone.url, reason: 'it answered 410 Gone' },
    });
    await write(2);
    await until(async () => (await subscriptions.webhook(ended.id))?.enabled === false);
    expect(gone.received).toHaveLength(1);
  });

  it('are signed by both secrets for a day after a rotation', async () => {
    const good = await receiver();
    const { desk, start } = service([good]);
    const webhook = await desk.add({ ...wish, url: good.url, types: ['article.created'] }, undefined);
    const changed = await desk.rotate(webhook.id);
    const secrets = [changed?.secrets[0]?.secret ?? '', webhook.secrets[0]?.secret ?? ''];
    expect(new Set(secrets).size).toBe(2);
    await write(1);
    start();
    await until(() => good.received.length === 1);
    const [first] = good.received;
    const headers = Object.fromEntries(Object.entries(first?.headers ?? {}).map(([k, v]) => [k, String(v)]));
    for (const secret of secrets) new Verifier(secret).verify(first?.body ?? '', headers);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);

    await settled(webhook.id);
    skippedMs += 25 * HOUR;
    await write(2);
    await until(() => good.received.length === 2);
    expect(String(good.received[1]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('tell a range again under the ids of before', async () => {
    const good = await receiver();
    const { desk, start } = service([good]);
    const webhook = await desk.add({ ...wish, url: good.url, types: ['article.created'] }, undefined);
    for (let n = 0; n < 4; n += 1) await write(n);
    start();
    await until(() => good.received.length === 4);
    await settled(webhook.id);
    await until(async () => ((await subscriptions.webhook(webhook.id))?.plannedSeq ?? 0) >= 7);
    await desk.replay(webhook.id, undefined, undefined);
    await until(() => good.received.length === 8);
    expect(good.ids().slice(4).toSorted()).toEqual(good.ids().slice(0, 4).toSorted());
    expect((await subscriptions.webhook(webhook.id))?.replay).toBeNull();
  });

  it('carry CloudEvents 1.0 where that was chosen', async () => {
    const good = await receiver();
    const { desk, start } = service([good]);
    await desk.add({ ...wish, url: good.url, format: 'cloudevents', types: ['article.created'] }, undefined);
    await write(1);
    start();
    await until(() => good.received.length === 1);
    expect(good.received[0]?.headers['content-type']).toBe('application/cloudevents+json');
    const [event] = good.bodies();
    expect(event).toMatchObject({
      specversion: '1.0',
      id: good.ids()[0],
      source: '/v1/changes',
      type: 'wellspring.article.created',
      datacontenttype: 'application/json',
      data: { seq: 1 },
    });
    expect(new Date(event.time).toISOString()).toBe(event.time);
  });

  it('tell only what fits the saved search, and a tombstone for what no longer does', async () => {
    const good = await receiver();
    const { desk, start } = service([good]);
    const at = stepTime(0);
    await subscriptions.saveSearch({
      name: 'alpha',
      title: 'Alpha',
      q: 'title:alpha',
      createdAt: at,
      updatedAt: at,
    });
    await desk.add({ ...wish, url: good.url, search: 'alpha' }, undefined);
    await write(1, 0);
    await write(2, 1);
    await write(1, 1);
    start();
    await until(() => good.received.length === 2);
    expect(good.bodies().toSorted((a, b) => a.data.seq - b.data.seq)).toMatchObject([
      { type: 'article.created', data: { title: 'alpha news of 1' } },
      { type: 'article.removed', data: { reason: 'it no longer fits the query' } },
    ]);
  });

  it('are disabled when the feed no longer has what they have not been told', async () => {
    const good = await receiver();
    const { desk, start } = service([good]);
    const webhook = await desk.add({ ...wish, url: good.url }, undefined);
    for (let n = 0; n < 3; n += 1) await write(n);
    await feed.history.forget('2030-01-01T00:00:00.000Z');
    start();
    await until(async () => (await subscriptions.webhook(webhook.id))?.enabled === false);
    expect((await subscriptions.webhook(webhook.id))?.disabledReason).toMatch(/no longer held.*since=now/);
    expect(await desk.change(webhook.id, { enabled: true, since: 'now' })).toMatchObject({
      enabled: true,
      plannedSeq: 6,
    });
  });

  it('are tried by the test button, which tells what came back', async () => {
    const good = await receiver((_, response) =>
      response.writeHead(200, { 'x-team': 'search' }).end('thanks'),
    );
    const { desk } = service([good]);
    const webhook = await desk.add({ ...wish, url: good.url }, undefined);
    const tried = await desk.test(webhook.id);
    expect(tried).toMatchObject({
      answer: { status: 200, body: 'thanks', headers: { 'x-team': 'search' } },
      error: null,
    });
    expect(good.bodies()[0]).toMatchObject({ type: 'webhook.test' });
    expect((await subscriptions.delivery(tried?.deliveryId ?? ''))?.state).toBe('delivered');
  });
});
