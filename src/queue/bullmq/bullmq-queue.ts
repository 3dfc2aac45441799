import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Job, type JobQueue, type JobState, type Working } from '../job-queue.ts';
import { type HeldJob, startWorker } from './bullmq-worker.ts';
import { connectRedis, redisOptions } from './connect-redis.ts';
import { jobId, jobLedger } from './job-ledger.ts';

export type BullmqQueueOptions = {
  /** redis://… or rediss://… */
  url: string;
  /** In front of every key; two installations on one Redis have two. */
  prefix?: string;
  /** Told of a connection that was lost, which is then made again by itself. */
  onError?: (error: Error) => void;
};

/** BullMQ takes 0 … 2 097 151, the smaller sooner; ours may be negative. */
const priorityZero = 1_000_000;
/** BullMQ keeps the time of a delayed job in the upper bits of its score. */
const delayedScale = 0x1000;
const lookMs = 100;
const attemptsAtMost = 100;
/** Added in one round trip; more would hold up the others. */
const addAtOnce = 500;
const forgetEveryMs = 3_600_000;
const states = ['wait', 'active', 'delayed', 'prioritized', 'paused'] as const;

/**
 * The queue on Redis: any number of processes on any number of machines. Each version of each job has a BullMQ queue
 * of its own, so a worker that does not know a version never takes such a job out.
 *
 * @throws {QueueError} the server cannot be used as it is
 */
export async function openBullmqQueue(options: BullmqQueueOptions): Promise<JobQueue> {
  const { url, onError = () => undefined } = options;
  const redis = await connectRedis(url);
  // In braces: one hash slot of a Redis Cluster, which BullMQ's scripts ask for.
  const prefix = `{${options.prefix ?? 'wellspring'}}`;
  const connection = { url, ...redisOptions, skipVersionCheck: true };
  const ledger = jobLedger(redis, prefix);
  const queues = new Map<string, Queue<HeldJob>>();
  const namesKey = `${prefix}:queues`;
  let closed = false;

  function queueOf(name: string): Queue<HeldJob> {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue<HeldJob>(name, { connection, prefix });
    queue.on('error', onError);
    queues.set(name, queue);
    return queue;
  }

  async function add(jobs: readonly Job[]): Promise<void> {
    const byQueue = Map.groupBy(jobs, ({ name, version }) => `${name}-v${version}`);
    if (byQueue.size > 0) await redis.sadd(namesKey, ...byQueue.keys());
    for (const [name, group] of byQueue) {
      const seen = await ledger.known(group.map((job) => jobId(job.name, job.key)));
      const fresh = group.filter((_, index) => !seen[index]);
      for (let start = 0; start < fresh.length; start += addAtOnce) {
        await queueOf(name).addBulk(fresh.slice(start, start + addAtOnce).map(held));
      }
      await takeBack(name, fresh);
    }
  }

  /** Jobs that another process had under way when they were looked up, and ended before they were added, once more. */
  async function takeBack(name: string, added: readonly Job[]): Promise<void> {
    const ids = added.map((job) => jobId(job.name, job.key));
    const over = await ledger.known(ids);
    // What has run since it was added is gone, and what runs is left alone.
    await Promise.all(ids.filter((_, index) => over[index]).map((id) => queueOf(name).remove(id)));
  }

  async function stateOf({ name, key }: Pick<Job, 'name' | 'key'>, names: readonly string[]) {
    const id = jobId(name, key);
    if (await ledger.isDone(id)) return 'done';
    for (const each of names.filter((one) => one.replace(/-v\d+$/, '') === name)) {
      const state = await queueOf(each).getJobState(id);
      if (state !== 'unknown') return (state === 'active' ? 'running' : 'waiting') satisfies JobState;
    }
    return (await ledger.letter(id)) ? 'dead' : null;
  }

  async function namesOf(wanted: readonly string[] | null): Promise<string[]> {
    const all = await redis.smembers(namesKey);
    return wanted ? all.filter((name) => wanted.includes(name.replace(/-v\d+$/, ''))) : all;
  }

  return {
    add: (jobs) => add(jobs.map((job) => Job.parse(job))),
    async work(run, { concurrency, versions, onDead }): Promise<Working> {
      await ledger.forgetOld();
      const own = new Redis(url, { ...redisOptions, maxRetriesPerRequest: null });
      own.on('error', onError);
      const workers = Object.entries(concurrency).flatMap(([name, most]) =>
        // Older versions that still wait are done too.
        Array.from({ length: versions[name] ?? 1 }, (_, index) => {
          const version = index + 1;
          return startWorker({
            ...{ name, version, concurrency: most, run, ledger, connection: own, prefix, onError, onDead },
          });
        }),
      );
      const forget = setInterval(() => void ledger.forgetOld().catch(onError), forgetEveryMs);
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
      return {
        async close() {
          clearInterval(forget);
          await Promise.all(workers.map((worker) => worker.close()));
          // A server that is away would be waited for.
          if (own.status === 'ready') await own.quit().catch(() => undefined);
          own.disconnect();
        },
      };
    },
    async idle(names, { withinMs } = {}) {
      while (!closed) {
        const { waiting, running } = await countStates(redis, prefix, await namesOf(names), withinMs);
        if (waiting + running === 0) return;
        await sleep(lookMs);
      }
    },
    async counts() {
      const [open, ended] = await Promise.all([
        countStates(redis, prefix, await namesOf(null)),
        ledger.counts(),
      ]);
      return { ...open, ...ended };
    },
    async states(jobs) {
      const names = await namesOf(null);
      return Promise.all(jobs.map((job) => stateOf(job, names)));
    },
    deadFailures: () => ledger.failures(),
    async *deadLetters() {
      yield* await ledger.letters();
    },
    async replay(name, key) {
      const id = jobId(name, key);
      const letter = await ledger.letter(id);
      if (!letter) return false;
      await ledger.raising(id, letter);
      const queue = `${letter.name}-v${letter.version}`;
      await queueOf(queue).addBulk([held({ ...letter, notBeforeMs: 0 })]);
      await ledger.raised(id);
      return true;
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}

function held({ name, key, data, priority, notBeforeMs }: Job) {
  return {
    name,
    data: { key, data, priority, notBeforeMs },
    opts: {
      jobId: jobId(name, key),
      priority: Math.min(Math.max(priorityZero + priority, 1), 2 * priorityZero),
      delay: Math.max(0, notBeforeMs - Date.now()),
      // The class of the failure decides (`bullmq-worker.ts`), within this.
      attempts: attemptsAtMost,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

/** All queues as they stood at one moment: a job on its way from one state to the next is counted once. */
async function countStates(
  redis: Redis,
  prefix: string,
  names: readonly string[],
  withinMs?: number,
): Promise<{ waiting: number; running: number }> {
  const transaction = redis.multi();
  for (const name of names) {
    for (const state of states) {
      const key = `${prefix}:${name}:${state}`;
      if (state === 'delayed' && withinMs !== undefined)
        transaction.zcount(key, '-inf', (Date.now() + withinMs) * delayedScale);
      else if (state === 'delayed' || state === 'prioritized') transaction.zcard(key);
      else transaction.llen(key);
    }
  }
  const answers = (await transaction.exec()) ?? [];
  const counted = { waiting: 0, running: 0 };
  for (const [index, [error, count]] of answers.entries()) {
    if (error) throw error;
    counted[states[index % states.length] === 'active' ? 'running' : 'waiting'] += Number(count);
  }
  return counted;
}
