import type { DatabaseSync } from 'node:sqlite';
import { forgetKnownWords } from './known-words.ts';

/** All of it or nothing. The write lock is taken at once, so that what is read inside still holds at the end. */
export function inTransaction<T>(db: DatabaseSync, write: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = write();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk ends the transaction by itself.
    if (db.isTransaction) db.exec('ROLLBACK');
    forgetKnownWords(db);
    throw error;
  }
}
