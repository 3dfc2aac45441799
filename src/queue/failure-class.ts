import { z } from 'zod';

/**
 * What a job failed of. `transient`: our own surroundings (a store or queue that is away, a full disk). `host`: the
 * portal or the way to it. `page`: this page, and it will again. `ours`: a defect of Wellspring.
 */
export const FailureClass = z.enum(['transient', 'host', 'page', 'ours']);
export type FailureClass = z.infer<typeof FailureClass>;

/** A count of each, none so far. */
export function noFailures(): Record<FailureClass, number> {
  return { transient: 0, host: 0, page: 0, ours: 0 };
}

const codes: Readonly<Record<Exclude<FailureClass, 'ours'>, readonly RegExp[]>> = {
  transient: [
    /^(?:stale-commit|worker-lost|parser-away|store|queue)$/,
    /^(?:EAGAIN|EBUSY|EMFILE|ENFILE|ENOSPC|EDQUOT|EFBIG|EIO|EROFS|EACCES|EPERM|ENOMEM|EPIPE)$/,
    // node:sqlite: busy, locked, out of memory, I/O error, full.
    /^ERR_SQLITE_ERROR$/,
    // MongoDB: its disk is full, it has a failure of its own, or it is overtaxed.
    /^(?:1|8|14031|24|50|64|100|202|251|290)$/,
    // MongoDB: it is away, shuts down or becomes another's secondary, or another writer was first.
    /^(?:6|7|43|89|91|112|133|134|189|262|9001|10107|11600|11602|13435|13436)$/,
  ],
  host: [
    /^(?:UND_ERR_|ERR_TLS_|ERR_SSL_|CERT_|HPE_)/,
    /^(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPROTO)$/,
    /^(?:http-error|timeout|robots)$/,
  ],
  page: [/^(?:parse-failed|parse-refused|snapshot|too-large|browser)$/],
};

/**
 * Redis is full, cannot write its file, or is about to be another's replica. So begins its answer; before version 7, that of a
 * script holds it.
 */
const redisRefuses =
  /(?:^|-)(?:OOM|MISCONF|NOREPLICAS|READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY) /;

/** Waits before the next attempts, in milliseconds; when they are used up, the job becomes a dead letter. */
const waitsMs: Readonly<Record<FailureClass, readonly number[]>> = {
  transient: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000],
  host: [60_000, 600_000, 3_600_000, 6 * 3_600_000],
  // Once more, in case it was not the page after all.
  page: [1_000],
  ours: [1_000, 2_000, 4_000, 8_000],
};

/**
 * By the error's code; an error may name its class itself (`failureClass`). A page, or we, are to blame only where no
 * cause beneath was our surroundings: a snapshot that could not be read for want of file handles is not a bad snapshot.
 */
export function failureClass(error: unknown): FailureClass {
  if (!(error instanceof Error)) return 'ours';
  const own = classByItself(error);
  if (own === 'transient' || own === 'host') return own;
  return error.cause !== undefined && failureClass(error.cause) === 'transient' ? 'transient' : own;
}

function classByItself(error: Error): FailureClass {
  const named = FailureClass.safeParse(Reflect.get(error, 'failureClass'));
  if (named.success) return named.data;
  const isMongoNetwork = /^Mongo(?:Network|ServerSelection|PoolCleared)/.test(error.name);
  if (isMongoNetwork) return 'transient';
  // ioredis tells that Redis is away by these names, and has no codes for it.
  if (/^MaxRetriesPerRequestError|ClusterAllFailedError$/.test(error.name)) return 'transient';
  if (error.name === 'ReplyError' && redisRefuses.test(error.message)) return 'transient';
  const code = String(Reflect.get(error, 'code') ?? '');
  for (const one of ['transient', 'host', 'page'] as const) {
    if (codes[one].some((pattern) => pattern.test(code))) return one;
  }
  return 'ours';
}

/** How many attempts a failure of that class is given. */
export function attemptsOf(failure: FailureClass): number {
  return waitsMs[failure].length + 1;
}

/**
 * How long to wait before the next attempt; null: there is none. Each wait is made up to half longer, so that jobs that
 * failed together come back apart.
 *
 * @param attempts made so far, at least one
 */
export function retryWaitMs(failure: FailureClass, attempts: number, random = Math.random): number | null {
  const wait = waitsMs[failure][attempts - 1];
  return wait === undefined ? null : Math.round(wait * (1 + random() / 2));
}
