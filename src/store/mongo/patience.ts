import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import {
  type ClientSession,
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoServerSelectionError,
} from 'mongodb';
import type { TransactionLeases } from './transaction-leases.ts';

/** How long a lost server is waited for: a restart or an election takes less. */
const patienceMs = 30_000;
const longestPauseMs = 1_000;
const longestTurnMs = 600;

/** Answers of a server that goes down, comes up, or hands over: the same question may be asked again. */
const passingCodes = new Set([6, 7, 43, 89, 91, 133, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Asks again for up to 30 s while the server is away. Only for work that may run twice. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || performance.now() >= until) throw error;
      await sleep(pauseMs(tries));
    }
  }
}

/** Work of one transaction; it may run several times, and does nothing but through its session. */
export type Transact = <T>(work: (session: ClientSession) => Promise<T>) => Promise<T>;

/**
 * One transaction: all of it or nothing, of one state of the store. `work` may run several times, since another
 * writer may be first or the server may be lost in the middle; it must do nothing but through its session.
 */
export async function inTransaction<T>(
  client: MongoClient,
  leases: TransactionLeases,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  let until = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    const session = client.startSession();
    try {
      await leases.begin(session);
      session.startTransaction({
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
      });
      const result = await work(session);
      await commit(session, until);
      return result;
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      const overtaken = isOvertaken(error);
      // Being overtaken means that another writer got on: that is no reason to lose patience with the server.
      if (overtaken) until = performance.now() + patienceMs;
      if ((!overtaken && !isPassing(error)) || performance.now() >= until) throw error;
      await sleep(overtaken ? turnMs(tries) : pauseMs(tries));
    } finally {
      leases.end(session);
      await session.endSession().catch(() => undefined);
    }
  }
}

/** A commit whose answer was lost is asked for again: it is the same one, and counts once. */
async function commit(session: ClientSession, until: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      const unknown = error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
      if (!unknown || performance.now() >= until) throw error;
      await sleep(pauseMs(tries));
    }
  }
}

const writeConflict = 112;

function isOvertaken(error: unknown): boolean {
  return error instanceof MongoError && 'code' in error && error.code === writeConflict;
}

export function isPassing(error: unknown): boolean {
  // The driver passes on as it is that the other side had closed before anything was sent.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return true;
  if (!(error instanceof MongoError) || error instanceof MongoClientClosedError) return false;
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error.hasErrorLabel('TransientTransactionError') ||
    error.hasErrorLabel('RetryableWriteError') ||
    (typeof error.code === 'number' && passingCodes.has(error.code))
  );
}

/** Writers that ask for their turn again too soon take the time of the one whose turn it is. */
function turnMs(tries: number): number {
  return (0.5 + Math.random() / 2) * Math.min(longestTurnMs, 20 * 1.6 ** Math.min(tries, 12));
}

function pauseMs(tries: number): number {
  return Math.random() * Math.min(longestPauseMs, 50 * 2 ** Math.min(tries, 6)) + 10;
}
