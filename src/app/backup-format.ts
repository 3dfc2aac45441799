import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { migrations } from '../store/sqlite/migrations.ts';

/** A backup that cannot be made or used: the message says why, and what to do. Nothing was changed. */
export class BackupError extends Error {
  readonly code = 'backup';
}

/**
 * A backup is one SQLite file: the store as it stood at one moment, and beside its tables `backup_file` with the bytes of
 * the other files in parts. `backup_manifest` is written last: a backup without it was cut short.
 */
export const Manifest = z.object({
  format: z.literal(1),
  at: z.iso.datetime(),
  /** Of the program that wrote it, and of its schema. */
  version: z.string(),
  schema: z.int().positive(),
  lastSeq: z.int().nonnegative(),
  articles: z.int().nonnegative(),
  files: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export const partBytes = 1024 * 1024;

export const backupTables = `
  CREATE TABLE backup_file (path TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (path, part));
  CREATE TABLE backup_manifest (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL);
`;

const Row = z.object({ json: z.string() });
const Part = z.object({ bytes: z.instanceof(Uint8Array) });

/**
 * Opens a backup and checks all of it: its pages, its manifest, and each file in it by its digest.
 *
 * @param onPart is given the parts of each file in order
 * @throws {BackupError} it was cut short, damaged, or written by a newer program
 */
export function checkBackup(
  file: string,
  onPart: (path: string, bytes: Uint8Array) => void = () => undefined,
): Manifest {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { readOnly: true });
  } catch (cause) {
    throw new BackupError(`${file} cannot be opened: ${messageOf(cause)}`, { cause });
  }
  try {
    const manifest = manifestOf(db, file);
    for (const { path, bytes, sha256 } of manifest.files) {
      const hash = createHash('sha256');
      let found = 0;
      const parts = db.prepare('SELECT bytes FROM backup_file WHERE path = ? ORDER BY part').iterate(path);
      for (const row of parts) {
        const part = Part.parse(row).bytes;
        hash.update(part);
        found += part.byteLength;
        onPart(path, part);
      }
      if (found !== bytes || hash.digest('hex') !== sha256) {
        throw new BackupError(
          `${file} is damaged: ${path} has ${found} of ${bytes} bytes, or others; take another backup`,
        );
      }
    }
    return manifest;
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    throw new BackupError(
      `${file} cannot be read to its end (${messageOf(cause)}): it was cut short or damaged; take another`,
      {
        cause,
      },
    );
  } finally {
    db.close();
  }
}

function manifestOf(db: DatabaseSync, file: string): Manifest {
  let json: string;
  try {
    const [check] = db.prepare('PRAGMA quick_check(1)').all();
    const found = Object.values(check ?? {})[0];
    if (found !== 'ok') throw new Error(String(found));
    json = Row.parse(db.prepare('SELECT json FROM backup_manifest').get()).json;
  } catch (cause) {
    throw new BackupError(
      `${file} is no whole backup (${messageOf(cause)}): it was cut short, damaged, or is something else; take another`,
      { cause },
    );
  }
  const manifest = Manifest.safeParse(JSON.parse(json));
  const schema = manifest.success ? manifest.data.schema : Number.POSITIVE_INFINITY;
  if (!manifest.success || schema > migrations.length) {
    throw new BackupError(
      `${file} was written by a newer Wellspring (schema ${schema}, this one knows up to ${migrations.length}); install that one`,
    );
  }
  return manifest.data;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
