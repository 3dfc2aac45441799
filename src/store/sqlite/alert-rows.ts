import { z } from 'zod';
import { Alert } from '../../model/alert.ts';
import type { AlertStore } from '../alert-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const Row = z.object({ json: z.string() }).transform(({ json }) => Alert.parse(JSON.parse(json)));

export function alertRows(sql: Statements): AlertStore {
  return {
    raise: async (alerts) =>
      inTransaction(sql.db, () =>
        alerts.filter(
          ({ id, search, at, ...rest }) =>
            sql.run(
              'INSERT OR IGNORE INTO alert (id, search, at, json) VALUES (?, ?, ?, ?)',
              ...[id, search, at, JSON.stringify({ id, search, at, ...rest })],
            ) > 0,
        ),
      ),
    async alerts({ search, limit, cursor }) {
      const question = ['alerts', search];
      const [at, id] =
        cursor === null ? [null, null] : cursorPlace(cursor, question, z.tuple([z.string(), z.string()]));
      const found = sql.all(
        Row,
        `SELECT json FROM alert WHERE (?1 IS NULL OR search = ?1) AND (?2 IS NULL OR (at, id) < (?2, ?3))
         ORDER BY at DESC, id DESC LIMIT ?4`,
        ...[search, at, id, limit + 1],
      );
      const alerts = found.slice(0, limit);
      const last = alerts.at(-1);
      return { alerts, next: found.length > limit && last ? pageCursor(question, [last.at, last.id]) : null };
    },
    forgetAlerts: async (before) => sql.run('DELETE FROM alert WHERE at < ?', before),
  };
}
