import {
  type Job as BullJob,
  type ConnectionOptions,
  UnrecoverableError,
  WaitingError,
  Worker,
} from 'bullmq';
import type { Job } from '../job-queue.ts';
import { type JobLedger, jobId } from './job-ledger.ts';

export const attemptsMax = 5;
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
  connection: ConnectionOptions;
  prefix: string;
  onError: (error: Error) => void;
};

export function startWorker(needs: WorkerNeeds): Worker<HeldJob> {
  const { name, version, concurrency, connection, prefix, onError } = needs;
  const worker = new Worker<HeldJob>(`${name}-v${version}`, (held, token) => runHeld(held, token, needs), {
    ...{ concurrency, prefix },
    // A worker waits for its Redis, however long it is away.
    connection: { ...connection, maxRetriesPerRequest: null },
    lockDuration: lockMs,
    stalledInterval: stalledMs,
    // Counted by ourselves: BullMQ would let the job go without a dead letter.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on('error', onError);
  return worker;
}

async function runHeld(held: BullJob<HeldJob>, token: string | undefined, needs: WorkerNeeds): Promise<void> {
  const { name, version, run, ledger } = needs;
  const job: Job = { ...held.data, name, version };
  const id = jobId(name, job.key);
  // It was added once more while it was being done; or its worker was killed just before BullMQ had a note of its end.
  const over = held.stalledCounter > 0 ? (await ledger.known([id]))[0] : await ledger.isDone(id);
  if (over) return;
  const attempts = held.attemptsMade + 1;
  const bury = async (code: string, message: string) => {
    const failedAt = new Date().toISOString();
    await ledger.bury(id, { ...job, failedAt, attempts, error: { code, message } });
    return new UnrecoverableError(message);
  };
  if (held.stalledCounter > mostLostWorkers) {
    throw await bury('worker-lost', `its worker was lost ${held.stalledCounter} times while it ran`);
  }
  try {
    await run(job);
  } catch (error) {
    if (isTrue(error, 'interrupted')) {
      await held.moveToWait(token);
      throw new WaitingError();
    }
    if (attempts < attemptsMax && !isTrue(error, 'permanent')) throw error;
    throw await bury(codeOf(error), error instanceof Error ? error.message : String(error));
  }
  await ledger.done(id);
}

function isTrue(error: unknown, mark: 'interrupted' | 'permanent'): boolean {
  return error instanceof Error && Reflect.get(error, mark) === true;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
}
