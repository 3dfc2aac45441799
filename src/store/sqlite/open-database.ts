import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store-errors.ts';
import { migrations } from './migrations.ts';
import { inTransaction } from './transaction.ts';

/**
 * Pages of the log before they are brought into the file. A commit of 50 articles changes two thousand, many of them again
 * with the next dozen commits: each is then written once. With twice as many nothing more was saved, and the commit that
 * brings them in took half as long again.
 */
const LOG_PAGES = 32_768;
/** The log is written over and over, not cut: it is longer than this only after someone read an old state for long. */
const LOG_BYTES = 192 * 1024 ** 2;

/** How long a writer waits for another process's commit. */
const BUSY_MS = 15_000;

/** For a few rows at a time: enough for the upper pages of each table and index that they are found by. */
const SMALL_CACHE_MB = 2;
const MAPPED_BYTES = 256 * 1024 ** 2;

/**
 * Opens the file, makes it where there is none, and brings it to today's version.
 *
 * @param options.cacheMb pages of the file that this connection may hold; each of a process has such a cache of its own
 * @throws {StoreError} it cannot be opened, is no store, or was written by a newer Wellspring
 */
export function openDatabase(
  file: string,
  { cacheMb = SMALL_CACHE_MB }: { cacheMb?: number } = {},
): DatabaseSync {
  let db: DatabaseSync;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new DatabaseSync(file, { timeout: BUSY_MS });
  } catch (cause) {
    throw new StoreError(`${file} cannot be opened: ${messageOf(cause)}; check the folder and its rights`, {
      cause,
    });
  }
  try {
    // FULL: an event that a follower has read is there after a power cut too, so its seq is not given again.
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -${cacheMb * 1024};
      PRAGMA wal_autocheckpoint = ${LOG_PAGES};
      PRAGMA journal_size_limit = ${LOG_BYTES};
    `);
    migrate(db, file);
    return db;
  } catch (cause) {
    db.close();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`${file} cannot be used as a store: ${messageOf(cause)}; ${remedyFor(cause)}`, {
      cause,
    });
  }
}

/**
 * From now on pages are read from the file as it lies in memory: a fifth faster where many are read over and over, as in
 * searches. What is read so counts as memory of the process, up to 256 MB, though the system may have it back at any time.
 */
export function mapFile(db: DatabaseSync): void {
  db.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}`);
}

/** A second view on the same file that sees one state of it for as long as it reads. */
export function openSnapshot(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
  db.exec('PRAGMA temp_store = MEMORY; BEGIN');
  return db;
}

function migrate(db: DatabaseSync, file: string): void {
  if (versionOf(db) === migrations.length) return;
  inTransaction(db, () => {
    // Read again: another process may have migrated while this one waited.
    const version = versionOf(db);
    if (version > migrations.length) {
      throw new StoreError(
        `${file} has version ${version}, and this Wellspring knows up to ${migrations.length}; ` +
          'install the newer Wellspring that wrote it',
      );
    }
    for (const step of migrations.slice(version)) {
      if (typeof step === 'string') db.exec(step);
      else step(db);
    }
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

/** SQLite's own names: a write failed, the disk is full, the file may only be read. */
const unwritable = new Set([10, 13, 8]);

function remedyFor(error: unknown): string {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return unwritable.has(code)
    ? 'make room on its disk and see that it may be written (docs/operations.md, "The disk is full")'
    : 'restore it from a backup or name another file';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
