import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { Problem } from '../../src/api/answers.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { newKey } from '../../src/changes/new-key.ts';
import { pushFeeds } from '../../workers/push-feeds.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import { type Received, until, type WebhookReceiver, webhookReceiver } from './webhook-receiver.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
let subscriber: WebhookReceiver;
let pushing: ReturnType<typeof pushFeeds> | null;
let client: ReturnType<typeof openGuardedClient>;
let key: string;
/** How the subscriber takes what is pushed, and whether he confirms. */
let answer: (response: ServerResponse, pushed: number) => void;
let confirms: boolean;
/** How far the pusher's clock is ahead. */
let aheadMs: number;

beforeEach(async () => {
  answer = (response) => response.writeHead(204).end();
  confirms = true;
  aheadMs = 0;
  subscriber = await webhookReceiver(({ path }, response) => {
    const challenge = new URL(path, 'http://x').searchParams.get('hub.challenge');
    if (challenge !== null) response.writeHead(confirms ? 200 : 404).end(confirms ? challenge : 'no');
    else answer(response, pushes().length);
  });
  portals = await seededPortals({ allow: [subscriber.allow] });
  client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [subscriber.allow] });
  api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
  const at = '2025-05-01T00:00:00.000Z';
  for (const [name, q] of [
    ['lamps', 'title:lighthouses'],
    ['none', 'title:nowhere'],
  ] as const) {
    await portals.subscriptions.saveSearch({ name, title: name, q, createdAt: at, updatedAt: at });
  }
  const made = newKey('a reader', 'read', new Date());
  await portals.subscriptions.addKey(made.key, made.hash);
  key = made.text;
  pushing = null;
});
afterEach(async () => {
  await pushing?.close();
  await api.close();
  await client.close();
  await portals.close();
  await subscriber.close();
});

const pushes = (): Received[] => subscriber.received.filter(({ body }) => body !== '');
const topicOf = (name: string, form = 'atom') => `${api.url}/v1/feeds/${name}.${form}`;

function ask(
  fields: Record<string, string>,
  { sent = key }: { sent?: string | null } = {},
): Promise<Response> {
  return fetch(`${api.url}/v1/hub`, {
    method: 'POST',
    headers: sent === null ? {} : { authorization: `Bearer ${sent}` },
    body: new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': topicOf('lamps'),
      'hub.callback': subscriber.url,
      ...fields,
    }),
  });
}

async function subscribed(fields: Record<string, string> = {}): Promise<void> {
  expect((await ask(fields)).status).toBe(202);
  await until(async () => (await portals.subscriptions.hubSubscriptions()).length > 0);
}

function start(): void {
  pushing = pushFeeds({
    ...portals.served,
    post: client.post,
    now: () => new Date(Date.now() + aheadMs),
    log: { warn: () => undefined },
  });
}

/** Takes an article of the feed away. */
async function change(n = 1): Promise<void> {
  await portals.store.remove(portals.lamps.members[n]?.id ?? '', 'asked for', '2025-06-01T00:00:00.000Z');
}

