import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { migrations as mongoMigrations } from '../store/mongo/migrations.ts';
import { migrations } from '../store/sqlite/migrations.ts';

/** A backup that cannot be made or used: the message says why, and what to do. Nothing was changed. */
export class BackupError extends Error {
  readonly code = 'backup';
}

/**
 * A backup is one SQLite file: the store as it stood at one moment (the tables of the embedded one, or the documents of a
 * MongoDB database in `backup_document`), and beside it `backup_file` with the bytes of the other files in parts. `backup_manifest` is written last: a backup without it was cut short.
 */
const Content = z.object({
  at: z.iso.datetime(),
  /** Of the program that wrote it, and of its schema. */
  version: z.string(),
  schema: z.int().positive(),
  lastSeq: z.int().nonnegative(),
  articles: z.int().nonnegative(),
  files: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })),
});
/** The store is the embedded one: its tables are those of the file. */
const EmbeddedManifest = Content.extend({ format: z.literal(1) });
/** The store is MongoDB: its documents lie in `backup_document`. `digest`: `documentsDigest`. */
const MongoManifest = Content.extend({
  format: z.literal(2),
  collections: z.array(z.object({ name: z.string(), documents: z.int().nonnegative(), digest: z.string() })),
});
export type MongoManifest = z.infer<typeof MongoManifest>;
export const Manifest = z.discriminatedUnion('format', [EmbeddedManifest, MongoManifest]);
export type Manifest = z.infer<typeof Manifest>;

export const partBytes = 1024 * 1024;

export const backupTables = `
  CREATE TABLE backup_file (path TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (path, part));
  CREATE TABLE backup_manifest (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL);
`;

/** Of a MongoDB store: documents as BSON, one after the other, some in each part. */
export const documentTable = `
  CREATE TABLE backup_document (collection TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (collection, part));
`;

const Row = z.object({ json: z.string() });
const Part = z.object({ bytes: z.instanceof(Uint8Array) });

/**
 * Opens a backup and checks all of it: its manifest, each file in it and the documents of each collection by their digests.
 *
 * @throws {BackupError} it was cut short, damaged, or written by a newer program
 */
export function checkBackup(file: string): Manifest {
  return read(file, (db) => {
    const manifest = checkParts(db, file, () => undefined);
    if (manifest.format === 2) checkDocuments(db, file, manifest);
    return manifest;
  });
}

/**
 * Reads the files of a backup, and checks them on the way.
 *
 * @param onPart is given the parts of each file in order
 * @throws {BackupError} as `checkBackup`
 */
export function readFiles(file: string, onPart: (path: string, bytes: Uint8Array) => void): void {
  read(file, (db) => checkParts(db, file, onPart));
}

function read<T>(file: string, work: (db: DatabaseSync) => T): T {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { readOnly: true });
  } catch (cause) {
    throw new BackupError(`${file} cannot be opened: ${messageOf(cause)}`, { cause });
  }
  try {
    return work(db);
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

function checkParts(
  db: DatabaseSync,
  file: string,
  onPart: (path: string, bytes: Uint8Array) => void,
): Manifest {
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
  const known = !manifest.success || manifest.data.format === 1 ? migrations.length : mongoMigrations.length;
  const schema = manifest.success ? manifest.data.schema : Number.POSITIVE_INFINITY;
  if (!manifest.success || schema > known) {
    throw new BackupError(
      `${file} was written by a newer Wellspring (schema ${schema}, this one knows up to ${known}); install that one`,
    );
  }
  return manifest.data;
}

/** The documents of a collection in the backup, some at a time. @throws {BackupError} they are not whole */
export function* documentsOf(db: DatabaseSync, collection: string): Generator<Uint8Array[]> {
  const parts = db.prepare('SELECT bytes FROM backup_document WHERE collection = ? ORDER BY part');
  for (const row of parts.iterate(collection)) {
    const { bytes } = Part.parse(row);
    const documents: Uint8Array[] = [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.byteLength; ) {
      // A document of BSON begins with its length.
      const length = at + 4 <= bytes.byteLength ? view.getInt32(at, true) : 0;
      if (length < 5 || at + length > bytes.byteLength)
        throw new BackupError(`${collection} is damaged; take another backup`);
      documents.push(bytes.subarray(at, at + length));
      at += length;
    }
    yield documents;
  }
}

/** Of documents in any order: the sum of their digests, and how many they are. */
export function documentsDigest() {
  const sum = new Uint8Array(32);
  let documents = 0;
  return {
    add(bytes: Uint8Array): void {
      const hash = createHash('sha256').update(bytes).digest();
      let carry = 0;
      for (let at = 0; at < sum.length; at += 1) {
        carry += (sum[at] ?? 0) + (hash[at] ?? 0);
        sum[at] = carry & 255;
        carry >>= 8;
      }
      documents += 1;
    },
    told: () => ({ documents, digest: Buffer.from(sum).toString('hex') }),
  };
}

function checkDocuments(db: DatabaseSync, file: string, { collections }: MongoManifest): void {
  for (const { name, documents, digest } of collections) {
    const now = documentsDigest();
    for (const some of documentsOf(db, name)) for (const one of some) now.add(one);
    const found = now.told();
    if (found.documents !== documents || found.digest !== digest)
      throw new BackupError(
        `${file} is damaged: ${name} has ${found.documents} of ${documents} documents, or others; take another backup`,
      );
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
