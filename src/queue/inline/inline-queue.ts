import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../store/sqlite/open-database.ts';
import { FailureClass, failureClass, noFailures, retryWaitMs } from '../failure-class.ts';
import { DeadLetter, Job, type JobQueue, type JobState } from '../job-queue.ts';
import { isInterrupted, isPermanent, putBackUntilMs, toldFailure } from '../told-failure.ts';

/**
 * A job whose lease ran out is taken again; its worker renews the lease while it lives. Short, since in a container the
 * process that follows a killed one often has the same number, and only the lease tells them apart.
 */
const leaseMs = 5_000;
/** A job that took so many workers down with it is the cause, not the victim. */
const mostLostWorkers = 10;
const pollMs = 250;
/** Between two tries to write while the file cannot be written (a full disk). */
const restMs = 500;
/** So long we remember that a job was done, to know its key again. */
const keepDoneMs = 7 * 86_400_000;

const table = `
  CREATE TABLE IF NOT EXISTS jobs (
    place INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    data TEXT NOT NULL,
    priority INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    owner INTEGER,
    leased_until INTEGER,
    ended_at INTEGER,
    error TEXT,
    UNIQUE (name, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS jobs_next ON jobs (state, name, priority, place);
`;

export type InlineQueueOptions = {
  /** The SQLite file; made where there is none. */
  file: string;
  /** Told when the file cannot be read or written for a while; the queue tries until it can. */
  onError?: (error: Error) => void;
};

