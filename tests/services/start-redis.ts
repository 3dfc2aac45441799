import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { aptInstall, childService, dockerRuns, dockerService, onPath, type Service } from './service.ts';

/**
 * A Redis for the tests: named in the environment (REDIS_URL), on the path, in a container, or installed by apt.
 * @returns null where there is none to be had
 */
export async function startRedis(say: (line: string) => void): Promise<Service | null> {
  const named = process.env.REDIS_URL;
  const nothing = async () => undefined;
  if (named) {
    await keepWhatItIsGiven(named);
    return { url: named, from: 'REDIS_URL', kill: nothing, close: nothing };
  }
  if (onPath('redis-server')) return startOwnRedis();
  if (dockerRuns()) {
    const port = await freePort();
    const words = ['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    return dockerService('redis:7', words, { port, inside: 6379, url: `redis://127.0.0.1:${port}` });
  }
  say('installing redis-server with apt');
  return aptInstall('redis-server') ? startOwnRedis() : null;
}

/** A Redis as a container starts it keeps nothing over a restart, and Wellspring refuses such a one. */
async function keepWhatItIsGiven(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.config('SET', 'appendonly', 'yes');
  await redis.quit();
}

/** A Redis of one's own, which a test may kill and start again with the same folder and port. */
export async function startOwnRedis(place?: { folder: string; port: number }): Promise<Service> {
  const folder = place?.folder ?? mkdtempSync(join(tmpdir(), 'wellspring-redis-'));
  const port = place?.port ?? (await freePort());
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const service = await childService('redis-server', [...words, '--appendonly', 'yes'], {
    ...{ port, from: 'redis-server' },
    url: `redis://127.0.0.1:${port}`,
  });
  if (place) return service;
  return {
    ...service,
    async close() {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
