import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../store/sqlite/open-database.ts';
import { DeadLetter, Job, type JobQueue } from '../job-queue.ts';

const attemptsMax = 5;
/** A job whose lease ran out is taken again; its worker renews the lease while it lives. */
const leaseMs = 60_000;
const pollMs = 250;
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

/** The queue in a SQLite file (the store's own): no server, durable, for the processes of one machine. */
export function openInlineQueue({ file }: { file: string }): JobQueue {
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

  /** Jobs whose worker was killed, or whose lease ran out, wait again. */
  function reclaim(): void {
    for (const row of db.prepare(`SELECT DISTINCT owner FROM jobs WHERE state = 'running'`).all()) {
      const owner = Number(row.owner);
      if (owner !== process.pid && !isAlive(owner)) {
        db.prepare(
          `UPDATE jobs SET state = 'waiting', owner = NULL WHERE state = 'running' AND owner = ?`,
        ).run(owner);
      }
    }
    db.prepare(
      `UPDATE jobs SET state = 'waiting', owner = NULL WHERE state = 'running' AND leased_until < ?`,
    ).run(Date.now());
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

    async work(run, { concurrency, versions }) {
      let stopping = false;
      const underWay = new Map<number, Promise<void>>();
      const busy: Record<string, number> = {};
      db.prepare(`DELETE FROM jobs WHERE state = 'done' AND ended_at < ?`).run(Date.now() - keepDoneMs);

      const runOne = async (place: number, attempts: number, job: Job) => {
        try {
          await run(job);
          db.prepare(`UPDATE jobs SET state = 'done', ended_at = ?, error = NULL WHERE place = ?`).run(
            Date.now(),
            place,
          );
        } catch (error) {
          if (isInterrupted(error)) {
            db.prepare(
              `UPDATE jobs SET state = 'waiting', attempts = attempts - 1, owner = NULL WHERE place = ?`,
            ).run(place);
            return;
          }
          const told = JSON.stringify({
            code: codeOf(error),
            message: error instanceof Error ? error.message : String(error),
          });
          const forGood = attempts >= attemptsMax || isPermanent(error);
          // 1, 2, 4, 8 seconds, each made up to half longer so that jobs that failed together come back apart.
          const delay = 1000 * 2 ** (attempts - 1) * (1 + Math.random() / 2);
          db.prepare(
            `UPDATE jobs SET state = ?, ended_at = ?, error = ?, not_before = ? WHERE place = ?`,
          ).run(forGood ? 'dead' : 'waiting', Date.now(), told, Math.round(Date.now() + delay), place);
        }
      };
      const renew = setInterval(() => {
        for (const place of underWay.keys()) {
          db.prepare('UPDATE jobs SET leased_until = ? WHERE place = ?').run(Date.now() + leaseMs, place);
        }
      }, leaseMs / 4);
      const loop = (async () => {
        while (!stopping) {
          reclaim();
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
          if (!found) await nap();
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

    async idle(names) {
      const marks = names.map(() => '?').join(', ');
      const open = db.prepare(
        `SELECT 1 FROM jobs WHERE state IN ('waiting', 'running') AND name IN (${marks}) LIMIT 1`,
      );
      while (!closed && open.get(...names)) await nap();
    },
    async counts() {
      const counts = { waiting: 0, running: 0, done: 0, dead: 0 };
      for (const { state, count } of db
        .prepare('SELECT state, count(*) AS count FROM jobs GROUP BY state')
        .all()) {
        if (state === 'waiting' || state === 'running' || state === 'done' || state === 'dead')
          counts[state] = Number(count);
      }
      return counts;
    },
    async *deadLetters() {
      for (const row of db.prepare(`SELECT * FROM jobs WHERE state = 'dead' ORDER BY place`).all()) {
        yield DeadLetter.parse({
          ...jobOf(row),
          failedAt: new Date(Number(row.ended_at)).toISOString(),
          attempts: Number(row.attempts),
          error: JSON.parse(String(row.error)),
        });
      }
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

function isInterrupted(error: unknown): boolean {
  return error instanceof Error && 'interrupted' in error && error.interrupted === true;
}

function isPermanent(error: unknown): boolean {
  return error instanceof Error && 'permanent' in error && error.permanent === true;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
}
