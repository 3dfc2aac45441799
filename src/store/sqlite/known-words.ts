import type { DatabaseSync } from 'node:sqlite';
import { type SeenWords, seenWords } from '../seen-words.ts';

const known = new WeakMap<DatabaseSync, SeenWords>();

/** Words that this connection has written to the vocabulary. */
export function knownWords(db: DatabaseSync): SeenWords {
  const words = known.get(db) ?? seenWords();
  known.set(db, words);
  return words;
}

/** After a transaction that came to nothing. */
export function forgetKnownWords(db: DatabaseSync): void {
  known.delete(db);
}
