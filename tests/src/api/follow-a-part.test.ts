import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import { cursorOf, seqOf } from '../../../src/changes/cursor.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import { ChangeEvent } from '../../../src/model/change-event.ts';
import { SavedSearch } from '../../../src/model/saved-search.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';
import { type WebhookReceiver, webhookReceiver } from '../../workers/webhook-receiver.ts';

let portals: SeededPortals;
let receiver: WebhookReceiver;
let api: Awaited<ReturnType<typeof serveApi>>;
let operate: string;

beforeAll(async () => {
  receiver = await webhookReceiver((_, response) => response.writeHead(200).end('thanks'));
  portals = await seededPortals({ allow: [receiver.allow] });
  api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null, heartbeatMs: 50 });
  const made = newKey('a test', 'operate', new Date());
  await portals.subscriptions.addKey(made.key, made.hash);
  operate = made.text;
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
  await receiver?.close();
});

const ask = (method: string, path: string, body?: unknown, key: string | null = operate) =>
  fetch(`${api.url}${path}`, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const problem = async (answer: Response): Promise<Problem> => Problem.parse(await answer.json());
const Line = z.intersection(z.object({ cursor: z.string() }), ChangeEvent);
const lines = async (answer: Response) =>
  (await answer.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('saved searches', () => {
  it('are an OPML list also where there are none', async () => {
    const answer = await ask('GET', '/v1/searches.opml');
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('xmlUrl');
  });

  it('are saved under a name, changed, listed and removed', async () => {
    const first = SavedSearch.parse(
      await (await ask('PUT', '/v1/searches/floods', { q: 'flood', title: 'Floods' })).json(),
    );
    const second = SavedSearch.parse(await (await ask('PUT', '/v1/searches/floods', { q: 'flood*' })).json());
    expect(second).toMatchObject({
      name: 'floods',
      title: 'floods',
      q: 'flood*',
      createdAt: first.createdAt,
    });
    expect(await (await ask('GET', '/v1/searches')).json()).toEqual({ searches: [second] });
    expect((await ask('DELETE', '/v1/searches/floods')).status).toBe(204);
    expect((await ask('GET', '/v1/searches/floods')).status).toBe(404);
    expect((await ask('DELETE', '/v1/searches/floods')).status).toBe(404);
  });

  it.each([
    ['/v1/searches/Floods!', { q: 'flood' }, 'invalid-request'],
    ['/v1/searches/floods', { q: 'colour:red' }, 'query'],
    ['/v1/searches/floods', { q: 'flood', limit: 3 }, 'invalid-request'],
    ['/v1/searches/floods', {}, 'invalid-request'],
  ])('refuse a wrong wish: PUT %s %j', async (path, body, code) => {
    const answer = await ask('PUT', path, body);
    expect(answer.status).toBe(400);
    expect(await problem(answer)).toMatchObject({ code });
  });

  it('take a key with scope operate, also where reading is open', async () => {
    const body = { q: 'flood' };
    expect((await ask('PUT', '/v1/searches/floods', body, null)).status).toBe(401);
    expect((await ask('PUT', '/v1/searches/floods', body, 'wsk_wrong')).status).toBe(401);
    const made = newKey('reader', 'read', new Date());
    await portals.subscriptions.addKey(made.key, made.hash);
    const answer = await ask('PUT', '/v1/searches/floods', body, made.text);
    expect(answer.status).toBe(403);
    expect(await problem(answer)).toMatchObject({ code: 'forbidden' });
    const used = (await portals.subscriptions.keys()).find(({ id }) => id === made.key.id);
    expect(used?.lastUsedAt).not.toBeNull();
    await portals.subscriptions.revokeKey(made.key.id);
    expect((await ask('PUT', '/v1/searches/floods', body, made.text)).status).toBe(401);
  });
});

describe('a part of the feed', () => {
  it('has only the changes of articles that fit a query, with the cursor behind all that was looked at', async () => {
    const answer = await ask('GET', '/v1/changes?q=title:lighthouses&limit=1000');
    const events = (await lines(answer)).map((line) => Line.parse(line));
    expect(events.length).toBeGreaterThanOrEqual(8);
    for (const event of events) {
      expect(event.type).toMatch(/^article\./);
      if (event.type === 'article.created') expect(event.data.title).toContain('lighthouses');
    }
    const none = await ask('GET', '/v1/changes?q=nothing-has-this-word');
    expect(await none.text()).toBe('');
    expect(seqOf(none.headers.get('wellspring-cursor') ?? '')).toBe(await portals.store.lastSeq());
  });

  it('can be the one of a saved search', async () => {
    await ask('PUT', '/v1/searches/lamps', { q: 'title:lighthouses' });
    const saved = await lines(await ask('GET', '/v1/changes?search=lamps&limit=1000'));
    expect(saved).toEqual(await lines(await ask('GET', '/v1/changes?q=title:lighthouses&limit=1000')));
    expect((await ask('GET', '/v1/changes?search=none')).status).toBe(404);
    expect((await ask('GET', '/v1/changes?search=lamps&q=a')).status).toBe(400);
    expect(await problem(await ask('GET', '/v1/changes?q=('))).toMatchObject({ code: 'query' });
  });

  it('comes in pages of a size, without a change left out', async () => {
    const wanted = (await lines(await ask('GET', '/v1/changes?q=title:lighthouses&limit=1000'))).map(
      ({ seq }) => seq,
    );
    const got: number[] = [];
    let cursor = cursorOf(0);
    for (let pages = 0; pages < 50; pages += 1) {
      const answer = await ask('GET', `/v1/changes?q=title:lighthouses&limit=3&since=${cursor}`);
      const page = await lines(answer);
      got.push(...page.map(({ seq }) => seq));
      const next = answer.headers.get('wellspring-cursor') ?? '';
      if (page.length === 0) break;
      cursor = next;
    }
    expect(got).toEqual(wanted);
  });

  it('streams signs of life that carry the place, though nothing fits', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${api.url}/v1/changes/stream?q=nothing-has-this-word`, {
      signal: stop.signal,
    });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const last = cursorOf(await portals.store.lastSeq());
    while (!text.includes(`: still here\nid: ${last}\n\n`)) text += (await reader?.read())?.value ?? '';
    stop.abort();
    expect(text).not.toContain('data:');
  });
});

describe('a follower that never reads', () => {
  it('is let go, and others are served meanwhile', async () => {
    const stuck = await seededPortals();
    const other = await serveApi({ ...stuck.served, version: '1', dashboardFolder: null, heartbeatMs: 100 });
    // More than the buffers between two sockets hold.
    const article = stuck.articles[0];
    if (!article) throw new Error('there are articles');
    for (let n = 1; n <= 240; n += 1) {
      const changed = { ...article, revision: n + 1, body: `${n} `.repeat(40_000) };
      const write = { article: changed, sketch: { bands: [1], sketch: new Uint8Array([1]) } };
      await stuck.store.commit({
        at: '2025-05-04T00:00:00.000Z',
        articles: [{ ...write, expectedRevision: n, revision: null, changed: true }],
        ...{ rejudged: [], stories: [], observations: [], urls: [] },
      });
    }
    const { host, hostname, port } = new URL(other.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /v1/changes/stream HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    socket.pause();
    const gone = once(socket, 'close');
    socket.on('error', () => undefined);
    const reading = await fetch(`${other.url}/v1/changes/stream?since=now`);
    expect(reading.status).toBe(200);
    const reader = reading.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let beats = 0; beats < 20; ) {
      text += (await reader?.read())?.value ?? '';
      beats = text.split('still here').length - 1;
    }
    // Longer than a stuck one is kept. What it has in its buffer still comes, then the end.
    socket.resume();
    await gone;
    expect(socket.bytesRead).toBeLessThan(30_000_000);
    await reader?.cancel();
    await other.close();
    await stuck.close();
  });
});

describe('where the feed is read from', () => {
  it('a time: from its first change on', async () => {
    const events = await lines(await ask('GET', '/v1/changes?since=2025-05-02T09:00:00Z&limit=1000'));
    expect(events[0]).toMatchObject({ seq: 1 });
    const offset = await lines(
      await ask('GET', `/v1/changes?since=${encodeURIComponent('2025-05-02T11:00:00+02:00')}`),
    );
    expect(offset[0]).toMatchObject({ seq: 1 });
    expect(await lines(await ask('GET', '/v1/changes?since=2099-01-01'))).toEqual([]);
  });

  it('now: what is still to come', async () => {
    const answer = await ask('GET', '/v1/changes?since=now');
    expect(answer.headers.get('wellspring-cursor')).toBe(cursorOf(await portals.store.lastSeq()));
  });

  it.each(['2025-13-45', '2025-05-02T09:00:00', 'yesterday', '../../etc', 'A'.repeat(15)])(
    'nothing else: %s is an invalid cursor',
    async (since) => {
      expect(await problem(await ask('GET', `/v1/changes?since=${since}`))).toMatchObject({
        code: 'invalid-cursor',
      });
    },
  );

  it.each(['limit=1e9', 'limit=-1', 'wait=1e9', 'limit=NaN'])(
    'a bound that is none is named: %s',
    async (bound) => {
      expect(await problem(await ask('GET', `/v1/changes?${bound}`))).toMatchObject({
        code: 'invalid-request',
      });
    },
  );
});

describe('the way back into a feed whose beginning is gone', () => {
  it('is a snapshot, which names the cursor to go on from: together they are the store', async () => {
    const shortened = await seededPortals();
    const other = await serveApi({ ...shortened.served, version: '1', dashboardFolder: null });
    const get = (path: string) => fetch(`${other.url}${path}`);
    await shortened.history.forget('2099-01-01T00:00:00.000Z');
    const first = shortened.articles[0]?.id ?? '';
    for (const path of [
      '/v1/changes',
      `/v1/changes?since=${cursorOf(1)}`,
      '/v1/changes?since=2025-01-01',
      '/v1/changes/stream',
    ]) {
      const answer = await get(path);
      expect(answer.status).toBe(410);
      expect(await problem(answer)).toMatchObject({
        code: 'cursor-expired',
        snapshot: '/v1/export?format=changes',
      });
    }
    const snapshot = await get('/v1/export?format=changes');
    const cursor = snapshot.headers.get('wellspring-cursor') ?? '';
    const held = new Map<string, unknown>();
    const apply = (event: { type: string; id: string; data: unknown }) => {
      if (event.type === 'article.removed' || event.type === 'story.merged') held.delete(event.id);
      else if (event.type !== 'snapshot.end') held.set(event.id, event.data);
    };
    const read = await lines(snapshot);
    read.forEach(apply);
    expect(read.at(-1)).toMatchObject({ type: 'snapshot.end', cursor, articles: shortened.articles.length });
    expect(held.has(first)).toBe(true);
    await shortened.store.remove(first, 'asked for', '2025-06-01T00:00:00.000Z');
    for (const event of await lines(await get(`/v1/changes?since=${cursor}`))) apply(event);
    const after = new Map<string, unknown>();
    for (const { type, id, data } of await lines(await get('/v1/export?format=changes'))) {
      if (type !== 'snapshot.end') after.set(id, data);
    }
    expect(held).toEqual(after);
    expect(held.has(first)).toBe(false);
    await other.close();
    await shortened.close();
  });
});

describe('a method that a route does not have', () => {
  it('is a problem that names those it has', async () => {
    const answer = await ask('DELETE', '/v1/webhooks');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    expect(await problem(answer)).toMatchObject({ code: 'method-not-allowed' });
    expect((await ask('PUT', '/v1/webhooks/some/deliveries')).headers.get('allow')).toBe('GET, HEAD');
    expect((await ask('PUT', '/v1/feeds/lamps.atom')).status).toBe(405);
    expect((await ask('DELETE', '/v1/nothing')).status).toBe(404);
    expect((await ask('QUERY', '/v1/sites')).status).toBe(405);
  });

  it('is told only to who may ask', async () => {
    expect((await ask('DELETE', '/v1/webhooks', undefined, null)).status).toBe(401);
  });
});

describe('a long query', () => {
  it('comes through up to the bound, also with every character encoded', async () => {
    const answer = await ask('GET', `/v1/changes?q=${encodeURIComponent('洪'.repeat(7_999))}`);
    expect(answer.status).toBe(200);
    expect(await problem(await ask('GET', `/v1/changes?q=${'a'.repeat(8_001)}`))).toMatchObject({
      code: 'query',
    });
  });

  it('beyond what a request may hold is a problem too', async () => {
    const answer = await ask('GET', `/v1/changes?q=${'a'.repeat(200_000)}`);
    expect(answer.status).toBe(431);
    expect(await problem(answer)).toMatchObject({ code: 'invalid-request', status: 431 });
  });
});

describe('the routes of webhooks', () => {
  it('make a receiver, show its secret once, try it, log it, replay and remove it', async () => {
    const made = await (await ask('POST', '/v1/webhooks', { url: receiver.url, description: 'team' })).json();
    expect(made).toMatchObject({
      enabled: true,
      secret: expect.stringMatching(/^whsec_.{44}$/),
      search: null,
    });
    const shown = await (await ask('GET', `/v1/webhooks/${made.id}`)).json();
    expect(JSON.stringify(shown)).not.toContain('whsec_');
    expect(JSON.stringify(await (await ask('GET', '/v1/webhooks')).json())).not.toContain('whsec_');

    const tried = await (await ask('POST', `/v1/webhooks/${made.id}/test`)).json();
    expect(tried).toMatchObject({ answer: { status: 200, body: 'thanks' } });
    const list = await (await ask('GET', `/v1/webhooks/${made.id}/deliveries?state=delivered`)).json();
    expect(list).toMatchObject({ deliveries: [{ id: tried.deliveryId, state: 'delivered' }], next: null });
    const one = await (await ask('GET', `/v1/webhooks/${made.id}/deliveries/${tried.deliveryId}`)).json();
    expect(one.log[0].request.headers['webhook-id']).toBe(tried.deliveryId);

    const rotated = await (await ask('POST', `/v1/webhooks/${made.id}/rotate`)).json();
    expect(rotated.secret).not.toBe(made.secret);
    expect(rotated.secretsUntil).toEqual([null, expect.any(String)]);
    expect((await ask('POST', `/v1/webhooks/${made.id}/replay`, {})).status).toBe(202);
    expect((await ask('POST', `/v1/webhooks/${made.id}/replay`, {})).status).toBe(409);
    const off = await (await ask('PATCH', `/v1/webhooks/${made.id}`, { enabled: false })).json();
    expect(off).toMatchObject({ enabled: false, disabledReason: 'by hand' });
    expect((await ask('DELETE', `/v1/webhooks/${made.id}`)).status).toBe(204);
    expect((await ask('GET', `/v1/webhooks/${made.id}`)).status).toBe(404);
  });

  it.each([
    [{ url: 'https://10.1.2.3/' }, 422, 'refused-address'],
    [{ url: 'http://example.org/' }, 422, 'refused-address'],
    [{ url: 'https://127.0.0.1/', search: 'none' }, 422, 'refused-address'],
    [{ url: 'https://[2606:4700::1111]/', search: 'none' }, 422, 'unknown-search'],
    [{ url: 'gopher://example.org/' }, 422, 'refused-address'],
    [{ url: 'not an address' }, 400, 'invalid-request'],
    [{ url: 'https://example.org/', types: [] }, 400, 'invalid-request'],
    [{ url: 'https://example.org/', secret: 'mine' }, 400, 'invalid-request'],
  ])('refuse %j', async (body, status, code) => {
    const answer = await ask('POST', '/v1/webhooks', body);
    expect(answer.status).toBe(status);
    expect(await problem(answer)).toMatchObject({ code });
  });
});
