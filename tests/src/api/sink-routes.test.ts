import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import { cursorOf } from '../../../src/changes/cursor.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
let key: string;
let last: number;

beforeAll(async () => {
  portals = await seededPortals();
  api = await serveApi({
    ...{ ...portals.served, version: '1', dashboardFolder: null },
    sinks: [
      { name: 'lake', kind: 'files', q: 'verdict:late' },
      { name: 'stream', kind: 'redis-stream' },
    ],
  });
  const made = newKey('a test', 'operate', new Date());
  await portals.subscriptions.addKey(made.key, made.hash);
  key = made.text;
  last = await portals.served.store.lastSeq();
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
});

const listed = async () => (await fetch(`${api.url}/v1/sinks`)).json();
const seek = (name: string, body: unknown) =>
  fetch(`${api.url}/v1/sinks/${name}/seek`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the sinks', () => {
  it('are listed with how far each has come', async () => {
    await portals.subscriptions.moveSink('lake', null, { seq: 2, planned: 5 });
    expect(await listed()).toEqual({
      sinks: [
        {
          ...{ name: 'lake', kind: 'files', q: 'verdict:late', state: 'writing' },
          ...{ cursor: cursorOf(2), behind: last - 2 },
        },
        { name: 'stream', kind: 'redis-stream', q: null, state: 'new', cursor: null, behind: null },
      ],
    });
  });

  it('go on elsewhere when told to', async () => {
    expect(await (await seek('lake', { since: 'now' })).json()).toMatchObject({
      state: 'waiting',
      behind: 0,
    });
    expect(await (await seek('stream', {})).json()).toMatchObject({ cursor: cursorOf(0), behind: last });
    expect(await portals.subscriptions.sinkPlace('lake')).toEqual({ seq: last, planned: null });
  });

  it.each([
    ['none', { since: 'now' }, 404, 'not-found'],
    ['lake', { since: 'yesterday' }, 400, 'invalid-cursor'],
    ['lake', { since: cursorOf(99_999) }, 410, 'cursor-ahead'],
  ])('refuse %s %j', async (name, body, status, code) => {
    const answer = await seek(name, body);
    expect(Problem.parse(await answer.json())).toMatchObject({ status, code });
  });
});