describe('a feed with subscribers', () => {
  it('names the hub, in its head and in each of its forms', async () => {
    for (const form of ['atom', 'rss', 'json']) {
      const feed = await fetch(topicOf('lamps', form));
      expect(feed.headers.get('link')).toBe(
        `<${topicOf('lamps', form)}>; rel="self", <${api.url}/v1/hub>; rel="hub"`,
      );
      expect(await feed.text()).toContain(`${api.url}/v1/hub`);
    }
  });

  it('is pushed when it changed, whole and signed', async () => {
    await subscribed({ 'hub.secret': 'between us' });
    const asked = new URL(subscriber.received[0]?.path ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      'hub.mode': 'subscribe',
      'hub.topic': topicOf('lamps'),
      'hub.lease_seconds': '864000',
    });
    start();
    await change();
    await until(() => pushes().length === 1);
    const [pushed] = pushes();
    if (!pushed) throw new Error('it was pushed');
    const { headers, body } = pushed;
    expect(body).toBe(await (await fetch(topicOf('lamps'))).text());
    expect(body).toContain('deleted-entry');
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(headers.link).toBe(`<${api.url}/v1/hub>; rel="hub", <${topicOf('lamps')}>; rel="self"`);
    const signature = createHmac('sha256', 'between us').update(body).digest('hex');
    expect(headers['x-hub-signature']).toBe(`sha256=${signature}`);
  });

  it('is not pushed for what it does not show', async () => {
    await subscribed({ 'hub.topic': topicOf('none') });
    await subscribed({ 'hub.topic': topicOf('lamps', 'json') });
    await until(async () => (await portals.subscriptions.hubSubscriptions()).length === 2);
    start();
    await change();
    await until(() => pushes().length === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pushes().map(({ headers }) => headers['content-type'])).toEqual([
      'application/feed+json; charset=utf-8',
    ]);
  });

  it('is pushed again where that failed, with what it shows by then', async () => {
    answer = (response, pushed) => response.writeHead(pushed === 1 ? 503 : 204).end();
    await subscribed();
    start();
    await change(1);
    await until(() => pushes().length === 1);
    await until(async () => (await portals.subscriptions.hubSubscriptions())[0]?.tries === 1);
    await change(2);
    aheadMs += 10_000;
    await until(() => pushes().length === 2);
    expect(pushes()[1]?.body).toBe(await (await fetch(topicOf('lamps'))).text());
    aheadMs += 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(pushes()).toHaveLength(2);
  });

  it('is no longer pushed after 410, after the lease, and where the search was removed', async () => {
    const left = async () => (await portals.subscriptions.hubSubscriptions()).length;
    answer = (response) => response.writeHead(410).end();
    await subscribed();
    start();
    await change();
    await until(async () => (await left()) === 0);
    await subscribed({ 'hub.lease_seconds': '600' });
    aheadMs += 700_000;
    await until(async () => (await left()) === 0);
    await subscribed();
    await portals.subscriptions.removeSearch('lamps');
    await until(async () => (await left()) === 0);
  });
});

describe('asking the hub', () => {
  it('has no effect where the callback does not confirm it', async () => {
    confirms = false;
    expect((await ask({})).status).toBe(202);
    await until(() => subscriber.received.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await portals.subscriptions.hubSubscriptions()).toEqual([]);
    confirms = true;
    await subscribed();
    confirms = false;
    await ask({ 'hub.mode': 'unsubscribe' });
    await until(() => subscriber.received.length === 3);
    expect(await portals.subscriptions.hubSubscriptions()).toHaveLength(1);
    confirms = true;
    await ask({ 'hub.mode': 'unsubscribe' });
    await until(async () => (await portals.subscriptions.hubSubscriptions()).length === 0);
  });

  it('takes a key, also where reading is open: any page of the web may send a form', async () => {
    expect((await ask({}, { sent: null })).status).toBe(401);
  });

  it.each([
    [{ 'hub.topic': 'https://other.example/v1/feeds/lamps.atom' }, 422, 'unknown-topic'],
    [{ 'hub.callback': 'https://10.0.0.1/push' }, 422, 'refused-address'],
    [{ 'hub.callback': 'http://team.example/push' }, 422, 'refused-address'],
    [{ 'hub.mode': 'publish' }, 400, 'invalid-request'],
    [{ 'hub.callback': 'no address' }, 400, 'invalid-request'],
    [{ 'hub.secret': 'x'.repeat(200) }, 400, 'invalid-request'],
  ])('refuses %j', async (fields, status, code) => {
    expect(Problem.parse(await (await ask(fields)).json())).toMatchObject({ status, code });
  });

  it('refuses a feed that there is not, and pages other than the newest', async () => {
    for (const [topic, code] of [
      [topicOf('missing'), 'unknown-search'],
      [`${topicOf('lamps')}?cursor=x`, 'unknown-topic'],
      [`${api.url}/v1/changes`, 'unknown-topic'],
    ]) {
      const answered = await ask({ 'hub.topic': topic ?? '' });
      expect(Problem.parse(await answered.json())).toMatchObject({ status: 422, code });
    }
  });
});
