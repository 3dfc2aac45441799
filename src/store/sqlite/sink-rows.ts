import { z } from 'zod';
import type { SinkStore } from '../sink-store.ts';
import type { Statements } from './statements.ts';

const Row = z.object({ seq: z.number(), planned: z.number().nullable() });

export function sinkRows(sql: Statements): SinkStore {
  return {
    sinkPlace: async (name) => sql.one(Row, 'SELECT seq, planned FROM sink WHERE name = ?', name),
    async moveSink(name, from, { seq, planned }) {
      const moved = from
        ? sql.run(
            'UPDATE sink SET seq = ?, planned = ? WHERE name = ? AND seq = ? AND planned IS ?',
            ...[seq, planned, name, from.seq, from.planned],
          )
        : sql.run('INSERT OR IGNORE INTO sink (name, seq, planned) VALUES (?, ?, ?)', name, seq, planned);
      return moved > 0;
    },
  };
}
