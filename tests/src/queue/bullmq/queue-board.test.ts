import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from '../../../../crawlers/browser/chromium-path.ts';
import { serveApi } from '../../../../src/api/serve-api.ts';
import { newKey } from '../../../../src/changes/new-key.ts';
import { openBullmqQueue } from '../../../../src/queue/bullmq/bullmq-queue.ts';
import { queueBoard } from '../../../../src/queue/bullmq/queue-board.ts';
import type { JobQueue } from '../../../../src/queue/job-queue.ts';
import { type SeededPortals, seededPortals } from '../../../seeded-portals.ts';
import { newPrefix, redisUrl } from './new-prefix.ts';

describe.skipIf(!redisUrl)('the board of the queues', () => {
  const url = redisUrl ?? '';
  const { prefix, clear } = newPrefix(url);
  const keys = { read: '', operate: '' };
  let portals: SeededPortals;
  let queue: JobQueue;
  let api: Awaited<ReturnType<typeof serveApi>>;

  beforeAll(async () => {
    portals = await seededPortals();
    for (const scope of ['read', 'operate'] as const) {
      const made = newKey(scope, scope, new Date());
      await portals.subscriptions.addKey(made.key, made.hash);
      keys[scope] = made.text;
    }
    queue = await openBullmqQueue({ url, prefix });
    const data = { runId: 'run-of-the-board' };
    await queue.add([{ name: 'ingest', key: 'a', version: 1, data, priority: 0, notBeforeMs: 0 }]);
    const board = queueBoard({ url, prefix, names: ['crawl-v1', 'ingest-v1'], onError: () => undefined });
    api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null, queueBoard: board });
  });
  afterAll(async () => {
    await api.close();
    await queue.close();
    await portals.close();
    await clear();
  });

  const ask = (path: string, key?: string, method = 'GET') =>
    fetch(`${api.url}${path}`, {
      method,
      headers:
        key === undefined ? {} : { authorization: `Basic ${Buffer.from(`me:${key}`).toString('base64')}` },
    });

  it('is for operators, also where reading is open', async () => {
    expect((await ask('/v1/sites')).status).toBe(200);
    for (const path of [
      '/bull-board',
      '/bull-board/api/queues',
      '/%62ull-board/api/queues',
      '/bull-board/static/js/x.js',
    ]) {
      expect((await ask(path)).status, path).toBe(401);
      expect((await ask(path, keys.read)).status, path).toBe(403);
    }
    expect((await ask('/bull-board')).headers.get('www-authenticate')).toBe('Basic realm="wellspring"');
    expect((await ask('/bull-board', keys.operate)).status).toBe(200);
  });

  it('lets nobody change a queue', async () => {
    for (const method of ['PUT', 'POST', 'DELETE'])
      for (const path of ['/bull-board/api/queues/pause', '/bull-board/api/queues/ingest-v1/pause'])
        expect((await ask(path, keys.operate, method)).status, `${method} ${path}`).toBe(405);
    expect(await queue.counts()).toMatchObject({ waiting: 1 });
  });

  it.skipIf(!chromiumPath())(
    'shows the jobs in a browser, with nothing from elsewhere',
    async () => {
      const browser = await chromium.launch({
        executablePath: chromiumPath() ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
      try {
        const page = await browser.newPage({ httpCredentials: { username: 'me', password: keys.operate } });
        const answered: string[] = [];
        page.on('response', (response) => answered.push(new URL(response.url()).origin));
        await page.goto(`${api.url}/bull-board/queue/ingest-v1?status=prioritized`);
        await page.getByText('run-of-the-board').first().waitFor({ timeout: 15_000 });
        expect(new Set(answered)).toEqual(new Set([api.url]));
      } finally {
        await browser.close();
      }
    },
    60_000,
  );
});
