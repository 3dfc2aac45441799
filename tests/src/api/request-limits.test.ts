import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

let portals: SeededPortals;
const keys: string[] = [];

beforeAll(async () => {
  portals = await seededPortals();
  for (const name of ['one', 'two']) {
    const made = newKey(name, 'read', new Date());
    await portals.subscriptions.addKey(made.key, made.hash);
    keys.push(made.text);
  }
});
afterAll(() => portals?.close());

type Api = { ask(key?: string, path?: string, headers?: Record<string, string>): Promise<Response> };

/** A service of its own: the counts of one test are not those of another. */
async function served(
  options: { requestsPerMinute?: number; origins?: string[]; key?: string },
  test: (api: Api) => Promise<void>,
): Promise<void> {
  const api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null, ...options });
  try {
    await test({
      ask: (key, path = '/v1/sites', headers = {}) =>
        fetch(`${api.url}${path}`, {
          headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
        }),
    });
  } finally {
    await api.close();
  }
}

describe('the limit of requests', () => {
  it('is told in every answer, and past it by 429 with the time to wait', async () => {
    await served({ requestsPerMinute: 3, key: 'a key that nobody has' }, async ({ ask }) => {
      const answers = [];
      for (let n = 0; n < 4; n += 1) answers.push(await ask(keys[0]));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
      expect(answers.every(({ headers }) => headers.get('ratelimit-limit') === '3')).toBe(true);
      const wait = Number(answers[3]?.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      expect(Problem.parse(await answers[3]?.json())).toMatchObject({
        status: 429,
        code: 'too-many-requests',
      });
    });
  });

  it('counts each key for itself, however it is sent', async () => {
    await served({ requestsPerMinute: 2, key: 'a key that nobody has' }, async ({ ask }) => {
      const basic = `Basic ${Buffer.from(`reader:${keys[0]}`).toString('base64')}`;
      const statuses = [
        (await ask(keys[0])).status,
        (await ask(undefined, '/v1/sites', { authorization: basic })).status,
        (await ask(keys[0])).status,
        (await ask(keys[1])).status,
      ];
      expect(statuses).toEqual([200, 200, 429, 200]);
    });
  });

  it('counts an address where no key is needed', async () => {
    await served({ requestsPerMinute: 1 }, async ({ ask }) => {
      expect([(await ask()).status, (await ask()).status]).toEqual([200, 429]);
    });
  });

  it('slows down who guesses keys, and not who has one', async () => {
    await served({ key: 'a key that nobody has' }, async ({ ask }) => {
      const statuses = [];
      for (let n = 0; n < 62; n += 1) statuses.push((await ask(`guess-${n}`)).status);
      expect(statuses.slice(0, 60).every((status) => status === 401)).toBe(true);
      expect(statuses.slice(60)).toEqual([429, 429]);
    });
  });
});

describe('pages of other sites', () => {
  it('may read nothing by default', async () => {
    await served({}, async ({ ask }) => {
      const answer = await ask(undefined, '/v1/sites', { origin: 'https://team.example' });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  it('may where their origin is named, and see the cursor', async () => {
    await served({ origins: ['https://team.example'] }, async ({ ask }) => {
      const named = await ask(undefined, '/v1/changes', { origin: 'https://team.example' });
      expect(named.headers.get('access-control-allow-origin')).toBe('https://team.example');
      expect(named.headers.get('access-control-expose-headers')).toContain('wellspring-cursor');
      expect(named.headers.get('access-control-allow-credentials')).toBeNull();
      const other = await ask(undefined, '/v1/changes', { origin: 'https://other.example' });
      expect(other.headers.get('access-control-allow-origin')).not.toBe('https://other.example');
    });
  });

  it('may ask by a preflight before they have shown a key', async () => {
    const api = await serveApi({
      ...{ ...portals.served, version: '1', dashboardFolder: null },
      ...{ key: 'a key that nobody has', origins: ['https://team.example'] },
    });
    const answer = await fetch(`${api.url}/v1/changes`, {
      method: 'OPTIONS',
      headers: { origin: 'https://team.example', 'access-control-request-method': 'GET' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toContain('GET');
    await api.close();
  });
});
