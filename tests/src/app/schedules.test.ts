import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRunBook } from '../../../src/app/run-book.ts';
import { openApp } from '../../../src/app.ts';
import { newKey } from '../../../src/changes/new-key.ts';
import type { Application } from '../../../src/cli/application.ts';
import { Run } from '../../../src/model/run.ts';
import { Settings } from '../../../src/settings.ts';
import { startTestPortal } from '../../crawlers/test-portal.ts';

const things = [
  'quay',
  'ferry',
  'crane',
  'lighthouse',
  'pilot',
  'dredger',
  'customs house',
  'fish market',
  'slipway',
];
const article = (n: number) => {
  const text = Array.from(
    { length: 9 },
    (_, k) =>
      `The ${things[n]} ${n * 31 + k * 7} was seen by ${things[(n + k) % 9]} ${k * n} on day ${n + k}. `,
  );
  return `<html><head><title>About the ${things[n]}</title></head><body><h1>About the ${things[n]}</h1><p>${text.join('')}</p></body></html>`;
};
const list = (...paths: string[]) =>
  `<html><body>${paths.map((path) => `<a href="${path}">Harbour news of ${path}</a>`).join('<br>')}</body></html>`;

let folder: string;
let portal: Awaited<ReturnType<typeof startTestPortal>>;
let app: Application;
let slowMs: number;

