import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-errors.ts';
import { openDatabase } from './open-database.ts';

/**
 * Opens the file so that nobody else has it open, or can open it, until it is closed.
 * @throws {StoreError} it is in use, or cannot be opened
 */
export function openAlone(file: string): DatabaseSync {
  const db = openDatabase(file);
  try {
    db.exec('PRAGMA busy_timeout = 500');
    holdAlone(db);
    return db;
  } catch (cause) {
    db.close();
    throw new StoreError(`${file} is in use; stop the service first`, { cause });
  }
}

/**
 * Only one that nobody else has open can be had alone; kept until it is closed.
 * @throws SQLite's own error: it is in use, or no store
 */
export function holdAlone(db: DatabaseSync): void {
  db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
}
