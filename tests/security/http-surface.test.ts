import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/api/answers.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { newKey } from '../../src/changes/new-key.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';

type Served = Awaited<ReturnType<typeof serveApi>>;

/** Not to be had over HTTP, though it lies beside what is. */
const besides = 'the words of a file beside the dashboard';
const at = '2025-05-01T00:00:00.000Z';

let portals: SeededPortals;
let folder: string;
/** On loopback, where reading is open. */
let open: Served;
/** With keys, as others reach it. */
let locked: Served;
let operate: string;

beforeAll(async () => {
  portals = await seededPortals();
  folder = mkdtempSync(join(tmpdir(), 'wellspring-surface-'));
  mkdirSync(join(folder, 'dashboard', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), besides);
  writeFileSync(join(folder, 'dashboard', 'secret.txt'), besides);
  writeFileSync(join(folder, 'dashboard', 'index.html'), '<!doctype html><title>dashboard</title>');
  writeFileSync(join(folder, 'dashboard', 'assets', 'app.js'), 'app');
  const key = newKey('an operator', 'operate', new Date(at));
  await portals.subscriptions.addKey(key.key, key.hash);
  operate = key.text;
  const saved = { name: 'lamps', title: 'Lamps', q: 'lamps', createdAt: at, updatedAt: at };
  await portals.subscriptions.saveSearch(saved);
  const served = { ...portals.served, version: '1', dashboardFolder: join(folder, 'dashboard') };
  open = await serveApi(served);
  locked = await serveApi({ ...served, key: 'a key that nobody guesses' });
});
afterAll(async () => {
  await open?.close();
  await locked?.close();
  await portals?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A request letter for letter, as no client would write it; the whole answer. */
async function raw(url: string, text: string): Promise<string> {
  const socket = talkTo(url);
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    answer += chunk;
  });
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.write(text);
  await Promise.race([ended, sleep(3_000)]);
  socket.destroy();
  return answer;
}

