import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { z } from 'zod';

export type Parameters = readonly SQLInputValue[];

/** Prepared statements of one connection, each prepared once, with rows checked where they come in. */
export type Statements = {
  db: DatabaseSync;
  run(sql: string, ...parameters: Parameters): number;
  one<T>(shape: z.ZodType<T>, sql: string, ...parameters: Parameters): T | null;
  all<T>(shape: z.ZodType<T>, sql: string, ...parameters: Parameters): T[];
  /** Rows as lists of values, unchecked: for answers of thousands of rows, where checking takes longer than reading. */
  lists(sql: string, ...parameters: Parameters): SQLOutputValue[][];
};

const Lists = z.custom<SQLOutputValue[][]>(Array.isArray);

/** Statements of a search differ by query: past this many, the oldest is let go. */
const MAX_PREPARED = 200;

export function statements(db: DatabaseSync): Statements {
  const prepared = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known) {
      prepared.delete(sql);
      prepared.set(sql, known);
      return known;
    }
    const made = db.prepare(sql);
    prepared.set(sql, made);
    const oldest = prepared.size > MAX_PREPARED ? prepared.keys().next().value : undefined;
    if (oldest !== undefined) prepared.delete(oldest);
    return made;
  }

  return {
    db,
    run: (sql, ...parameters) => Number(statement(sql).run(...parameters).changes),
    one(shape, sql, ...parameters) {
      const row = statement(sql).get(...parameters);
      return row === undefined ? null : shape.parse(row);
    },
    all: (shape, sql, ...parameters) =>
      statement(sql)
        .all(...parameters)
        .map((row) => shape.parse(row)),
    lists(sql, ...parameters) {
      const made = statement(sql);
      made.setReturnArrays(true);
      try {
        // The type of `all` knows nothing of the setting.
        return Lists.parse(made.all(...parameters));
      } finally {
        made.setReturnArrays(false);
      }
    },
  };
}