function siteFile(
  more = '',
  start = `[{ list: "${portal.origin}/list/" }, { list: "${portal.origin}/more/" }]`,
) {
  mkdirSync(join(folder, 'sites', 'harbour'), { recursive: true });
  const file = join(folder, 'sites', 'harbour', 'site.yaml');
  writeFileSync(file, `name: Harbour\nhosts: ["${portal.host}"]\nstart: ${start}\n${more}`);
}
const open = () =>
  openApp(
    Settings.parse({
      data: join(folder, 'data'),
      sites: join(folder, 'sites'),
      allow: [portal.host],
      crawl: { gapMs: 0, maxDepth: 1 },
    }),
  );

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-schedules-'));
  slowMs = 0;
  const slowly = (n: number) => (_: unknown, response: import('node:http').ServerResponse) => {
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(article(n));
    }, slowMs);
    return undefined;
  };
  portal = await startTestPortal({
    '/list/': { body: list('/n/1', '/n/2') },
    '/more/': { body: list('/n/3', '/n/4', '/n/5', '/n/6', '/n/7', '/n/8') },
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`/n/${n}`, slowly(n)])),
  });
  siteFile();
  app = await open();
});
afterEach(async () => {
  await app.close();
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error('it did not happen in 20 s');
}
const runs = async () => (await app.schedules.runs({ limit: 50, cursor: null })).runs;
const ended = async (count: number) =>
  until(async () => {
    for (const run of await app.schedules.openRuns()) await lookAt(run);
    const done = (await runs()).filter(({ endedAt }) => endedAt !== null);
    return done.length >= count && done;
  });
/** The loop itself looks every 15 s; a test has less time. */
async function lookAt(run: Run) {
  const { store, queue, schedules } = app;
  await openRunBook({ store, queue, schedules, now: () => new Date() }).look(run);
}

describe('the service', () => {
  it('visits each list of a site when it first sees it, and writes down what came of it', async () => {
    const working = await app.work({ scheduler: true, worker: true });
    const done = await ended(2);
    await working.close();
    expect(done.map(({ trigger, state }) => [trigger, state])).toEqual([
      ['first', 'done'],
      ['first', 'done'],
    ]);
    const [short, long] = done.toSorted((a, b) => a.requests - b.requests);
    expect(short).toMatchObject({ site: 'Harbour', schedule: `${portal.origin}/list/` });
    expect(long).toMatchObject({ site: 'Harbour', schedule: `${portal.origin}/more/` });
    for (const run of done) {
      // Both runs meet the sitemap at once; it is counted for the one that settled it last.
      const counted = Object.values(run.outcomes).reduce((sum, count) => sum + count, 0);
      expect(run.requests - counted).toBeLessThanOrEqual(1);
      expect(run.freshArticles).toBe(run.outcomes.stored);
    }
    const again = await app.scheduleDesk.schedules({ site: 'harbour', times: 20 });
    expect(again.map(({ next }) => next.length)).toEqual([20, 20]);
    expect(await app.scheduleDesk.alarms()).toEqual([]);
  });

  it('leaves a paused site alone, over a restart, until it is resumed; what was under way goes on then', async () => {
    await app.scheduleDesk.pause('Harbour', 'they asked for it');
    let working = await app.work({ scheduler: true, worker: true });
    await sleep(300);
    expect(portal.requests).toEqual([]);
    expect((await app.scheduleDesk.schedules({ times: 5 }))[0]).toMatchObject({
      next: [],
      paused: { by: 'site', reason: 'they asked for it' },
    });
    await working.close();
    await app.close();
    app = await open();
    working = await app.work({ scheduler: true, worker: true });
    await sleep(300);
    expect(portal.requests).toEqual([]);
    await working.close();
    await app.scheduleDesk.resume('Harbour');
    slowMs = 400;
    working = await app.work({ scheduler: true, worker: true });
    await until(async () => portal.requests.length > 4);
    await app.scheduleDesk.pause(null, 'all of them');
    await until(async () => (await app.queue.counts()).running === 0);
    const asked = portal.requests.length;
    await sleep(500);
    expect(portal.requests.length).toBe(asked);
    expect((await app.queue.counts()).waiting).toBeGreaterThan(0);
    expect((await app.schedules.openRuns()).length).toBeGreaterThan(0);
    await working.close();
  });

  it('runs a site now, and ends a run that is cancelled: what was not visited says so', async () => {
    siteFile('paused: true\n');
    await app.close();
    app = await open();
    const working = await app.work({ scheduler: true, worker: true });
    slowMs = 700;
    const run = await app.scheduleDesk.runNow('Harbour', 'to see it');
    await until(async () => portal.requests.some(({ path }) => path.startsWith('/n/')));
    const cancelled = await app.scheduleDesk.cancel(run.id, 'seen enough');
    expect(cancelled?.state).toBe('cancelled');
    expect(await app.scheduleDesk.cancel(run.id, 'again')).toBeNull();
    await until(async () => (await app.queue.counts()).running === 0);
    await working.close();
    const outcomes = await app.store.outcomes(run.id);
    expect(outcomes.queued).toBeUndefined();
    expect(outcomes['not-due']).toBeGreaterThan(0);
    const { urls } = await app.store.urls({ outcome: 'not-due', limit: 1, cursor: null });
    expect(urls[0]?.reason).toBe('the run was cancelled before its turn: seen enough');
  });

  it('is steered over HTTP with a key of scope operate', async () => {
    const served = await app.serve({ port: 0 });
    const made = newKey('a test', 'operate', new Date());
    await app.subscriptions.addKey(made.key, made.hash);
    const post = async (path: string, body: object, key = made.text) => {
      const answer = await fetch(served.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: await answer.json() };
    };
    const get = async (path: string) => (await fetch(served.url + path)).json();
    expect((await post('/v1/runs', { site: 'Harbour' }, 'wrong')).status).toBe(401);
    const run = Run.parse((await post('/v1/runs', { site: 'Harbour', reason: 'a look' })).body);
    expect(await get('/v1/runs?site=Harbour')).toMatchObject({ runs: [{ id: run.id, trigger: 'hand' }] });
    expect(await post(`/v1/runs/${run.id}/cancel`, {})).toMatchObject({ body: { state: 'cancelled' } });
    expect(await post(`/v1/runs/${run.id}/cancel`, {})).toMatchObject({ status: 404 });
    expect(await post('/v1/schedules/pause', { site: 'Elsewhere' })).toMatchObject({
      status: 404,
      body: {
        code: 'unknown-site',
        detail: 'there is no site "Elsewhere"; write its name, a host or its folder; known sites: Harbour',
      },
    });
    expect(await post('/v1/schedules/pause', {})).toMatchObject({ body: { pauses: [{ site: null }] } });
    expect(await get('/v1/schedules')).toMatchObject({ schedules: [{ paused: { by: 'all' } }, {}] });
    expect(await post('/v1/schedules/resume', {})).toMatchObject({ body: { pauses: [] } });
    expect((await get('/v1/schedules?site=Harbour&times=3')).schedules[0].next).toHaveLength(3);
    expect(await get('/v1/dead-letters')).toEqual({ letters: [], total: 0, next: null });
    await served.close();
  });
});
