import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveApi } from '../../../src/api/serve-api.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import { type Step, wellspringClient } from '../../../src/client/wellspring-client.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
beforeEach(async () => {
  portals = await seededPortals();
  api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null, key: 'a-key-of-16-signs' });
});
afterEach(async () => {
  await api.close();
  await portals.close();
});

const at = '2025-06-01T00:00:00.000Z';

/** What a team does with the steps. */
class Copy {
  readonly held = new Map<string, unknown>();
  cursor: string | null = null;
  readonly kinds: Step['kind'][] = [];
  async write(step: Step): Promise<void> {
    this.kinds.push(step.kind);
    if (step.kind === 'snapshot') {
      this.held.clear();
      for await (const { id, data } of step.items) this.held.set(id, data);
    } else {
      for (const { type, id, data } of step.changes) {
        if (type === 'article.removed' || type === 'story.merged') this.held.delete(id);
        else this.held.set(id, data);
      }
    }
    this.cursor = step.cursor;
  }
}

const client = (change: Partial<Parameters<typeof wellspringClient>[0]> = {}) =>
  wellspringClient({ url: api.url, key: 'a-key-of-16-signs', ...change });
async function caughtUp(copy: Copy, options: Parameters<typeof client>[0] = {}, q?: string): Promise<Copy> {
  const steps = client(options).follow({
    cursor: copy.cursor,
    stay: false,
    ...(q === undefined ? {} : { q }),
  });
  for await (const step of steps) await copy.write(step);
  return copy;
}
const fresh = async (q?: string) => (await caughtUp(new Copy(), {}, q)).held;

describe('the client', () => {
  it('begins with a snapshot, goes on with changes, and holds what the store holds', async () => {
    const copy = await caughtUp(new Copy());
    expect(copy.held.size).toBeGreaterThan(portals.articles.length);
    await portals.store.remove(portals.articles[0]?.id ?? '', 'asked for', at);
    await caughtUp(copy);
    expect(copy.kinds).toEqual(['snapshot', 'changes']);
    expect(copy.held).toEqual(await fresh());
    expect(copy.held.has(portals.articles[0]?.id ?? '')).toBe(false);
  });

  it('follows a part of the store', async () => {
    const q = 'title:lighthouses';
    const copy = await caughtUp(new Copy(), {}, q);
    expect(copy.held.size).toBe(8);
    await portals.store.remove(portals.articles[0]?.id ?? '', 'asked for', at);
    await caughtUp(copy, {}, q);
    expect(copy.held).toEqual(await fresh(q));
    expect(copy.held.size).toBe(7);
  });

  it('begins anew when it was away for longer than the feed goes back', async () => {
    const copy = await caughtUp(new Copy());
    await portals.store.remove(portals.articles[0]?.id ?? '', 'asked for', at);
    await portals.history.forget('2099-01-01T00:00:00.000Z');
    await caughtUp(copy);
    expect(copy.kinds).toEqual(['snapshot', 'snapshot']);
    expect(copy.held).toEqual(await fresh());
  });

  it('tries again after errors of the service and of the network, and nothing is lost', async () => {
    let asked = 0;
    const shaky: typeof fetch = async (...words) => {
      asked += 1;
      if (asked % 3 === 1) throw new TypeError('fetch failed');
      if (asked % 3 === 2) return new Response('', { status: 503 });
      return fetch(...words);
    };
    const copy = await caughtUp(new Copy(), { fetch: shaky, maxWaitMs: 1 });
    expect(copy.held).toEqual(await fresh());
    expect(asked).toBe(6);
  });

  it('refuses half a snapshot', async () => {
    const cutting: typeof fetch = async (...words) => {
      const answer = await fetch(...words);
      const text = await answer.text();
      return new Response(text.slice(0, text.lastIndexOf('{"type":"snapshot.end"')), {
        headers: answer.headers,
      });
    };
    await expect(caughtUp(new Copy(), { fetch: cutting })).rejects.toMatchObject({ code: 'broken-snapshot' });
  });

  it('tells at once what asking again will not mend', async () => {
    await expect(caughtUp(new Copy(), { key: 'wrong' })).rejects.toMatchObject({
      status: 401,
      code: 'unauthorized',
    });
    await expect(caughtUp(new Copy(), {}, '(')).rejects.toMatchObject({ status: 400, code: 'query' });
  });

  it('waits for changes until it is told to stop', async () => {
    const copy = await caughtUp(new Copy());
    const stop = new AbortController();
    const steps = client().follow({ cursor: copy.cursor, signal: stop.signal });
    const next = steps.next();
    await portals.store.remove(portals.articles[0]?.id ?? '', 'asked for', at);
    const { value } = await next;
    expect(value).toMatchObject({
      kind: 'changes',
      changes: [{ type: 'article.removed' }, { type: 'story.changed' }],
    });
    const last = steps.next();
    stop.abort();
    expect((await last).done).toBe(true);
  });
});

describe('a question to the client', () => {
  it('is typed by the description, in what it is asked and what it answers', async () => {
    const { articles } = await client().request('GET /v1/articles', {
      query: { q: 'title:lighthouses', limit: 3 },
    });
    const titles: (string | null)[] = articles.map(({ title }) => title);
    expect(titles).toHaveLength(3);
    const id = articles[0]?.id ?? '';
    const article = await client().request('GET /v1/articles/{id}', { params: { id } });
    expect(article.title).toBe(titles[0]);
    // @ts-expect-error there is no such parameter
    await expect(client().request('GET /v1/articles', { query: { limits: 3 } })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('is told the refusal with its code', async () => {
    const asked = client().request('GET /v1/articles/{id}', { params: { id: 'a/b?c' } });
    await expect(asked).rejects.toMatchObject({ status: 404, code: 'not-found' });
  });

  it('has its effect once though its answer is lost again and again', async () => {
    const made = newKey('a test', 'operate', new Date());
    await portals.subscriptions.addKey(made.key, made.hash);
    let lost = 3;
    const lossy: typeof fetch = async (...what) => {
      const answer = await fetch(...what);
      lost -= 1;
      if (lost >= 0) throw new TypeError('fetch failed');
      return answer;
    };
    const webhook = await client({ key: made.text, fetch: lossy, maxWaitMs: 10 }).request(
      'POST /v1/webhooks',
      {
        body: { url: 'https://93.184.216.34/hook' },
      },
    );
    expect(lost).toBe(-1);
    expect(await portals.subscriptions.webhooks()).toMatchObject([{ id: webhook.id }]);
    const question = { params: { id: webhook.id } };
    expect(await client({ key: made.text }).request('DELETE /v1/webhooks/{id}', question)).toBeNull();
    expect(await portals.subscriptions.webhooks()).toEqual([]);
  });
});
