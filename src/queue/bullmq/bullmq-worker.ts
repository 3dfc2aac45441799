import { type Job as BullJob, DelayedError, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { type FailureClass, failureClass, retryWaitMs } from '../failure-class.ts';
import type { DeadLetter, Job } from '../job-queue.ts';
import { isInterrupted, isPermanent, putBackUntilMs, toldFailure } from '../told-failure.ts';
import { type JobLedger, jobId, jobLedger } from './job-ledger.ts';

/** A job of a killed worker is taken by another one after 5 to 7.5 s; BullMQ's own times make it a minute. */
const lockMs = 5_000;
const stalledMs = 2_500;
/** A job that took so many workers down with it is the cause, not the victim. */
const mostLostWorkers = 10;

/** What BullMQ keeps of a job; its name and version are those of its queue. */
export type HeldJob = Pick<Job, 'key' | 'data' | 'priority' | 'notBeforeMs'>;

export type WorkerNeeds = {
  name: string;
  version: number;
  concurrency: number;
  run: (job: Job) => Promise<void>;
  ledger: JobLedger;
  /** Of all workers of the process. It sends at once and in order, and waits for its server however long that is away. */
  connection: Redis;
  prefix: string;
  onError: (error: Error) => void;
  onDead?: ((letter: DeadLetter) => Promise<void>) | undefined;
};

export function startWorker(needs: WorkerNeeds): Worker<HeldJob> {
  const { name, version, concurrency, connection, prefix, onError } = needs;
  const notes = jobLedger(connection, prefix);
  const run = async (held: BullJob<HeldJob>, token?: string) => {
    const id = held.id ?? jobId(name, held.data.key);
    await runHeld(held, id, token, needs);
    // Not waited for: on this connection it comes before BullMQ's own note of the job's end, and saves a way to the server
    // that costs as much as all that BullMQ does. Should it be refused, the job may run twice.
    void notes.done(id).catch(onError);
  };
  const worker = new Worker<HeldJob>(`${name}-v${version}`, run, {
    ...{ concurrency, prefix, connection },
    lockDuration: lockMs,
    stalledInterval: stalledMs,
    // Counted by ourselves: BullMQ would let the job go without a dead letter.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    settings: {
      // The class of the failure decides when it is tried again; whether, is decided before this is asked.
      backoffStrategy: (attempts, _, error) => retryWaitMs(failureClass(error), attempts) ?? 0,
    },
  });
  worker.on('error', onError);
  return worker;
}

async function runHeld(
  held: BullJob<HeldJob>,
  id: string,
  token: string | undefined,
  needs: WorkerNeeds,
): Promise<void> {
  const { name, version, run, ledger, onDead } = needs;
  const job: Job = { ...held.data, name, version };
  // Its worker was killed just before BullMQ had a note of its end.
  if (held.stalledCounter > 0 && (await ledger.known([id]))[0]) return;
  const attempts = held.attemptsMade + 1;
  const bury = async (failure: FailureClass, error: DeadLetter['error']) => {
    const letter = { ...job, failedAt: new Date().toISOString(), attempts, failure, error };
    await ledger.bury(id, letter);
    await onDead?.(letter);
    return new UnrecoverableError(error.message);
  };
  if (held.stalledCounter > mostLostWorkers) {
    const message = `its worker was lost ${held.stalledCounter} times while it ran`;
    throw await bury('ours', { code: 'worker-lost', message });
  }
  try {
    await run(job);
  } catch (error) {
    if (isInterrupted(error)) {
      const untilMs = putBackUntilMs(error);
      if (untilMs > Date.now()) {
        await held.moveToDelayed(untilMs, token);
        throw new DelayedError();
      }
      await held.moveToWait(token);
      throw new WaitingError();
    }
    const failure = failureClass(error);
    // A job that an older Wellspring added has a number of attempts of its own.
    const more = retryWaitMs(failure, attempts) !== null && attempts < (held.opts.attempts ?? 1);
    if (more && !isPermanent(error)) throw error;
    throw await bury(failure, toldFailure(error));
  }
}
