import { z } from 'zod';
import { Removal } from '../../model/removal.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { RemovalLog } from '../removal-log.ts';
import type { Statements } from './statements.ts';

const RemovalRow = z.object({ json: z.string() }).transform(({ json }) => Removal.parse(JSON.parse(json)));
const question = ['removals'];

export function removalRows(sql: Statements): RemovalLog {
  return {
    async saveRemoval(removal) {
      const { id, askedAt } = removal;
      const json = JSON.stringify(removal);
      sql.run('INSERT OR REPLACE INTO removal (id, asked_at, json) VALUES (?, ?, ?)', id, askedAt, json);
    },
    removal: async (id) => sql.one(RemovalRow, 'SELECT json FROM removal WHERE id = ?', id),
    openRemovals: async () =>
      sql.all(
        RemovalRow,
        `SELECT json FROM removal WHERE json_extract(json, '$.state') IN ('waiting', 'running') ORDER BY asked_at, id`,
      ),
    async removals({ limit, cursor }) {
      const before =
        cursor === null ? null : cursorPlace(cursor, question, z.tuple([z.string(), z.string()]));
      const rows = sql.all(
        RemovalRow,
        `SELECT json FROM removal ${before ? 'WHERE (asked_at, id) < (?, ?)' : ''}
         ORDER BY asked_at DESC, id DESC LIMIT ?`,
        ...(before ?? []),
        limit + 1,
      );
      const removals = rows.slice(0, limit);
      const last = removals.at(-1);
      const next = rows.length > limit && last ? pageCursor(question, [last.askedAt, last.id]) : null;
      return { removals, next };
    },
  };
}
