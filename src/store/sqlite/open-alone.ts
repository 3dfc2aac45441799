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
    db.exec('PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    return db;
  } catch (cause) {
    db.close();
    throw new StoreError(`${file} is in use; stop the service first`, { cause });
  }
}
