import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalHostGateOptions } from '../../../crawlers/gate/local-host-gate.ts';
import { redisHostGate } from '../../../crawlers/gate/redis-host-gate.ts';
import { answer, gateOptions, hostGateContract, robotsHost } from './host-gate.contract.ts';

/** The server that `npm test` has found; without one, these tests are skipped. */
const url = process.env.TEST_REDIS_URL;
const never = new AbortController().signal;
const daySeconds = 86_400;
const leave = { status: 200, retryAfter: null };

/** A connection that tells when nothing is on its way. */
function countedRedis(): { redis: Redis; quiet(): Promise<void> } {
  const redis = new Redis(url ?? '');
  let underWay = 0;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    underWay += 1;
    const done = () => {
      underWay -= 1;
    };
    command.promise.then(done, done);
    return send(command, stream);
  };
  return {
    redis,
    async quiet() {
      // Whoever waited for an answer may ask again at once.
      for (let calm = 0; calm < 3; calm += 1) {
        if (underWay > 0) calm = 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

async function newPlace() {
  const { redis, quiet } = countedRedis();
  const mark = randomBytes(6).toString('hex');
  let opened = 0;
  return {
    redis,
    quiet,
    shared: `test-${mark}`,
    open(options: LocalHostGateOptions) {
      opened += 1;
      return redisHostGate({ ...options, redis, prefix: `test-${mark}-${opened}`, leaseMs: 1e12 });
    },
    async clear() {
      const keys = await redis.keys(`*${mark}*`);
      if (keys.length > 0) await redis.del(...keys);
      await redis.quit();
    },
  };
}

describe.skipIf(!url)('on a Redis server', () => {
  hostGateContract('redis', newPlace);

  describe('gates of several workers', () => {
    let place: Awaited<ReturnType<typeof newPlace>>;
    beforeEach(async () => {
      place = await newPlace();
    });
    afterEach(() => place.clear());
    const worker = (change: Partial<LocalHostGateOptions> & { leaseMs?: number; redis?: Redis } = {}) =>
      redisHostGate({
        ...gateOptions,
        ...{ client: robotsHost(answer(404)), gapMs: 40, redis: place.redis, prefix: place.shared },
        ...change,
      });

    it('keep one pace, and ask for robots.txt once', async () => {
      const client = robotsHost(answer(200, 'User-agent: *\nCrawl-delay: 0.06'));
      const workers = [worker({ client }), worker({ client }), worker({ client })];
      await Promise.all(
        Array.from({ length: 12 }, async (_, n) => {
          const pass = await workers[n % 3]?.enter(`https://a.example/${n}`, never);
          if (!pass || !('leave' in pass)) throw new Error('no leave');
          pass.leave(leave);
        }),
      );
      expect(client.asked).toEqual(['https://a.example/robots.txt']);
      const [rule] = (await workers[0]?.rules()) ?? [];
      expect(rule).toMatchObject({ origin: 'https://a.example', robots: 'rules', gapMs: 60, requests: 12 });
      expect(rule?.smallestGapMs).toBeGreaterThanOrEqual(60);
    });

    it('obey rules that another one has read', async () => {
      const text = 'User-agent: *\nDisallow: /x\nSitemap: https://a.example/map.xml';
      const first = worker({ client: robotsHost(answer(200, text)) });
      await first.sitemaps('https://a.example/', never);
      const client = robotsHost(answer(404));
      const second = worker({ client });
      expect(await second.enter('https://a.example/x', never)).toEqual({
        outcome: 'robots',
        reason: 'robots.txt line 2: Disallow: /x',
      });
      expect(await second.sitemaps('https://a.example/', never)).toEqual(['https://a.example/map.xml']);
      expect(client.asked).toEqual([]);
    });

    it('leave a host alone that has asked another one for it', async () => {
      const pass = await worker().enter('https://a.example/1', never);
      if ('leave' in pass) pass.leave({ status: 503, retryAfter: '3600' });
      expect(await worker().enter('https://a.example/2', never)).toMatchObject({ outcome: 'not-due' });
      expect(await worker().enter('https://b.example/', never)).toHaveProperty('leave');
    });

    it('are no more at one host than one gate lets in', async () => {
      const workers = [worker({ gapMs: 0 }), worker({ gapMs: 0 })];
      let inside = 0;
      let most = 0;
      await Promise.all(
        Array.from({ length: 8 }, async (_, n) => {
          const pass = await workers[n % 2]?.enter(`https://a.example/${n}`, never);
          inside += 1;
          most = Math.max(most, inside);
          await sleep(20);
          inside -= 1;
          if (pass && 'leave' in pass) pass.leave(leave);
        }),
      );
      expect(most).toBe(2);
    });

    it('get the place of one that was killed when its lease runs out', async () => {
      // Without its connection it renews no lease, as a process that is gone.
      const redis = new Redis(url ?? '');
      const killed = worker({ concurrency: 1, gapMs: 0, leaseMs: 300, redis });
      await killed.enter('https://a.example/1', never);
      redis.disconnect();
      const next = worker({ concurrency: 1, gapMs: 0 });
      expect(await next.enter('https://a.example/2', never)).toHaveProperty('leave');
    });

    it('forget a host in two days, but not before it wants to be asked again', async () => {
      const gate = worker({ gapMs: 0 });
      const retryAfter = String(7 * daySeconds);
      for (const [host, reply] of [
        ['plain', leave],
        ['alone', { status: 503, retryAfter }],
      ] as const) {
        const pass = await gate.enter(`https://${host}.example/`, never);
        if ('leave' in pass) pass.leave(reply);
      }
      await place.quiet();
      const daysLeft = async (host: string) =>
        (await place.redis.ttl(`{${place.shared}}:gate:host:https://${host}.example`)) / daySeconds;
      expect(await daysLeft('plain')).toBeCloseTo(2);
      expect(await daysLeft('alone')).toBeCloseTo(7);
    });

    it('list a host no more that is forgotten, and again with its next request', async () => {
      const gate = worker({ gapMs: 0 });
      const visit = async () => {
        const pass = await gate.enter('https://a.example/', never);
        if ('leave' in pass) pass.leave(leave);
        await place.quiet();
      };
      const origins = `{${place.shared}}:gate:origins`;
      await visit();
      // As when its time runs out.
      await place.redis.del(`{${place.shared}}:gate:host:https://a.example`);
      expect(await gate.rules()).toEqual([]);
      expect(await place.redis.scard(origins)).toBe(0);
      await visit();
      expect(await gate.rules()).toHaveLength(1);
    });
  });
});
