import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeadLetter, Job, JobQueue } from '../../../src/queue/job-queue.ts';

const job = (key: string, change: Partial<Job> = {}): Job => ({
  name: 'ingest',
  key,
  version: 1,
  data: { key },
  priority: 0,
  notBeforeMs: 0,
  ...change,
});
const options = { concurrency: { ingest: 1 }, versions: { ingest: 1 } };

/** What every JobQueue promises. `open` twice gives two handles on the same jobs. */
export function jobQueueContract(
  adapter: string,
  make: () => Promise<{ open: () => JobQueue | Promise<JobQueue>; clear: () => Promise<void> }>,
): void {
  describe(`JobQueue (${adapter})`, () => {
    let place: Awaited<ReturnType<typeof make>>;
    let queue: JobQueue;
    beforeEach(async () => {
      place = await make();
      queue = await place.open();
    });
    afterEach(async () => {
      await queue.close();
      await place.clear();
    });

    it('runs each added job with its data', async () => {
      const seen: unknown[] = [];
      await queue.add([job('a'), job('b')]);
      const working = await queue.work(async ({ data }) => void seen.push(data), options);
      await queue.idle(['ingest']);
      await working.close();
      expect(seen).toEqual([{ key: 'a' }, { key: 'b' }]);
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, done: 2, dead: 0 });
    });

    it('does a job once however often it is added, also when it is already done', async () => {
      let runs = 0;
      await queue.add([job('a'), job('a')]);
      const working = await queue.work(async () => {
        runs += 1;
      }, options);
      await queue.idle(['ingest']);
      await queue.add([job('a')]);
      await queue.idle(['ingest']);
      await working.close();
      expect(runs).toBe(1);
    });

    it('runs the smaller priority first', async () => {
      const seen: string[] = [];
      await queue.add([
        job('late', { priority: 5 }),
        job('soon', { priority: 1 }),
        job('first', { priority: -3 }),
      ]);
      const working = await queue.work(async ({ key }) => void seen.push(key), options);
      await queue.idle(['ingest']);
      await working.close();
      expect(seen).toEqual(['first', 'soon', 'late']);
    });

    it('tries a failed job again', async () => {
      let runs = 0;
      await queue.add([job('a')]);
      const working = await queue.work(async () => {
        runs += 1;
        if (runs === 1) throw new Error('the first time fails');
      }, options);
      await queue.idle(['ingest']);
      await working.close();
      expect(runs).toBe(2);
      expect((await queue.counts()).done).toBe(1);
    });

    it('keeps a job that failed for good as a dead letter with its error, and replays it', async () => {
      let broken = true;
      await queue.add([job('a')]);
      const working = await queue.work(async () => {
        if (broken) throw Object.assign(new Error('never'), { permanent: true, code: 'parse-failed' });
      }, options);
      await queue.idle(['ingest']);
      const dead: unknown[] = [];
      for await (const letter of queue.deadLetters()) dead.push(letter);
      expect(dead).toMatchObject([
        { key: 'a', attempts: 1, error: { code: 'parse-failed', message: 'never' } },
      ]);
      broken = false;
      expect(await queue.replay('ingest', 'a')).toBe(true);
      expect(await queue.replay('ingest', 'unknown')).toBe(false);
      await queue.idle(['ingest']);
      await working.close();
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, done: 1, dead: 0 });
    });

    it('puts a job back whose worker was told to stop, as if it had not begun', async () => {
      await queue.add([job('a')]);
      const begun = Promise.withResolvers<void>();
      const stop = Promise.withResolvers<void>();
      const first = await queue.work(async () => {
        begun.resolve();
        await stop.promise;
        throw Object.assign(new Error('stopped'), { interrupted: true });
      }, options);
      await begun.promise;
      const closed = first.close();
      stop.resolve();
      await closed;
      expect(await queue.counts()).toEqual({ waiting: 1, running: 0, done: 0, dead: 0 });
    });

    it('leaves jobs of a newer version and of other names alone', async () => {
      const seen: string[] = [];
      await queue.add([job('new', { version: 2 }), job('other', { name: 'crawl' }), job('ours')]);
      const working = await queue.work(async ({ key }) => void seen.push(key), options);
      while (seen.length === 0) await sleep(10);
      await working.close();
      expect(seen).toEqual(['ours']);
      expect((await queue.counts()).waiting).toBe(2);
    });

    it('still has its jobs after it was closed and opened again', async () => {
      await queue.add([job('a')]);
      await queue.close();
      queue = await place.open();
      expect((await queue.counts()).waiting).toBe(1);
    });

    it('gives a job to one worker only, however many there are', async () => {
      const runs = new Map<string, number>();
      const other = await place.open();
      try {
        await queue.add(Array.from({ length: 30 }, (_, n) => job(`j${n}`)));
        const run = async ({ key }: Job) => {
          await sleep(5);
          runs.set(key, (runs.get(key) ?? 0) + 1);
        };
        const many = { ...options, concurrency: { ingest: 3 } };
        const workers = [await queue.work(run, many), await other.work(run, many)];
        await queue.idle(['ingest']);
        for (const working of workers) await working.close();
        expect([...runs.values()]).toEqual(Array.from({ length: 30 }, () => 1));
        expect(await other.counts()).toEqual({ waiting: 0, running: 0, done: 30, dead: 0 });
      } finally {
        await other.close();
      }
    });

    it('runs no more jobs of a name at once than it was told', async () => {
      let running = 0;
      let most = 0;
      await queue.add(Array.from({ length: 12 }, (_, n) => job(`j${n}`)));
      const working = await queue.work(
        async () => {
          running += 1;
          most = Math.max(most, running);
          await sleep(20);
          running -= 1;
        },
        { ...options, concurrency: { ingest: 3 } },
      );
      await queue.idle(['ingest']);
      await working.close();
      expect(most).toBe(3);
    });

    it('begins a job that is due later only when it is due, and is not idle before', async () => {
      const due = Date.now() + 400;
      let begun = 0;
      await queue.add([job('later', { notBeforeMs: due }), job('now')]);
      const working = await queue.work(async ({ key }) => {
        if (key === 'later') begun = Date.now();
      }, options);
      await queue.idle(['ingest']);
      await working.close();
      expect(begun).toBeGreaterThanOrEqual(due);
    });

    it('does nothing for a job that is a dead letter when it is added again', async () => {
      let runs = 0;
      await queue.add([job('a')]);
      const working = await queue.work(async () => {
        runs += 1;
        throw Object.assign(new Error('never'), { permanent: true });
      }, options);
      await queue.idle(['ingest']);
      await queue.add([job('a')]);
      await queue.idle(['ingest']);
      await working.close();
      expect(runs).toBe(1);
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, done: 0, dead: 1 });
    });

    it('runs a job whose key holds any characters, under that key', async () => {
      const key = `:a:{b}\n${'世'.repeat(200)}`;
      const seen: string[] = [];
      await queue.add([job(key), job('0')]);
      const working = await queue.work(async (one) => void seen.push(one.key), options);
      await queue.idle(['ingest']);
      await working.close();
      expect(seen).toEqual([key, '0']);
    });

    it('waits for the job under way when a worker is closed', async () => {
      let finished = false;
      const begun = Promise.withResolvers<void>();
      await queue.add([job('a')]);
      const working = await queue.work(async () => {
        begun.resolve();
        await sleep(50);
        finished = true;
      }, options);
      await begun.promise;
      await working.close();
      expect(finished).toBe(true);
    });

    it('leaves a job alone that was put back until later', async () => {
      const untilMs = Date.now() + 500;
      const begun: number[] = [];
      await queue.add([job('a')]);
      const working = await queue.work(async () => {
        begun.push(Date.now());
        if (begun.length > 1) return;
        throw Object.assign(new Error('closed for now'), { interrupted: true, notBeforeMs: untilMs });
      }, options);
      await queue.idle(['ingest']);
      await working.close();
      expect(begun).toHaveLength(2);
      expect(begun[1]).toBeGreaterThanOrEqual(untilMs);
    });

    it('tries a job that fails of its page once more, and tells of the dead letter with class and place', async () => {
      let runs = 0;
      const told: DeadLetter[] = [];
      await queue.add([job('a')]);
      const working = await queue.work(
        async () => {
          runs += 1;
          throw Object.assign(new Error('no page'), { code: 'snapshot' });
        },
        { ...options, onDead: async (letter) => void told.push(letter) },
      );
      await queue.idle(['ingest']);
      await working.close();
      expect(runs).toBe(2);
      expect(told).toMatchObject([{ key: 'a', attempts: 2, failure: 'page', error: { code: 'snapshot' } }]);
      const kept: DeadLetter[] = [];
      for await (const letter of queue.deadLetters()) kept.push(letter);
      expect(kept).toEqual(told);
      expect(await queue.deadFailures()).toEqual({ transient: 0, host: 0, page: 1, ours: 0 });
      expect(kept[0]?.error.stack).toContain('job-queue.contract.ts');
    });

    it('lets a job wait for long when its host failed', async () => {
      let runs = 0;
      await queue.add([job('a'), job('b')]);
      const working = await queue.work(async ({ key }) => {
        if (key === 'b') return;
        runs += 1;
        throw Object.assign(new Error('nobody there'), { code: 'ECONNREFUSED' });
      }, options);
      while ((await queue.counts()).done === 0) await sleep(20);
      await sleep(1_500);
      await working.close();
      expect([runs, (await queue.counts()).waiting]).toEqual([1, 1]);
    });

    it('says what became of a job', async () => {
      await queue.add([job('good'), job('bad'), job('later', { notBeforeMs: Date.now() + 60_000 })]);
      const seen: unknown[] = [];
      const working = await queue.work(async ({ key }) => {
        seen.push(...(await queue.states([job(key)])));
        if (key === 'bad') throw Object.assign(new Error('no'), { permanent: true });
      }, options);
      while ((await queue.counts()).done + (await queue.counts()).dead < 2) await sleep(20);
      await working.close();
      expect(seen).toEqual(['running', 'running']);
      const all = ['later', 'good', 'unknown', 'bad'].map((key) => job(key));
      expect(await queue.states(all)).toEqual(['waiting', 'done', null, 'dead']);
    });

    it('is idle in spite of a job that is due long after, if told so', async () => {
      await queue.add([job('a'), job('later', { notBeforeMs: Date.now() + 3_600_000 })]);
      const seen: string[] = [];
      const working = await queue.work(async ({ key }) => void seen.push(key), options);
      await queue.idle(['ingest'], { withinMs: 60_000 });
      await working.close();
      expect(seen).toEqual(['a']);
    });
  });
}
