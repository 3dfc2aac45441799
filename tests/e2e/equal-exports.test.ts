import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApp } from '../../src/app.ts';
import type { Application } from '../../src/cli/application.ts';
import { type DemoPortals, startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { exportArticles } from '../../src/export/export-articles.ts';
import { PublicArticle } from '../../src/model/change-event.ts';
import { Settings } from '../../src/settings.ts';
import { onPath, type Service } from '../services/service.ts';
import { startOwnRedis } from '../services/start-redis.ts';
import { mongoUri, newDatabase } from '../src/store/mongo/new-database.ts';
import { isPaged } from './is-paged.ts';

const dayMs = 86_400_000;
const note = { query: '*', exportedAt: '2026-03-20T00:00:00.000Z', version: '1' };

describe.skipIf(!mongoUri || !onPath('redis-server'))('a crawl whose clock is set', () => {
  let folder: string;
  let redis: Service;
  let database: ReturnType<typeof newDatabase>;
  let portals: DemoPortals;
  let embedded: string[];
  let servers: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-equal-'));
    redis = await startOwnRedis();
    database = newDatabase(mongoUri ?? '');
    portals = await startDemoPortals({ seed: 11, portals: 6, articlesPerPortal: 5 });
    embedded = await crawled(join(folder, 'embedded'), {});
    servers = await crawled(join(folder, 'servers'), { mongodbUri: database.uri, redisUrl: redis.url });
  }, 120_000);
  afterAll(async () => {
    await portals.close();
    await database.drop();
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the same export on SQLite as on MongoDB and Redis, byte by byte, judgements and times included', () => {
    const truth = portals.portals.flatMap(({ articles }) => articles.map(({ url }) => url));
    const urls = embedded.map((line) => Line.parse(JSON.parse(line)).canonicalUrl);
    expect(truth.filter((url) => !urls.includes(url))).toEqual([]);
    expect(servers.join('\n')).toBe(embedded.join('\n'));
  });

  it('is one with copies and paged articles, so that there is something to judge', () => {
    const lines = embedded.map((line) => Line.parse(JSON.parse(line)));
    const relations = new Set(lines.map(({ relation }) => relation));
    expect(relations).toEqual(new Set(['original', 'copy', 'excerpt', 'unique']));
    expect(lines.filter(isPaged)).not.toEqual([]);
  });

  /** Each portal a day after the one before it, page after page, and the first once more at the end. */
  async function crawled(
    data: string,
    servers: { mongodbUri?: string; redisUrl?: string },
  ): Promise<string[]> {
    const settings = Settings.parse({
      ...{ data, sites: join(folder, 'no-sites'), ...servers },
      allow: portals.portals.map(({ origin }) => new URL(origin).host),
      crawl: { gapMs: 0, hostConcurrency: 1, totalConcurrency: 4 },
    });
    let at = Date.parse('2026-03-02T08:00:00Z');
    const app = await openApp(settings, { now: () => new Date(at) });
    const { signal } = new AbortController();
    try {
      const starts = portals.portals.map(({ startUrl }) => startUrl);
      for (const url of [...starts, ...starts.slice(0, 1)]) {
        const { failures } = await app.run({ starts: [{ url, kind: 'page' }] }, () => undefined, signal);
        expect(failures).toEqual([]);
        at += dayMs;
      }
      return await exported(app);
    } finally {
      await app.close();
    }
  }

  async function exported({ store, archive }: Application): Promise<string[]> {
    const stream = exportArticles(store.export({ type: 'everything' }), 'ndjson', note);
    const lines = (await text(stream)).trim().split('\n');
    return (await Promise.all(lines.map((line) => lasting(line, archive)))).sort();
  }
});

const Line = PublicArticle.omit({ snapshot: true }).extend({ snapshot: z.string() });

/**
 * A line as it stands, but for two things. What lies in the archive comes instead of its place there: records have
 * random names, which make them a few bytes longer or shorter when they are packed. And an article of several parts
 * has a revision more where a part came in a batch of its own, which is decided by how fast the machine is.
 */
async function lasting(line: string, archive: Application['archive']): Promise<string> {
  const { snapshot, ...article } = PublicArticle.parse(JSON.parse(line));
  const place = `"snapshot":${JSON.stringify(snapshot)}`;
  expect(line).toContain(place);
  if (!snapshot) throw new Error(`${article.canonicalUrl} has no page in the archive`);
  const digest = createHash('sha256')
    .update((await archive.read(snapshot)).body)
    .digest('hex');
  const without = line.replace(place, `"snapshot":"${digest}"`);
  return isPaged(article) ? without.replace(/"revision":\d+/, '"revision":1') : without;
}
