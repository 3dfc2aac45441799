import { z } from 'zod';
import { SavedSearch } from '../../model/saved-search.ts';
import { MAX_SEARCHES, type SearchStore, TooManyError } from '../search-store.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const Row = z.object({ json: z.string() }).transform(({ json }) => SavedSearch.parse(JSON.parse(json)));
const Count = z.object({ count: z.number() });

export function savedSearchRows(sql: Statements): SearchStore {
  const one = (name: string) => sql.one(Row, 'SELECT json FROM saved_search WHERE name = ?', name);
  return {
    searches: async () => sql.all(Row, 'SELECT json FROM saved_search ORDER BY name'),
    search: async (name) => one(name),
    saveSearch: async (search) =>
      inTransaction(sql.db, () => {
        const before = one(search.name);
        const count = sql.one(Count, 'SELECT count(*) AS count FROM saved_search')?.count ?? 0;
        if (!before && count >= MAX_SEARCHES) throw new TooManyError('saved searches', MAX_SEARCHES);
        const kept = { ...search, createdAt: before?.createdAt ?? search.createdAt };
        sql.run(
          'INSERT OR REPLACE INTO saved_search (name, json) VALUES (?, ?)',
          kept.name,
          JSON.stringify(kept),
        );
        return kept;
      }),
    removeSearch: async (name) => sql.run('DELETE FROM saved_search WHERE name = ?', name) > 0,
  };
}
