import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type RobotsAnswer, robotsRefusal } from './fetch-robots.ts';
import { longestGapMs, longestOwnGapMs, longestWaitMs } from './gate-times.ts';
import type { HostGate, HostRule, NoPass, Pass, Reply } from './host-gate.ts';
import type { Clock, LocalHostGateOptions } from './local-host-gate.ts';
import { type SharedRobots, StoredRobots, sharedRobots } from './redis-robots.ts';
import { leaveScript, turnScript } from './redis-scripts.ts';
import { retryAfter } from './retry-after.ts';
import { turnstile } from './turnstile.ts';

export type RedisHostGateOptions = LocalHostGateOptions & {
  redis: Redis;
  /** In front of every key. */
  prefix?: string;
  /** A place that a killed worker held is free again after this. */
  leaseMs?: number;
};

/** How often a place is looked for that a worker elsewhere holds. */
const lookForPlaceMs = 150;
const awayMs = 1_000;
const mostRenewMs = 60_000;

const Turn = z.tuple([z.enum(['go', 'wait', 'full', 'closed']), z.number()]);

/** One gate for all workers that share a Redis: one pace, one robots.txt, one Retry-After. One round trip a request. */
export function redisHostGate(options: RedisHostGateOptions): HostGate {
  const { redis, client, gapMs, concurrency, leaseMs = 15_000 } = options;
  const clock: Clock = options.clock ?? {
    nowMs: Date.now,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  };
  const told = () => (options.clock ? clock.nowMs() : '');
  const prefix = `{${options.prefix ?? 'wellspring'}}:gate`;
  const originsKey = `${prefix}:origins`;
  const keysOf = (origin: string) => ({
    host: `${prefix}:host:${origin}`,
    leases: `${prefix}:leases:${origin}`,
  });
  const me = randomBytes(8).toString('hex');
  const held = new Map<string, string>();
  const places = turnstile(concurrency);
  let taken = 0;

  const robots: SharedRobots = sharedRobots({
    ...options,
    clock,
    told,
    keyOf: (origin) => keysOf(origin).host,
    originsKey,
    paceOf,
  });

  function paceOf(origin: string, answer: RobotsAnswer | null): { base: number; most: number } {
    const own = client.isOwn(`${origin}/`);
    const delay = answer?.kind === 'rules' ? answer.rules.crawlDelaySeconds : null;
    return {
      base: delay !== null ? delay * 1_000 : own ? 0 : gapMs,
      most: own ? longestOwnGapMs : longestGapMs,
    };
  }

  /** By the clock of Redis, as the scripts give the leases: ours may be set on or back. */
  async function renew(): Promise<void> {
    if (held.size === 0 || options.clock) return;
    const [seconds, microseconds] = await redis.time();
    const until = Number(seconds) * 1_000 + Number(microseconds) / 1_000 + leaseMs;
    const pipeline = redis.pipeline();
    for (const [token, leases] of held) pipeline.zadd(leases, 'XX', until, token);
    await pipeline.exec();
  }
  // A renewal that is missed is made up for by the next one.
  const renewal = setInterval(() => void renew().catch(() => undefined), Math.min(leaseMs / 3, mostRenewMs));
  renewal.unref();

  /** Rejects only where `signal` fires: a Redis that is away is waited for. */
  async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      signal.throwIfAborted();
      try {
        return await ask();
      } catch (error) {
        if (redis.status === 'end') throw error;
        await sleep(awayMs, undefined, { signal });
      }
    }
  }

  async function turn(
    origin: string,
    token: string,
    answer: RobotsAnswer,
    signal: AbortSignal,
  ): Promise<NoPass | null> {
    const { host, leases } = keysOf(origin);
    const { base, most } = paceOf(origin, answer);
    for (;;) {
      const words = [token, base, most, concurrency, leaseMs, longestWaitMs, origin] as const;
      const [state, ms] = Turn.parse(
        await patiently(() => turnScript(redis, [host, leases, originsKey], [told(), ...words]), signal),
      );
      if (state === 'go') return null;
      if (state === 'closed') return leftAlone(ms);
      if (state === 'wait') held.set(token, leases);
      await clock.sleep(state === 'full' ? lookForPlaceMs : ms, signal);
    }
  }

  function leave(
    origin: string,
    token: string,
    url: string,
    answer: RobotsAnswer,
    reply: Reply | null,
  ): void {
    const { host, leases } = keysOf(origin);
    held.delete(token);
    places.leave(origin);
    if (!reply) {
      redis.zrem(leases, token).catch(() => undefined);
      return;
    }
    const { status, retryAfter: field } = reply;
    const struggling = status === null || status === 429 || status >= 500;
    const now = clock.nowMs();
    const until =
      field !== null && (status === 429 || status === 503) ? (retryAfter(field, now) ?? now) : now;
    const { base, most } = paceOf(origin, answer);
    const words = [told(), token, base, most, struggling ? 1 : 0, url, until - now];
    // Commands of one connection keep their order; one that is lost frees its place when the lease runs out.
    leaveScript(redis, [host, leases], words).catch(() => undefined);
  }

  return {
    async enter(url, signal): Promise<Pass | NoPass> {
      signal.throwIfAborted();
      const { origin } = new URL(url);
      if (!robots.atHand(origin)) {
        // A host that wants to be left alone is not asked for its robots.txt either.
        const closedUntil = await patiently(() => robots.closedUntil(origin), signal);
        if (closedUntil - clock.nowMs() > longestWaitMs) return leftAlone(closedUntil);
      }
      const answer = await patiently(() => robots.of(origin, signal), signal);
      const refusal = robotsRefusal(answer, url);
      if (refusal) return refusal;
      await places.enter(origin, signal);
      taken += 1;
      const token = `${me}-${taken}`;
      let late: NoPass | null;
      try {
        late = await turn(origin, token, answer, signal);
      } catch (error) {
        leave(origin, token, url, answer, null);
        throw error;
      }
      if (late) {
        leave(origin, token, url, answer, null);
        return late;
      }
      held.set(token, keysOf(origin).leases);
      let left = false;
      return {
        leave(reply) {
          if (left) return;
          left = true;
          leave(origin, token, url, answer, reply);
        },
      };
    },
    async refusal(url, signal) {
      const { origin } = new URL(url);
      const closedUntil = await patiently(() => robots.closedUntil(origin), signal);
      if (closedUntil - clock.nowMs() > longestWaitMs) return leftAlone(closedUntil);
      return robotsRefusal(await patiently(() => robots.of(origin, signal), signal), url);
    },
    async sitemaps(url, signal) {
      const answer = await patiently(() => robots.of(new URL(url).origin, signal), signal);
      return answer.kind === 'rules' ? answer.rules.sitemaps : [];
    },
    async rules() {
      const origins = (await redis.smembers(originsKey)).sort();
      const found = await Promise.all(
        origins.map(async (origin) => [origin, await redis.hgetall(keysOf(origin).host)] as const),
      );
      const isForgotten = ([, hash]: (typeof found)[number]) => Object.keys(hash).length === 0;
      const forgotten = found.filter(isForgotten).map(([origin]) => origin);
      // One that is asked again meanwhile is listed by its next request.
      if (forgotten.length > 0) await redis.srem(originsKey, ...forgotten);
      return found
        .filter((one) => !isForgotten(one))
        .map(([origin, hash]) => hostRule(origin, hash, clock.nowMs()));
    },
  };
}

function leftAlone(untilMs: number): NoPass {
  const until = new Date(untilMs).toISOString();
  return { outcome: 'not-due', reason: `the host asked to be left alone until ${until} (Retry-After)` };
}

function hostRule(origin: string, hash: Record<string, string>, nowMs: number): HostRule {
  const known = hash.robots ? StoredRobots.parse(JSON.parse(hash.robots)) : null;
  const [base, most] = [Number(hash.base ?? 0), Number(hash.most ?? 0)];
  const failures = Number(hash.failures ?? 0);
  const grown = Math.max(base, 250) * 2 ** Math.min(failures, 10);
  const closedUntil = Number(hash.closedUntil ?? 0);
  return {
    origin,
    robots: known?.kind ?? 'closed',
    source: known?.source ?? 'robots.txt has not been asked for yet',
    gapMs: failures === 0 ? base : Math.min(grown, Math.max(base, most)),
    closedUntil: closedUntil > nowMs ? new Date(closedUntil).toISOString() : null,
    requests: Number(hash.requests ?? 0),
    smallestGapMs: hash.smallestGap === undefined ? null : Number(hash.smallestGap),
  };
}