function talkTo(url: string): Socket {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

const get = (path: string, headers = '') =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n`;

describe('an address that nothing is at', () => {
  const asked = (url: string, accept: string) => fetch(url, { headers: { accept } });

  it('shows the dashboard to a browser, under our policy, and tells all else what is wrong', async () => {
    for (const { url } of [open, locked]) {
      const page = await asked(`${url}/serach`, 'text/html,application/xhtml+xml,*/*;q=0.8');
      expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('dashboard')]);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect((await asked(`${open.url}/serach`, '*/*')).headers.get('content-type')).toContain('problem+json');
    expect((await asked(`${open.url}/v1/serach`, 'text/html')).headers.get('content-type')).toContain(
      'problem',
    );
    expect((await asked(`${locked.url}/v1/serach`, 'text/html')).status).toBe(401);
    expect((await asked(`${locked.url}/metrics`, 'text/html')).status).toBe(401);
  });
});

describe('a page that an operator opens', () => {
  const forms = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'];
  const changes: readonly (readonly [method: string, path: string])[] = [
    ...[['PUT', '/v1/searches/new'] as const, ['PUT', '/v1/searches/lamps'] as const],
    ...[['DELETE', '/v1/searches/lamps'] as const, ['POST', '/v1/webhooks'] as const],
  ];

  it('changes nothing without the key, whatever form it sends, though reading is open', async () => {
    for (const [method, path] of changes) {
      for (const type of [...forms, 'application/json']) {
        const answer = await fetch(`${open.url}${path}`, {
          method,
          headers: { origin: 'https://evil.example', 'content-type': type, cookie: `key=${operate}` },
          body: '{"name":"x","title":"x","q":"x"}',
        });
        expect([401, 405, 415], `${method} ${path} ${type}`).toContain(answer.status);
        expect(answer.headers.get('set-cookie')).toBeNull();
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
    expect((await portals.subscriptions.searches()).map(({ name }) => name)).toEqual(['lamps']);
  });

  it('makes no change out of a read by a header or a parameter', async () => {
    const answer = await fetch(`${open.url}/v1/searches/lamps?_method=DELETE`, {
      headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
    });
    expect(answer.status).toBe(200);
    expect(await portals.subscriptions.searches()).toHaveLength(1);
  });
});

describe('forged headers', () => {
  it('do not let who guesses keys begin anew', async () => {
    const guesses = await serveApi({ ...portals.served, version: '1', dashboardFolder: null, key: 'k' });
    const statuses = [];
    for (let n = 0; n < 64; n += 1) {
      const address = `203.0.113.${n}`;
      const headers = {
        ...{ authorization: `Bearer guess-${n}`, 'x-forwarded-for': address, 'x-real-ip': address },
        ...{ forwarded: `for=${address}`, 'cf-connecting-ip': address },
      };
      statuses.push((await fetch(`${guesses.url}/v1/sites`, { headers })).status);
    }
    await guesses.close();
    expect(statuses.slice(60)).toEqual([429, 429, 429, 429]);
  });

  it('do not make a caller from elsewhere one of this machine', async () => {
    const headers =
      'X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: localhost\r\nForwarded: for=127.0.0.1\r\n';
    expect(await raw(locked.url, get('/v1/sites', headers))).toMatch(/^HTTP\/1\.1 401/);
    const other = get('/v1/sites').replace(
      'Host: 127.0.0.1',
      'Host: evil.example\r\nX-Forwarded-Host: localhost',
    );
    expect(await raw(open.url, other)).toMatch(/^HTTP\/1\.1 421/);
  });

  it('do not come back in links of feeds', async () => {
    const headers =
      'X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: javascript\r\nX-Original-URL: /evil\r\n';
    for (const form of ['json', 'atom', 'rss']) {
      const answer = await raw(open.url, get(`/v1/feeds/lamps.${form}`, headers));
      expect(answer).toMatch(/^HTTP\/1\.1 200/);
      expect(answer).not.toMatch(/evil|javascript:/);
    }
  });

  it('make no markup out of a host', async () => {
    const forged = get('/v1/feeds/lamps.atom', `Authorization: Bearer ${operate}\r\n`).replace(
      'Host: 127.0.0.1',
      'Host: a"><script>alert(1)</script>',
    );
    const answer = await raw(locked.url, forged);
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(answer).not.toContain('<script>');
  });

  it('make no second answer (request smuggling, split lines)', async () => {
    const both = `POST /v1/searches HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${get('/v1/sites')}`;
    const answers = (await raw(open.url, both)).match(/HTTP\/1\.1 \d+/g) ?? [];
    expect(answers).toEqual(['HTTP/1.1 400']);
    for (const path of ['/v1/articles/%0d%0aSet-Cookie:%20a=1', '/v1/sites?limit=1%0d%0aSet-Cookie:%20a=1']) {
      expect((await raw(open.url, get(path))).split('\r\n\r\n')[0]).not.toMatch(/^set-cookie/im);
    }
  });
});

describe('paths that lead out of a folder', () => {
  const ways = [
    ...['/assets/../secret.txt', '/assets/../../secret.txt', '/assets/%2e%2e/secret.txt', '/../secret.txt'],
    ...['/assets/..%2fsecret.txt', '/assets/%2e%2e%2fsecret.txt', '/assets/..%5csecret.txt', '/secret.txt'],
    ...['/assets/%252e%252e/secret.txt', '/assets/....//secret.txt', '/assets/..;/secret.txt'],
    ...['/assets//../secret.txt', '/assets/%c0%ae%c0%ae/secret.txt', '/assets/%00/../../secret.txt'],
    ...[
      '/assets/app.js/../../secret.txt',
      '//secret.txt',
      '/assets/C:%5csecret.txt',
      '/assets/file:///etc/passwd',
    ],
    ...['/v1/articles/..%2f..%2fsecret.txt/snapshot', '/v1/feeds/..%2f..%2fsecret.txt.json'],
  ];
  it('end nowhere', async () => {
    expect(await raw(open.url, get('/assets/app.js'))).toMatch(/^HTTP\/1\.1 200[\s\S]*app$/);
    for (const path of ways) {
      const answer = await raw(open.url, get(path));
      expect(answer, path).toMatch(/^HTTP\/1\.1 (?:301|400|403|404) /);
      expect(answer, path).not.toContain(besides);
      expect(answer, path).not.toContain('root:');
    }
  });
});

describe('bodies and addresses that are too large or too deep', () => {
  const put = async (body: string, type = 'application/json') => {
    const began = performance.now();
    const answer = await fetch(`${locked.url}/v1/searches/deep`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${operate}`, 'content-type': type },
      body,
    });
    expect(performance.now() - began).toBeLessThan(5_000);
    return { status: answer.status, problem: Problem.parse(await answer.json()) };
  };

  it('are refused with a reason', async () => {
    expect(await put(`{"title":"${'x'.repeat(1_000_000)}"}`)).toMatchObject({ status: 413 });
    for (const deep of ['['.repeat(60_000), `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`]) {
      expect((await put(deep)).status).toBe(400);
    }
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`k${n}`, 1])));
    expect((await put(wide)).status).toBe(400);
  });

  it('are refused on their way in', async () => {
    expect(await raw(open.url, get(`/v1/articles?q=${'x'.repeat(300_000)}`))).toMatch(
      /^HTTP\/1\.1 (?:400|414|431)/,
    );
    expect(await raw(open.url, get('/v1/sites', `X-A: ${'y'.repeat(300_000)}\r\n`))).toMatch(
      /^HTTP\/1\.1 (?:400|431)/,
    );
    const many = Array.from({ length: 20_000 }, (_, n) => `a${n}=1`).join('&');
    expect(await raw(open.url, get(`/v1/articles?${many}`))).toMatch(/^HTTP\/1\.1 (?:200|400|414|431)/);
  });

  it('put nothing into the prototype of all objects', async () => {
    const poison = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    expect((await put(`{${poison}}`)).status).toBe(400);
    expect((await put(`{"name":"y","title":"y","q":"y",${poison}}`)).status).toBe(400);
    for (const query of ['__proto__[polluted]=1', 'constructor.prototype.polluted=1', '__proto__=1&limit=1'])
      await fetch(`${open.url}/v1/articles?${query}`);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('clients that are slow', () => {
  it('do not keep others waiting, and are let go', async () => {
    const slow = Array.from({ length: 200 }, () => talkTo(open.url));
    const dripping = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('X-a: b\r\n');
    }, 100);
    for (const socket of slow) socket.write('POST /v1/searches HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    try {
      await sleep(500);
      for (let n = 0; n < 5; n += 1) {
        const answer = await fetch(`${open.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
        expect(answer.status).toBe(200);
      }
      // A request whose headers have no end runs into the limit of headers, long before the one of time (30 s).
      const [first] = slow;
      first?.write(`X-b: ${'c'.repeat(200_000)}\r\n`);
      await expect.poll(() => first?.closed, { timeout: 5_000 }).toBe(true);
    } finally {
      clearInterval(dripping);
      for (const socket of slow) socket.destroy();
    }
  });
});
