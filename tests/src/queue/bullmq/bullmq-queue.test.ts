import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBullmqQueue } from '../../../../src/queue/bullmq/bullmq-queue.ts';
import { jobId } from '../../../../src/queue/bullmq/job-ledger.ts';
import { freePort } from '../../../services/free-port.ts';
import { onPath } from '../../../services/service.ts';
import { startOwnRedis } from '../../../services/start-redis.ts';
import { jobQueueContract } from '../job-queue.contract.ts';
import { newPrefix, redisUrl } from './new-prefix.ts';

const url = redisUrl ?? '';
const options = { concurrency: { ingest: 1 }, versions: { ingest: 1 } };
const job = { name: 'ingest', key: 'a', version: 1, data: {}, priority: 0, notBeforeMs: 0 };

describe.skipIf(!redisUrl)('on a Redis server', () => {
  jobQueueContract('bullmq', async () => {
    const { prefix, clear } = newPrefix(url);
    return { open: () => openBullmqQueue({ url, prefix }), clear };
  });

  describe('BullMQ', () => {
    let place: ReturnType<typeof newPrefix>;
    beforeEach(() => {
      place = newPrefix(url);
    });
    afterEach(() => place.clear());

    it('gives a job of a killed worker to another one within seconds', async () => {
      const queue = await openBullmqQueue({ url, prefix: place.prefix });
      try {
        await queue.add([job]);
        const module = new URL('../../../../src/queue/bullmq/bullmq-queue.ts', import.meta.url).href;
        const script = `
          const { openBullmqQueue } = await import(${JSON.stringify(module)});
          const queue = await openBullmqQueue(${JSON.stringify({ url, prefix: place.prefix })});
          await queue.work(() => { process.stdout.write('begun'); return new Promise(() => {}); }, ${JSON.stringify(options)});
        `;
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await once(child.stdout, 'data');
        child.kill('SIGKILL');
        await once(child, 'exit');
        expect((await queue.counts()).running).toBe(1);
        let runs = 0;
        const working = await queue.work(async () => {
          runs += 1;
        }, options);
        await queue.idle(['ingest']);
        await working.close();
        expect(runs).toBe(1);
        expect(await queue.counts()).toEqual({ waiting: 0, running: 0, done: 1, dead: 0 });
      } finally {
        await queue.close();
      }
    });

    it('buries a job that took more than ten workers with it, and does not run it', async () => {
      const queue = await openBullmqQueue({ url, prefix: place.prefix });
      const redis = new Redis(url);
      try {
        await queue.add([job]);
        const [held = ''] = (await redis.keys(`{${place.prefix}}*`)).filter((key) =>
          key.endsWith(jobId('ingest', 'a')),
        );
        // As BullMQ counts the workers that were lost while they ran it.
        expect(await redis.hset(held, 'stc', '11')).toBe(1);
        let runs = 0;
        const working = await queue.work(async () => {
          runs += 1;
        }, options);
        await queue.idle(['ingest']);
        await working.close();
        expect(runs).toBe(0);
        const letters = [];
        for await (const letter of queue.deadLetters()) letters.push(letter);
        expect(letters).toMatchObject([{ key: 'a', error: { code: 'worker-lost' } }]);
      } finally {
        await redis.quit();
        await queue.close();
      }
    });

    it('takes a job back that another process finished while it was being added again', async () => {
      const queue = await openBullmqQueue({ url, prefix: place.prefix });
      const redis = new Redis(url);
      const monitor = await redis.duplicate().monitor();
      try {
        const done = `{${place.prefix}}:done`;
        monitor.on('monitor', (_, [command = '', key = '']: string[]) => {
          if (command.toLowerCase() === 'zmscore' && key === done)
            void redis.zadd(done, Date.now() + 60_000, jobId('ingest', 'a'));
        });
        // Many, so that adding them takes longer than the other process needs to end the first.
        const others = Array.from({ length: 2_000 }, (_, n) => ({ ...job, key: `other ${n}` }));
        await queue.add([job, ...others]);
        expect(await queue.counts()).toMatchObject({ waiting: others.length, done: 1 });
      } finally {
        monitor.disconnect();
        await redis.quit();
        await queue.close();
      }
    });

    it('keeps nothing of a finished job but its id', async () => {
      const queue = await openBullmqQueue({ url, prefix: place.prefix });
      const redis = new Redis(url);
      try {
        await queue.add([{ ...job, data: { text: 'a mark to look for' } }]);
        const working = await queue.work(async () => undefined, options);
        await queue.idle(['ingest']);
        await working.close();
        const names = (await redis.keys(`{${place.prefix}}*`)).map((key) =>
          key.split(':').slice(1).join(':'),
        );
        expect(
          names.filter(
            (name) => !/^(?:done|queues|ingest-v1:(?:meta|events|pc|id|stalled-check))$/.test(name),
          ),
        ).toEqual([]);
      } finally {
        await redis.quit();
        await queue.close();
      }
    });
  });
});

describe('a Redis that cannot be used', () => {
  it('is refused with what to do, and without its password', async () => {
    const opening = openBullmqQueue({ url: 'redis://user:hushhush@127.0.0.1:1' });
    await expect(opening).rejects.toThrow(/^Redis at 127\.0\.0\.1:1 cannot be used: .*check REDIS_URL/);
    await expect(opening).rejects.not.toThrow('hushhush');
  });

  it.skipIf(!onPath('redis-server'))(
    'is refused where it may lose jobs, and told how to start it',
    async () => {
      // A server of its own: the one that the other tests share must stay as it is.
      const own = await startOwnRedis();
      const redis = new Redis(own.url);
      try {
        await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
        await expect(openBullmqQueue({ url: own.url })).rejects.toThrow('--maxmemory-policy noeviction');
        await redis.config('SET', 'maxmemory-policy', 'noeviction');
        await redis.config('SET', 'appendonly', 'no');
        await expect(openBullmqQueue({ url: own.url })).rejects.toThrow('--appendonly yes');
      } finally {
        await redis.quit();
        await own.close();
      }
    },
  );

  it.skipIf(!onPath('redis-server'))(
    'comes back: a worker goes on after a restart of the server',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wellspring-redis-'));
      const place = { folder, port: await freePort() };
      const first = await startOwnRedis(place);
      const queue = await openBullmqQueue({ url: first.url });
      const seen: string[] = [];
      const working = await queue.work(async ({ key }) => {
        seen.push(key);
      }, options);
      await queue.add([job]);
      await queue.idle(['ingest']);
      await first.kill();
      const second = await startOwnRedis(place);
      try {
        await queue.add([job, { ...job, key: 'b' }]);
        await queue.idle(['ingest']);
        expect(seen).toEqual(['a', 'b']);
      } finally {
        await working.close();
        await queue.close();
        await second.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