/** The queue in a SQLite file (the store's own): no server, durable, for the processes of one machine. */
export function openInlineQueue({ file, onError = () => undefined }: InlineQueueOptions): JobQueue {
  const db = openDatabase(file);
  db.exec(table);
  let closed = false;
  let wake = Promise.withResolvers<void>();
  const changed = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  const nap = async () => {
    const stop = new AbortController();
    await Promise.race([
      wake.promise,
      sleep(pollMs, undefined, { signal: stop.signal }).catch(() => undefined),
    ]);
    stop.abort();
  };

  /**
   * Jobs whose worker was killed, or whose lease ran out, wait again; gives back those that did so too often. A lease that
   * reaches further than any is given was given by a clock that was set back since.
   *
   * @param own under way in this process, whatever the clock says
   */
  function reclaim(own: readonly number[]): number[] {
    const owners = db.prepare(`SELECT DISTINCT owner FROM jobs WHERE state = 'running'`).all();
    const gone = owners
      .map(({ owner }) => Number(owner))
      .filter((pid) => pid !== process.pid && !isAlive(pid));
    const lost = JSON.stringify({
      code: 'worker-lost',
      message: `its worker was lost ${mostLostWorkers} times`,
    });
    const reclaimed = db
      .prepare(
        `UPDATE jobs SET owner = NULL, ended_at = ?,
         state = CASE WHEN attempts < ? THEN 'waiting' ELSE 'dead' END,
         error = CASE WHEN attempts < ? THEN error ELSE ? END
       WHERE state = 'running' AND place NOT IN (SELECT value FROM json_each(?))
         AND (leased_until NOT BETWEEN ? AND ? OR owner IN (SELECT value FROM json_each(?)))
       RETURNING place, state`,
      )
      .all(
        ...[Date.now(), mostLostWorkers, mostLostWorkers, lost, JSON.stringify(own)],
        ...[Date.now(), Date.now() + 2 * leaseMs, JSON.stringify(gone)],
      );
    return reclaimed.filter(({ state }) => state === 'dead').map(({ place }) => Number(place));
  }

  function claim(name: string, version: number): { place: number; attempts: number; job: Job } | null {
    const row = db
      .prepare(
        `UPDATE jobs SET state = 'running', owner = ?, leased_until = ?, attempts = attempts + 1 WHERE place = (
           SELECT place FROM jobs WHERE state = 'waiting' AND name = ? AND version <= ? AND not_before <= ?
           ORDER BY priority, place LIMIT 1) AND state = 'waiting'
         RETURNING *`,
      )
      .get(process.pid, Date.now() + leaseMs, name, version, Date.now());
    return row ? { place: Number(row.place), attempts: Number(row.attempts), job: jobOf(row) } : null;
  }

  function writeEnd(place: number, end: JobEnd): void {
    switch (end.state) {
      case 'done':
        db.prepare(`UPDATE jobs SET state = 'done', ended_at = ?, error = NULL WHERE place = ?`).run(
          Date.now(),
          place,
        );
        break;
      case 'put back':
        db.prepare(
          `UPDATE jobs SET state = 'waiting', attempts = attempts - 1, owner = NULL, not_before = ? WHERE place = ?`,
        ).run(end.untilMs, place);
        break;
      case 'failed':
        db.prepare(`UPDATE jobs SET state = ?, ended_at = ?, error = ?, not_before = ? WHERE place = ?`).run(
          ...[end.waitMs === null ? 'dead' : 'waiting', Date.now(), end.error],
          ...[Date.now() + (end.waitMs ?? 0), place],
        );
    }
  }

  return {
    async add(jobs) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const insert = db.prepare(
          `INSERT INTO jobs (name, key, version, data, priority, not_before, state) VALUES (?, ?, ?, ?, ?, ?, 'waiting')
           ON CONFLICT DO NOTHING`,
        );
        for (const { name, key, version, data, priority, notBeforeMs } of jobs.map((job) => Job.parse(job))) {
          insert.run(name, key, version, JSON.stringify(data), priority, notBeforeMs);
        }
        db.exec('COMMIT');
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
      changed();
    },

    async work(run, { concurrency, versions, onDead }) {
      let stopping = false;
      const underWay = new Map<number, Promise<void>>();
      const busy: Record<string, number> = {};
      db.prepare(`DELETE FROM jobs WHERE state = 'done' AND ended_at < ?`).run(Date.now() - keepDoneMs);

      const runOne = async (place: number, attempts: number, job: Job) => {
        const end = await endOf(run, job, attempts);
        // What became of the job is written as soon as the file can be written again.
        await untilWritten(() => writeEnd(place, end));
        if (end.state === 'failed' && end.waitMs === null) await bury(place);
      };
      const bury = async (place: number) => {
        try {
          const row = db.prepare(`SELECT * FROM jobs WHERE place = ? AND state = 'dead'`).get(place);
          if (row) await onDead?.(letterOf(row));
        } catch (error) {
          onError(asError(error));
        }
      };
      const untilWritten = async (write: () => void) => {
        for (;;) {
          try {
            return write();
          } catch (error) {
            onError(asError(error));
            if (stopping) return;
            await sleep(restMs);
          }
        }
      };
      const renew = setInterval(() => {
        try {
          for (const place of underWay.keys()) {
            db.prepare('UPDATE jobs SET leased_until = ? WHERE place = ?').run(Date.now() + leaseMs, place);
          }
        } catch (error) {
          onError(asError(error));
        }
      }, leaseMs / 4);
      /** Begins what may begin; false: there was nothing. */
      const takeJobs = (): boolean => {
        for (const place of reclaim([...underWay.keys()])) void bury(place);
        let found = false;
        for (const [name, most] of Object.entries(concurrency)) {
          while (!stopping && (busy[name] ?? 0) < most) {
            const next = claim(name, versions[name] ?? 1);
            if (!next) break;
            found = true;
            busy[name] = (busy[name] ?? 0) + 1;
            const done = runOne(next.place, next.attempts, next.job).finally(() => {
              busy[name] = (busy[name] ?? 1) - 1;
              underWay.delete(next.place);
              changed();
            });
            underWay.set(next.place, done);
          }
        }
        return found;
      };
      const loop = (async () => {
        while (!stopping) {
          try {
            if (!takeJobs()) await nap();
          } catch (error) {
            onError(asError(error));
            await sleep(restMs);
          }
        }
      })();
      return {
        async close() {
          stopping = true;
          changed();
          await loop;
          await Promise.all(underWay.values());
          clearInterval(renew);
        },
      };
    },

    async idle(names, { withinMs = Number.MAX_SAFE_INTEGER } = {}) {
      const marks = names.map(() => '?').join(', ');
      const open = db.prepare(
        `SELECT 1 FROM jobs WHERE name IN (${marks})
           AND (state = 'running' OR state = 'waiting' AND not_before <= ?) LIMIT 1`,
      );
      const until = () => Math.min(Number.MAX_SAFE_INTEGER, Date.now() + withinMs);
      while (!closed && open.get(...names, until())) await nap();
    },
    async counts() {
      const counts = { waiting: 0, running: 0, done: 0, dead: 0 };
      for (const { state, count } of db
        .prepare('SELECT state, count(*) AS count FROM jobs GROUP BY state')
        .all()) {
        if (isState(state)) counts[state] = Number(count);
      }
      return counts;
    },
    async states(jobs) {
      const find = db.prepare('SELECT state FROM jobs WHERE name = ? AND key = ?');
      return jobs.map(({ name, key }) => {
        const state = find.get(name, key)?.state;
        return isState(state) ? state : null;
      });
    },
    async deadFailures() {
      const counts = noFailures();
      const rows = db.prepare(
        `SELECT coalesce(json_extract(error, '$.failure'), 'ours') AS failure, count(*) AS count
         FROM jobs WHERE state = 'dead' GROUP BY 1`,
      );
      for (const { failure, count } of rows.all()) counts[FailureClass.parse(failure)] = Number(count);
      return counts;
    },
    async *deadLetters() {
      for (const row of db.prepare(`SELECT * FROM jobs WHERE state = 'dead' ORDER BY ended_at, place`).all())
        yield letterOf(row);
    },
    async replay(name, key) {
      const { changes } = db
        .prepare(
          `UPDATE jobs SET state = 'waiting', attempts = 0, not_before = 0, error = NULL WHERE name = ? AND key = ? AND state = 'dead'`,
        )
        .run(name, key);
      changed();
      return Number(changes) > 0;
    },
    async close() {
      if (closed) return;
      closed = true;
      changed();
      db.close();
    },
  };
}

