import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../services/free-port.ts';
import { onPath, type Service } from '../services/service.ts';
import { startOwnRedis } from '../services/start-redis.ts';
import { mongoUri, newDatabase } from '../src/store/mongo/new-database.ts';
import { cli, type startCli, startService } from './run-cli.ts';

type Started = Awaited<ReturnType<typeof startService>>;
const key = 'a-key-of-sixteen-or-more';

describe.skipIf(!mongoUri || !onPath('redis-server'))('a process that serves no interface', () => {
  let folder: string;
  let redisFolder: string;
  let redis: Service;
  let redisPort: number;
  let database: ReturnType<typeof newDatabase>;
  let settings: Record<string, string>;
  let worker: Started;
  let scheduler: Started;
  let address: string;
  const running: ReturnType<typeof startCli>[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-probes-'));
    redisFolder = mkdtempSync(join(tmpdir(), 'wellspring-probes-redis-'));
    redisPort = await freePort();
    redis = await startOwnRedis({ folder: redisFolder, port: redisPort });
    database = newDatabase(mongoUri ?? '');
    settings = { MONGODB_URI: database.uri, REDIS_URL: redis.url };
    [worker, scheduler] = await Promise.all([start('worker'), start('scheduler', ['--host', '0.0.0.0'])]);
    address = addressOf(worker);
  });
  afterAll(async () => {
    for (const { child } of running) child.kill('SIGTERM');
    await Promise.all(running.map(({ ended }) => ended));
    await redis.close();
    await database.drop();
    for (const one of [folder, redisFolder]) rmSync(one, { recursive: true, force: true });
  });

  async function start(role: string, words: readonly string[] = []) {
    const env = { ...settings, WELLSPRING_API_KEY: key };
    const started = await startService(role, words, { data: join(folder, 'data'), settings: env });
    running.push(started);
    return started;
  }
  const addressOf = ({ said }: Started) =>
    (/health and metrics on (http:\S+)/.exec(said)?.[1] ?? '').replace('localhost', '127.0.0.1');
  const withKey = { headers: { authorization: `Bearer ${key}` } };
  const answer = async (path: string) => {
    const response = await fetch(`${address}${path}`, withKey);
    return { status: response.status, ...(await response.json()) };
  };

  it('says where it tells of its health, and tells it', async () => {
    for (const started of [worker, scheduler]) {
      for (const path of ['/healthz', '/readyz']) {
        const response = await fetch(`${addressOf(started)}${path}`);
        expect(response.status, path).toBe(200);
        expect(await response.json(), path).toMatchObject({ status: 'ok' });
      }
    }
  });

  it('gives its own metrics, and leaves to the interface what is read from the store', async () => {
    const text = await (await fetch(`${address}/metrics`, withKey)).text();
    for (const name of ['wellspring_parse_seconds', 'wellspring_jobs_total', 'process_resident_memory_bytes'])
      expect(text).toContain(`# TYPE ${name} `);
    expect(text).not.toMatch(/wellspring_(?:articles|sites|urls)\b/);
  });

  it('shows metrics to holders of a key only, and has nothing else to show', async () => {
    for (const started of [worker, scheduler]) {
      const asked = await fetch(`${addressOf(started)}/metrics`);
      expect(asked.status).toBe(401);
      expect(await asked.json()).toMatchObject({ code: 'unauthorized' });
    }
    expect(await answer('/v1/articles')).toMatchObject({ status: 404 });
  });

  it('does not begin where the port is taken, and says what to do', async () => {
    const port = new URL(address).port;
    const options = { data: join(folder, 'data'), settings };
    const { code, err } = await cli(['start', '--role', 'worker', '--port', port], options);
    expect(err).toBe(
      `wellspring: port ${port} of 127.0.0.1 cannot be had: another process listens there already; name another port, or 0 ` +
        'for any free one (--port, WELLSPRING_PROBES_PORT or probes.port)\n',
    );
    expect(code).toBe(2);
  });

  it('is up but not ready while the queue is away, within the patience of a probe, and comes back by itself', async () => {
    await redis.close();
    const askedAt = performance.now();
    expect(await answer('/readyz')).toMatchObject({ status: 503, detail: 'the queue does not answer' });
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(await answer('/healthz')).toMatchObject({ status: 'ok' });
    redis = await startOwnRedis({ folder: redisFolder, port: redisPort });
    for (let tries = 0; tries < 50 && (await answer('/readyz')).status !== 'ok'; tries += 1) await sleep(200);
    expect(await answer('/readyz')).toMatchObject({ status: 'ok' });
  });
});
