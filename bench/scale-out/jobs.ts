import { Queue, Worker } from 'bullmq';
import { openBullmqQueue } from '../../src/queue/bullmq/bullmq-queue.ts';
import { newPrefix } from '../../tests/src/queue/bullmq/new-prefix.ts';

const concurrency = 16;
const rounds = 3;

/** Jobs a second that do nothing: through our queue, and through BullMQ as it comes; best of some rounds each. */
export async function measureJobs(options: {
  redisUrl: string;
  jobs: number;
  print: (line: string) => void;
}): Promise<void> {
  const { redisUrl, jobs, print } = options;
  const best = { bare: NONE, ours: NONE };
  for (let round = 0; round < rounds; round += 1) {
    best.bare = better(best.bare, await bare(redisUrl, jobs));
    best.ours = better(best.ours, await ours(redisUrl, jobs));
  }
  print(
    `\n| queue, ${concurrency} jobs at once | jobs done / s | CPU of the worker, µs a job |\n| --- | ---: | ---: |`,
  );
  for (const [name, { perSecond, cpuMicros }] of [
    ['bare BullMQ', best.bare],
    ['ours', best.ours],
  ] as const) {
    print(`| ${name} | ${perSecond.toFixed(0)} | ${cpuMicros.toFixed(0)} |`);
  }
  const share = (part: number, whole: number) => `${((1 - part / whole) * 100).toFixed(0)} %`;
  print(
    `our share: ${share(best.ours.perSecond, best.bare.perSecond)} of the time, ` +
      `${share(best.bare.cpuMicros, best.ours.cpuMicros)} of the CPU (which a busy machine sways less)`,
  );
}

type Speed = { perSecond: number; cpuMicros: number };
const NONE: Speed = { perSecond: 0, cpuMicros: Number.POSITIVE_INFINITY };

function better(a: Speed, b: Speed): Speed {
  return {
    perSecond: Math.max(a.perSecond, b.perSecond),
    cpuMicros: Math.min(a.cpuMicros, b.cpuMicros),
  };
}

/** Begins now; the answer ends it. */
function stopwatch(jobs: number): () => Speed {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { perSecond: (jobs / (performance.now() - begun)) * 1_000, cpuMicros: (user + system) / jobs };
  };
}

async function bare(url: string, jobs: number): Promise<Speed> {
  const place = newPrefix(url);
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue('bare', { connection, prefix: place.prefix });
  const opts = { removeOnComplete: true };
  for (let n = 0; n < jobs; n += 500) {
    await queue.addBulk(Array.from({ length: 500 }, (_, k) => ({ name: 'a', data: { n: n + k }, opts })));
  }
  const ended = stopwatch(jobs);
  const all = Promise.withResolvers<void>();
  let done = 0;
  const worker = new Worker(
    'bare',
    async () => {
      done += 1;
      if (done === jobs) all.resolve();
    },
    { connection, prefix: place.prefix, concurrency },
  );
  await all.promise;
  const speed = ended();
  await worker.close();
  await queue.close();
  await place.clear();
  return speed;
}

async function ours(url: string, jobs: number): Promise<Speed> {
  const place = newPrefix(url);
  const queue = await openBullmqQueue({ url, prefix: place.prefix });
  const job = (n: number) => ({
    name: 'a',
    key: `k${n}`,
    version: 1,
    data: { n },
    priority: 0,
    notBeforeMs: 0,
  });
  for (let n = 0; n < jobs; n += 500) await queue.add(Array.from({ length: 500 }, (_, k) => job(n + k)));
  const ended = stopwatch(jobs);
  const all = Promise.withResolvers<void>();
  let done = 0;
  const working = await queue.work(
    async () => {
      done += 1;
      if (done === jobs) all.resolve();
    },
    { concurrency: { a: concurrency }, versions: { a: 1 } },
  );
  await all.promise;
  const speed = ended();
  await working.close();
  await queue.close();
  await place.clear();
  return speed;
}