type JobEnd =
  | { state: 'done' }
  | { state: 'put back'; untilMs: number }
  /** `waitMs` null: for good. */
  | { state: 'failed'; waitMs: number | null; error: string };

async function endOf(run: (job: Job) => Promise<void>, job: Job, attempts: number): Promise<JobEnd> {
  try {
    await run(job);
    return { state: 'done' };
  } catch (error) {
    if (isInterrupted(error)) return { state: 'put back', untilMs: putBackUntilMs(error) };
    const failure = failureClass(error);
    return {
      state: 'failed',
      waitMs: isPermanent(error) ? null : retryWaitMs(failure, attempts),
      error: JSON.stringify({ ...toldFailure(error), failure }),
    };
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function jobOf(row: Record<string, unknown>): Job {
  return Job.parse({
    name: row.name,
    key: row.key,
    version: Number(row.version),
    data: JSON.parse(String(row.data)),
    priority: Number(row.priority),
    notBeforeMs: Number(row.not_before),
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function letterOf(row: Record<string, unknown>): DeadLetter {
  const { failure, ...error } = JSON.parse(String(row.error));
  return DeadLetter.parse({
    ...jobOf(row),
    failedAt: new Date(Number(row.ended_at)).toISOString(),
    attempts: Number(row.attempts),
    ...{ failure, error },
  });
}

function isState(state: unknown): state is JobState {
  return state === 'waiting' || state === 'running' || state === 'done' || state === 'dead';
}
