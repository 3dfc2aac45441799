import type { DatabaseSync } from 'node:sqlite';

const known = new WeakMap<DatabaseSync, Set<string>>();

/** Words that this connection knows to be in the vocabulary: writing them again would cost time for nothing. */
export function knownWords(db: DatabaseSync): Set<string> {
  const words = known.get(db) ?? new Set();
  known.set(db, words);
  return words;
}

/** After a transaction that came to nothing. */
export function forgetKnownWords(db: DatabaseSync): void {
  known.delete(db);
}
