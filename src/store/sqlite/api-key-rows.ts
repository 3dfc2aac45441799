import { z } from 'zod';
import { ApiKey } from '../../model/api-key.ts';
import type { KeyStore } from '../key-store.ts';
import type { Statements } from './statements.ts';

const Row = z
  .object({ json: z.string(), lastUsedAt: z.string().nullable() })
  .transform(({ json, lastUsedAt }) => ApiKey.parse({ ...JSON.parse(json), lastUsedAt }));
const SELECT = 'SELECT json, last_used_at AS lastUsedAt FROM api_key';

export function apiKeyRows(sql: Statements): KeyStore {
  return {
    keys: async () => sql.all(Row, `${SELECT} ORDER BY id`),
    keyOf: async (hash) => sql.one(Row, `${SELECT} WHERE hash = ?`, hash),
    async addKey(key, hash) {
      sql.run('INSERT INTO api_key (id, hash, json) VALUES (?, ?, ?)', key.id, hash, JSON.stringify(key));
    },
    async keyUsed(id, at) {
      sql.run('UPDATE api_key SET last_used_at = ? WHERE id = ?', at, id);
    },
    revokeKey: async (id) => sql.run('DELETE FROM api_key WHERE id = ?', id) > 0,
  };
}
