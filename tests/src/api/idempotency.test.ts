import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
let time = Date.parse('2026-01-02T03:04:05Z');
const keys: string[] = [];

beforeAll(async () => {
  portals = await seededPortals({ allow: ['127.0.0.1:9'] });
  api = await serveApi({
    ...{ ...portals.served, version: '1', dashboardFolder: null },
    now: () => new Date(time),
  });
  for (const name of ['one', 'two']) {
    const made = newKey(name, 'operate', new Date());
    await portals.subscriptions.addKey(made.key, made.hash);
    keys.push(made.text);
  }
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
});

const add = (
  idempotencyKey: string | null,
  { description = '', key = 0, url = 'http://127.0.0.1:9/' } = {},
) =>
  fetch(`${api.url}/v1/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${keys[key]}`,
      ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify({ url, description }),
  });
const webhooks = async () => (await portals.subscriptions.webhooks()).length;

describe('a write with an Idempotency-Key', () => {
  it('has its effect once, and is answered the same each time', async () => {
    const before = await webhooks();
    const first = await add('8e03978e-40d5-43dd-bc93-6894a57f9324');
    const again = await add('"8e03978e-40d5-43dd-bc93-6894a57f9324"');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(await again.json()).toEqual(await first.json());
    expect(await webhooks()).toBe(before + 1);
  });

  it('has it each time without one, and under the key of another asker', async () => {
    const before = await webhooks();
    await add(null);
    await add(null);
    await add('shared');
    await add('shared', { key: 1 });
    expect(await webhooks()).toBe(before + 4);
  });

  it('is refused where the key came with another request', async () => {
    await add('mixed');
    const answer = await add('mixed', { description: 'other' });
    expect(Problem.parse(await answer.json())).toMatchObject({ status: 422, code: 'idempotency-mismatch' });
  });

  it('has its effect once when both come at one time', async () => {
    const before = await webhooks();
    const answers = await Promise.all(Array.from({ length: 8 }, () => add('together')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(statuses).toContain(201);
    expect(await webhooks()).toBe(before + 1);
    expect((await add('together')).status).toBe(201);
    expect(await webhooks()).toBe(before + 1);
  });

  it('keeps a refusal too, so that an answer does not change', async () => {
    const refused = await add('refused', { url: 'https://10.0.0.1/' });
    const again = await add('refused', { url: 'https://10.0.0.1/' });
    expect([refused.status, again.status]).toEqual([422, 422]);
    expect(again.headers.get('content-type')).toContain('application/problem+json');
    expect(await again.json()).toEqual(await refused.json());
  });

  it('is forgotten after a day', async () => {
    await add('again');
    const before = await webhooks();
    time += 25 * 3_600_000;
    await portals.subscriptions.forgetAnswers(new Date(time - 24 * 3_600_000).toISOString());
    expect((await add('again')).headers.get('idempotency-replayed')).toBeNull();
    expect(await webhooks()).toBe(before + 1);
  });

  it.each(['', 'x'.repeat(300), 'a b'])('is refused where the key is %j', async (key) => {
    const answer = await add(key);
    expect(answer.status).toBe(400);
    expect(Problem.parse(await answer.json()).code).toBe('invalid-request');
  });
});

it('every write says in the description that it takes one', async () => {
  const { paths } = (await (await fetch(`${api.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
  };
  const without = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'get')
      .filter(([, { parameters = [] }]) => !parameters.some(({ name }) => name === 'idempotency-key'))
      .map(([method]) => `${method} ${path}`),
  );
  expect(without).toEqual([]);
});
