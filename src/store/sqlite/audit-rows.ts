import { z } from 'zod';
import { AuditEntry } from '../../model/audit-entry.ts';
import type { AuditLog } from '../audit-log.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { Statements } from './statements.ts';

const EntryRow = AuditEntry.extend({ n: z.number() }).transform(({ n, ...entry }) => ({ n, entry }));
const question = ['audit'];

export function auditRows(sql: Statements): AuditLog {
  return {
    async note({ at, who, action, subject, note }) {
      sql.run(
        'INSERT INTO audit (at, who, action, subject, note) VALUES (?, ?, ?, ?, ?)',
        ...[at, who, action, subject, note],
      );
    },
    async entries({ limit, cursor }) {
      const [before] =
        cursor === null ? [Number.MAX_SAFE_INTEGER] : cursorPlace(cursor, question, z.tuple([z.number()]));
      const rows = sql.all(
        EntryRow,
        'SELECT n, at, who, action, subject, note FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?',
        before,
        limit + 1,
      );
      const last = rows[limit - 1];
      return {
        entries: rows.slice(0, limit).map(({ entry }) => entry),
        next: rows.length > limit && last ? pageCursor(question, [last.n]) : null,
      };
    },
    forgetEntries: async (before) => sql.run('DELETE FROM audit WHERE at < ?', before),
  };
}
