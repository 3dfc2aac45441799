import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crawlJobs } from '../../src/app/crawl-jobs.ts';
import { type DemoPortals, startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { PublicArticle } from '../../src/model/change-event.ts';
import { openBullmqQueue } from '../../src/queue/bullmq/bullmq-queue.ts';
import type { JobQueue } from '../../src/queue/job-queue.ts';
import { loadSettings } from '../../src/settings.ts';
import type { Service } from '../services/service.ts';
import { onPath } from '../services/service.ts';
import { hasOwnMongo, startOwnMongo } from '../services/start-mongo.ts';
import { startOwnRedis } from '../services/start-redis.ts';
import { mongoUri, newDatabase } from '../src/store/mongo/new-database.ts';
import { isPaged } from './is-paged.ts';
import { cli, jsonLines, type startCli, startService } from './run-cli.ts';

const articlesPerPortal = 24;
const work = ['crawl', 'ingest', 'browse'];

describe.skipIf(!mongoUri || !onPath('redis-server'))('two workers and an api over MongoDB and Redis', () => {
  let folder: string;
  let redis: Service;
  let database: ReturnType<typeof newDatabase>;
  let queue: JobQueue;
  let settings: Record<string, string>;
  const running: ReturnType<typeof startCli>[] = [];
  // Not the server of the other tests where there may be one of our own: they would wait for each other.
  let mongo: Service | null = null;

  beforeAll(async () => {
    if (hasOwnMongo()) mongo = await startOwnMongo();
  });
  afterAll(() => mongo?.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-scale-'));
    redis = await startOwnRedis();
    database = newDatabase(mongo?.url ?? mongoUri ?? '');
    settings = { MONGODB_URI: database.uri, REDIS_URL: redis.url };
    queue = await openBullmqQueue({ url: redis.url });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(stopped));
    await queue.close();
    await redis.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function stopped({ child, ended }: ReturnType<typeof startCli>) {
    child.kill('SIGTERM');
    await ended;
  }

  /** A process of the service; resolves when it says that it runs. */
  async function start(role: string, allow: string) {
    const started = await startService(role, ['--allow', allow], { data: join(folder, 'data'), settings });
    running.push(started);
    return started;
  }

  const addCrawl = (runId: string, starts: readonly string[]) =>
    queue.add(
      crawlJobs(
        runId,
        { starts: starts.map((url) => ({ url, kind: 'page' })) },
        [],
        loadSettings({ env: {}, file: 'no-such-file.yaml', flags: {} }),
      ),
    );

  async function exported(data: string, env: Record<string, string>): Promise<PublicArticle[]> {
    const { out } = await cli(['export', '*', '--format', 'ndjson'], { data, settings: env });
    return jsonLines(out).map((line) => PublicArticle.parse(line));
  }

  /** Evidence that hangs on when the crawl was, or on how a page was found first. */
  const passing = new Set(['first-seen', 'sitemap', 'feed']);

  /** What does not hang on them either, nor on how fast the machine is: a paged article grows with each part of it. */
  function lasting({ storyId, firstSeenAt, lastSeenAt, dateEvidence, snapshot, ...rest }: PublicArticle) {
    const {
      relation: _r,
      dateReasons: _d,
      dateVerdict: _v,
      lagDays: _l,
      revision: written,
      ...article
    } = rest;
    const revision = isPaged(article) ? 1 : written;
    const evidence = dateEvidence
      .filter(({ kind }) => !passing.has(kind))
      .map((piece) => JSON.stringify(piece));
    return JSON.stringify({ ...article, revision, dateEvidence: evidence.sort() });
  }

  const storiesOf = (articles: readonly PublicArticle[]) =>
    [...Map.groupBy(articles, ({ storyId }) => storyId).values()]
      .map((members) =>
        members
          .map(({ canonicalUrl }) => canonicalUrl)
          .sort()
          .join(' '),
      )
      .sort();

  describe('on the demo portals', () => {
    let portals: DemoPortals;
    let allow: string;
    let starts: string[];
    beforeAll(async () => {
      portals = await startDemoPortals({ seed: 7, portals: 6, articlesPerPortal });
      allow = portals.portals.map(({ origin }) => new URL(origin).host).join(',');
      starts = portals.portals.map(({ startUrl }) => startUrl);
    });
    afterAll(() => portals.close());

    const expectedUrls = () =>
      portals.portals.flatMap(({ articles }) => articles.map(({ url }) => url)).sort();

    it('store the same articles and stories as one process with its embedded store, none twice', async () => {
      const [, , api] = await Promise.all([
        start('worker', allow),
        start('worker', allow),
        start('api', allow),
      ]);
      await addCrawl('run-1', starts);
      await queue.idle(work);
      const asked = new Map(portals.requests);
      const twice = [...asked].filter(([url, count]) => count > 1 && !url.endsWith('/robots.txt'));
      expect(twice).toEqual([]);
      for (const { origin } of portals.portals) expect(asked.get(`${origin}/robots.txt`), origin).toBe(1);

      const alone = join(folder, 'alone');
      await cli(['crawl', ...starts, '--allow', allow, '--json'], { data: alone });
      const [many, one] = [await exported(join(folder, 'data'), settings), await exported(alone, {})];
      expect(many.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(expectedUrls());
      expect(many.map(lasting)).toEqual(one.map(lasting));
      expect(storiesOf(many)).toEqual(storiesOf(one));

      const address = /http:\/\/\S+/.exec(api?.said ?? '')?.[0] ?? '';
      const answer = await fetch(`${address.replace(/\/$/, '')}/v1/articles?limit=1`);
      expect(await answer.json()).toMatchObject({ total: many.length });
    }, 180_000);

    it('lose nothing and double nothing when one of them is killed', async () => {
      const [killed] = await Promise.all([start('worker', allow), start('worker', allow)]);
      const before = [...portals.requests.values()].reduce((sum, count) => sum + count, 0);
      await addCrawl('run-2', starts);
      for (let asked = before; asked < before + 90; await sleep(10)) {
        asked = [...portals.requests.values()].reduce((sum, count) => sum + count, 0);
      }
      killed?.child.kill('SIGKILL');
      await queue.idle(work);
      const articles = await exported(join(folder, 'data'), settings);
      expect(articles.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(expectedUrls());
      expect((await queue.counts()).dead).toBe(0);
      const { out } = await cli(['changes'], { data: join(folder, 'data'), settings });
      const events = jsonLines(out);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      const created = events.filter(({ type }) => type === 'article.created').map(({ id }) => id);
      expect(new Set(created).size).toBe(created.length);
    }, 180_000);
  });

  it('keep one pace for a host together', async () => {
    const gapMs = 200;
    const arrivals: number[] = [];
    const server = createServer((request, response) => {
      if (request.url === '/robots.txt') {
        response.end(`User-agent: *\nCrawl-delay: ${gapMs / 1_000}`);
        return;
      }
      arrivals.push(performance.now());
      const links = Array.from({ length: 8 }, (_, n) => `<a href="/page${n}.html">page ${n}</a>`);
      response.setHeader('content-type', 'text/html').end(`<html><body>${links.join(' ')}</body></html>`);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      const host = address !== null && typeof address === 'object' ? `127.0.0.1:${address.port}` : '';
      await Promise.all([start('worker', host), start('worker', host)]);
      // Two runs at once on one host: each worker takes one of them.
      await addCrawl('run-a', [`http://${host}/`]);
      await addCrawl('run-b', [`http://${host}/`]);
      await queue.idle(work);
      expect(arrivals.length).toBeGreaterThanOrEqual(10);
      const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
      // Two connections may bring requests a little closer together than they were let go.
      expect(Math.min(...gaps)).toBeGreaterThan(gapMs / 2);
      expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(
        gapMs * (arrivals.length - 1) * 0.95,
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }, 60_000);
});
