import { z } from 'zod';
import { FailureClass } from './failure-class.ts';

/** A piece of work to be done later. What the data means is the business of `workers/jobs.ts`. */
export const Job = z.object({
  name: z.string(),
  /** Idempotency key: of two jobs with one name and key, one is done. */
  key: z.string(),
  /** Raised when the shape of `data` changes; a worker leaves newer versions alone. */
  version: z.int().positive(),
  data: z.unknown(),
  /** Smaller is sooner; 0 by default. */
  priority: z.int(),
  /** Not before this instant, in milliseconds since 1970; 0: at once. */
  notBeforeMs: z.int().nonnegative(),
});
export type Job = z.infer<typeof Job>;

/** A job that failed for good and waits for a person. */
export const DeadLetter = Job.extend({
  failedAt: z.iso.datetime(),
  attempts: z.int().positive(),
  /** What it failed of, which decided how often it was tried. */
  failure: FailureClass.default('ours'),
  error: z.object({ code: z.string(), message: z.string(), stack: z.string().optional() }),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export type WorkOptions = {
  /** Jobs done at once, by job name; names not given are left to other workers. */
  concurrency: Readonly<Record<string, number>>;
  /** The newest version of each job that this worker understands. */
  versions: Readonly<Record<string, number>>;
  /** Told of each job that becomes a dead letter; it may be told twice. */
  onDead?: (letter: DeadLetter) => Promise<void>;
};

export type JobState = 'waiting' | 'running' | 'done' | 'dead';

/** A worker at work. `close` takes no new job and waits for those under way. */
export type Working = { close(): Promise<void> };

/**
 * Work to be done later, at least once: a job may run twice (after a kill), never less than once.
 * A job that throws is tried again as the class of its failure says (`failure-class.ts`), then becomes a dead letter; an
 * error with `permanent: true` becomes one at once, and one with `interrupted: true` (the worker was told to stop) puts
 * the job back as if it had not begun, until `notBeforeMs` where the error has that. Durable: an added job outlives the
 * process.
 * Not here: transactions with the store, what a job does.
 */
export interface JobQueue {
  /** Done when all are durable. A job whose name and key are already waiting, running or done is left as it is. */
  add(jobs: readonly Job[]): Promise<void>;
  work(run: (job: Job) => Promise<void>, options: WorkOptions): Promise<Working>;
  /**
   * Done when nothing of these names waits or runs. Jobs due later than now count as waiting, with `withinMs` those that
   * are due so soon.
   */
  idle(names: readonly string[], options?: { withinMs?: number }): Promise<void>;
  counts(): Promise<{ waiting: number; running: number; done: number; dead: number }>;
  /** Dead letters by what they failed of, counted without reading them. */
  deadFailures(): Promise<Record<FailureClass, number>>;
  /** What became of jobs, in the order asked for; null: there is none of that name and key (any more). */
  states(jobs: readonly Pick<Job, 'name' | 'key'>[]): Promise<(JobState | null)[]>;
  /** Oldest first. */
  deadLetters(): AsyncIterable<DeadLetter>;
  /** Puts a dead letter back to work with fresh attempts; false: there is none of that name and key. */
  replay(name: string, key: string): Promise<boolean>;
  close(): Promise<void>;
}
