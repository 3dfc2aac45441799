import { z } from 'zod';
import { Run } from '../../model/run.ts';
import { Pause, ScheduleState } from '../../model/schedule-state.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { RunFilter, ScheduleStore } from '../schedule-store.ts';
import { openDatabase } from './open-database.ts';
import { type Statements, statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const json = <T>(shape: z.ZodType<T>) =>
  z.object({ json: z.string() }).transform((row) => shape.parse(JSON.parse(row.json)));
const PauseRow = json(Pause);
const StateRow = json(ScheduleState);
const RunRow = json(Run);
const Version = z.object({ version: z.number() });

/** Pauses of one site lie under its name, the one of all under this. */
const ALL = '';

/** Schedules and runs in one SQLite file, the store's own. */
export async function openSqliteSchedules({ file }: { file: string }): Promise<ScheduleStore> {
  const db = openDatabase(file);
  const sql = statements(db);
  const run = (id: string) => sql.one(RunRow, 'SELECT json FROM run WHERE id = ?', id);
  return {
    pauses: async () => sql.all(PauseRow, 'SELECT json FROM pause ORDER BY site'),
    async pause(pause) {
      sql.run(
        'INSERT OR REPLACE INTO pause (site, json) VALUES (?, ?)',
        pause.site ?? ALL,
        JSON.stringify(pause),
      );
    },
    resume: async (site) => sql.run('DELETE FROM pause WHERE site = ?', site ?? ALL) > 0,

    scheduleStates: async () => sql.all(StateRow, 'SELECT json FROM schedule_state ORDER BY id'),
    scheduleState: async (id) => sql.one(StateRow, 'SELECT json FROM schedule_state WHERE id = ?', id),
    saveScheduleState: async (state) =>
      inTransaction(db, () => {
        const found = sql.one(Version, 'SELECT version FROM schedule_state WHERE id = ?', state.id);
        if ((found?.version ?? 0) !== state.version) return false;
        const version = state.version + 1;
        sql.run(
          'INSERT OR REPLACE INTO schedule_state (id, version, json) VALUES (?, ?, ?)',
          state.id,
          version,
          JSON.stringify({ ...state, version }),
        );
        return true;
      }),

    addRun: async (added) =>
      sql.run(
        'INSERT INTO run (id, planned_at, site, state, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        ...values(added),
      ) > 0,
    run: async (id) => run(id),
    changeRun: async (id, change) =>
      inTransaction(db, () => {
        const before = run(id);
        if (!before) return null;
        const after = change(before);
        sql.run(
          'INSERT OR REPLACE INTO run (id, planned_at, site, state, json) VALUES (?, ?, ?, ?, ?)',
          ...values(after),
        );
        return after;
      }),
    runs: async (filter) => runPage(sql, filter),
    openRuns: async () =>
      sql.all(RunRow, `SELECT json FROM run WHERE state IN ('waiting', 'running') ORDER BY planned_at, id`),
    forgetRuns: async (before) =>
      sql.run(`DELETE FROM run WHERE planned_at < ? AND state NOT IN ('waiting', 'running')`, before),
    async close() {
      if (db.isOpen) db.close();
    },
  };
}

function values(run: Run) {
  return [run.id, run.plannedAt, run.site, run.state, JSON.stringify(run)] as const;
}

function runPage(
  sql: Statements,
  { site, state, limit, cursor }: RunFilter,
): { runs: Run[]; next: string | null } {
  const question = ['runs', site ?? null, state ?? null];
  const conditions: string[] = [];
  const parameters: string[] = [];
  if (site !== undefined) {
    conditions.push('site = ?');
    parameters.push(site);
  }
  if (state !== undefined) {
    conditions.push('state = ?');
    parameters.push(state);
  }
  if (cursor !== null) {
    conditions.push('(planned_at, id) < (?, ?)');
    parameters.push(...cursorPlace(cursor, question, z.tuple([z.string(), z.string()])));
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const rows = sql.all(
    RunRow,
    `SELECT json FROM run ${where} ORDER BY planned_at DESC, id DESC LIMIT ?`,
    ...parameters,
    limit + 1,
  );
  const runs = rows.slice(0, limit);
  const last = runs.at(-1);
  const next = rows.length > limit && last ? pageCursor(question, [last.plannedAt, last.id]) : null;
  return { runs, next };
}
