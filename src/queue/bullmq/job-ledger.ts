import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { FailureClass, noFailures } from '../failure-class.ts';
import { DeadLetter } from '../job-queue.ts';

/** So long we remember that a job was done, to know its key again. */
const keepDoneMs = 7 * 86_400_000;

const Buried = z.object({ letter: DeadLetter, replayed: z.boolean() });

/**
 * What BullMQ does not keep: which jobs are done (it forgets a job's id together with the job), and the dead letters
 * (it knows only attempts that failed). Keys of our own beside its queues.
 */
export type JobLedger = {
  /** For each id, whether a job with it is done or waits as a dead letter. */
  known(ids: readonly string[]): Promise<boolean[]>;
  isDone(id: string): Promise<boolean>;
  done(id: string): Promise<void>;
  bury(id: string, letter: DeadLetter): Promise<void>;
  letter(id: string): Promise<DeadLetter | null>;
  /** The letter stays until `raised`, so that a kill between the two loses nothing; its job may run from now on. */
  raising(id: string, letter: DeadLetter): Promise<void>;
  raised(id: string): Promise<void>;
  letters(): Promise<DeadLetter[]>;
  /** Letters by what they failed of. */
  failures(): Promise<Record<FailureClass, number>>;
  counts(): Promise<{ done: number; dead: number }>;
  forgetOld(): Promise<void>;
};

/** BullMQ's ids must not hold a colon; a hash also bounds their length. */
export function jobId(name: string, key: string): string {
  return createHash('sha256').update(`${name}\n${key}`).digest('base64url').slice(0, 24);
}

export function jobLedger(redis: Redis, prefix: string): JobLedger {
  const doneKey = `${prefix}:done`;
  const deadKey = `${prefix}:dead`;
  const failureKey = `${prefix}:dead-failure`;
  const write = (id: string, letter: DeadLetter, replayed: boolean) =>
    redis
      .multi()
      .hset(deadKey, id, JSON.stringify({ letter, replayed }))
      .hset(failureKey, id, letter.failure)
      .exec();

  return {
    async known(ids) {
      if (ids.length === 0) return [];
      const [done, dead] = await Promise.all([redis.zmscore(doneKey, ...ids), redis.hmget(deadKey, ...ids)]);
      return ids.map((_, index) => done[index] !== null || isBuried(dead[index] ?? null));
    },
    isDone: async (id) => (await redis.zscore(doneKey, id)) !== null,
    async done(id) {
      await redis.zadd(doneKey, Date.now() + keepDoneMs, id);
    },
    async bury(id, letter) {
      await write(id, letter, false);
    },
    async letter(id) {
      const found = await redis.hget(deadKey, id);
      return found === null ? null : Buried.parse(JSON.parse(found)).letter;
    },
    async raising(id, letter) {
      await write(id, letter, true);
    },
    async raised(id) {
      await redis.multi().hdel(deadKey, id).hdel(failureKey, id).exec();
    },
    async letters() {
      const found = await redis.hvals(deadKey);
      const letters = found.map((text) => Buried.parse(JSON.parse(text)).letter);
      return letters.sort((a, b) => a.failedAt.localeCompare(b.failedAt));
    },
    async failures() {
      const counts = noFailures();
      const classes = await redis.hvals(failureKey);
      const all = await redis.hlen(deadKey);
      // Some were buried before their classes were kept apart.
      const known = classes.length === all ? classes : (await this.letters()).map(({ failure }) => failure);
      for (const failure of known) counts[FailureClass.parse(failure)] += 1;
      return counts;
    },
    async counts() {
      const [done, dead] = await Promise.all([redis.zcard(doneKey), redis.hlen(deadKey)]);
      return { done, dead };
    },
    async forgetOld() {
      await redis.zremrangebyscore(doneKey, '-inf', Date.now());
    },
  };
}

function isBuried(text: string | null): boolean {
  return text !== null && !Buried.parse(JSON.parse(text)).replayed;
}
