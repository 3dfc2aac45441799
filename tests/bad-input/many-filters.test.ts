import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/api/answers.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { newKey } from '../../src/changes/new-key.ts';
import { patience } from '../patience.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import { until } from '../workers/webhook-receiver.ts';

const MANY = 10_000;
const MAX_FOLLOWERS = 1_000;
const MAX_SEARCHES = 2_000;
/** Of one key; fewer than the service allows, so that the test is quick. */
const PER_MINUTE = 2_000;

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;

beforeEach(async () => {
  portals = await seededPortals();
  api = await serveApi({
    ...portals.served,
    version: '1',
    dashboardFolder: null,
    requestsPerMinute: PER_MINUTE,
  });
});
afterEach(async () => {
  await api?.close();
  await portals?.close();
});

async function key(): Promise<string> {
  const made = newKey('a test', 'operate', new Date());
  await portals.subscriptions.addKey(made.key, made.hash);
  return made.text;
}
async function ask(path: string, bearer: string, agent: Agent): Promise<IncomingMessage> {
  const request = get(`${api.url}${path}`, { agent, headers: { authorization: `Bearer ${bearer}` } });
  const [answer] = await once(request, 'response');
  return answer;
}
const problem = async (answer: IncomingMessage) => Problem.parse(JSON.parse(await text(answer)));

/** Asks from a hundred connections at once; gives back how often each answer came: its status, or its code. */
async function askAll(paths: readonly string[], bearer: string): Promise<Record<string, number>> {
  const pool = new Pool(api.url, { connections: 100 });
  const counts: Record<string, number> = {};
  const headers = { authorization: `Bearer ${bearer}` };
  await Promise.all(
    paths.map(async (path) => {
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers });
      const read = await body.text();
      const told = statusCode === 200 ? '200' : Problem.parse(JSON.parse(read)).code;
      counts[told] = (counts[told] ?? 0) + 1;
    }),
  );
  await pool.close();
  return counts;
}

/** How long a follower without a filter waits for a change that is made now. */
async function untilTold(bearer: string): Promise<number> {
  const agent = new Agent();
  const answer = await ask('/v1/changes/stream?since=now', bearer, agent);
  let read = '';
  answer.on('data', (chunk: Buffer) => {
    read += chunk.toString();
  });
  answer.on('error', () => undefined);
  const id = portals.articles.at(-1)?.id ?? '';
  await until(() => read.includes('retry:'));
  const began = performance.now();
  await portals.store.remove(id, 'asked for', new Date().toISOString());
  await until(() => read.includes(id));
  const ms = performance.now() - began;
  answer.destroy();
  agent.destroy();
  return ms;
}

describe('10,000 filters', () => {
  it('in one query are a named error', async () => {
    const q = Array.from({ length: MANY }, (_, n) => `NOT site:s${n}.example`)
      .join(' ')
      .slice(0, 20_000);
    const answer = await ask(`/v1/changes?q=${encodeURIComponent(q)}`, await key(), new Agent());
    expect(await problem(answer)).toMatchObject({ code: 'query' });
  });

  it('saved under names are a named error past the bound, and do not slow the feed down', async () => {
    const at = new Date().toISOString();
    const search = { title: '', q: 'a', createdAt: at, updatedAt: at };
    for (let n = 0; n < MAX_SEARCHES; n += 1)
      await portals.subscriptions.saveSearch({ ...search, name: `s${n}` });
    const bearer = await key();
    const answer = await fetch(`${api.url}/v1/searches/one-too-many`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: '{"q":"a"}',
    });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'too-many' });
    expect(await untilTold(bearer)).toBeLessThan(1_000 * patience());
  });

  it('asked for at once are answered up to what one key may ask, then refused by name; another key is told at once', async () => {
    const [other, bearer] = [await key(), await key()];
    const paths = Array.from({ length: MANY }, (_, n) => `/v1/changes?limit=1&q=title:word${n}`);
    const began = performance.now();
    const asking = askAll(paths, bearer);
    expect(await untilTold(other)).toBeLessThan(1_000 * patience());
    const { 200: answered = 0, 'too-many-requests': refused = 0 } = await asking;
    const minutes = Math.ceil((performance.now() - began) / 60_000);
    expect(answered).toBeGreaterThanOrEqual(PER_MINUTE);
    expect(answered).toBeLessThanOrEqual(PER_MINUTE * (minutes + 1));
    expect(answered + refused).toBe(MANY);
  });

  it('followed at once are a thousand and a named error; those who follow are told, and another puller too', async () => {
    const [others, bearer] = [await key(), await key()];
    const agent = new Agent();
    const followed = await Promise.all(
      Array.from({ length: MAX_FOLLOWERS - 1 }, (_, n) =>
        ask(`/v1/changes/stream?since=now&q=title:word${n}`, others, agent),
      ),
    );
    for (const answer of followed) answer.on('error', () => undefined).resume();
    expect(new Set(followed.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    // The last place.
    expect(await untilTold(bearer)).toBeLessThan(1_000 * patience());

    const place = await ask('/v1/changes/stream?since=now', bearer, agent);
    const more = Array.from({ length: 500 }, (_, n) => `/v1/changes/stream?q=title:more${n}`);
    expect(await askAll(more, others)).toEqual({ 'too-many-followers': 500 });
    expect((await ask('/v1/changes?limit=1', await key(), agent)).statusCode).toBe(200);
    place.on('error', () => undefined);
    agent.destroy();
  });
});
