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
  const best = { bare: 0, ours: 0 };
  for (let round = 0; round < rounds; round += 1) {
    best.bare = Math.max(best.bare, await bare(redisUrl, jobs));
    best.ours = Math.max(best.ours, await ours(redisUrl, jobs));
  }
  print('\n| queue | jobs done / s |\n| --- | ---: |');
  print(`| bare BullMQ, ${concurrency} at once | ${best.bare.toFixed(0)} |`);
  print(`| ours, ${concurrency} at once | ${best.ours.toFixed(0)} |`);
  print(`our share of the time of a job: ${((1 - best.ours / best.bare) * 100).toFixed(0)} %`);
}

async function bare(url: string, jobs: number): Promise<number> {
  const place = newPrefix(url);
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue('bare', { connection, prefix: place.prefix });
  const opts = { removeOnComplete: true };
  for (let n = 0; n < jobs; n += 500) {
    await queue.addBulk(Array.from({ length: 500 }, (_, k) => ({ name: 'a', data: { n: n + k }, opts })));
  }
  const begun = performance.now();
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
  const seconds = (performance.now() - begun) / 1_000;
  await worker.close();
  await queue.close();
  await place.clear();
  return jobs / seconds;
}

async function ours(url: string, jobs: number): Promise<number> {
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
  const begun = performance.now();
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
  const seconds = (performance.now() - begun) / 1_000;
  await working.close();
  await queue.close();
  await place.clear();
  return jobs / seconds;
}
