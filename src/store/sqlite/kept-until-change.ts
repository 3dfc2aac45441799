import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Statements } from './statements.ts';

const MAX_KEPT = 500;

const Version = z.object({ data_version: z.number() });
const Changes = z.object({ changes: z.number() });

/** Other connections' commits change the one number, this connection's writes the other. */
function versionOf(sql: Statements): string {
  const others = sql.one(Version, 'PRAGMA data_version')?.data_version;
  return `${others} ${sql.one(Changes, 'SELECT total_changes() AS changes')?.changes}`;
}

/** Values that are read from a store once and kept for those who ask next, until anything in the store changes. */
export function keptUntilChange<T>(): (sql: Statements, key: string, read: () => T) => T {
  const stores = new WeakMap<DatabaseSync, { version: string; values: Map<string, T> }>();
  return (sql, key, read) => {
    const version = versionOf(sql);
    let kept = stores.get(sql.db);
    if (kept?.version !== version) {
      kept = { version, values: new Map() };
      stores.set(sql.db, kept);
    }
    const known = kept.values.get(key);
    if (known !== undefined) return known;
    const made = read();
    if (kept.values.size >= MAX_KEPT) kept.values.clear();
    kept.values.set(key, made);
    return made;
  };
}
