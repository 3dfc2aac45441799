import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { migrations as mongoMigrations } from '../store/mongo/migrations.ts';
import { migrations } from '../store/sqlite/migrations.ts';
import { version } from '../version.ts';
import {
  BackupError,
  backupTables,
  documentsDigest,
  documentTable,
  type Manifest,
  type MongoManifest,
  partBytes,
} from './backup-format.ts';

const Figures = z.object({ schema: z.number(), lastSeq: z.number(), articles: z.number() });

/**
 * Copies store and archive into one file while the service goes on. The store comes first: whatever it points to in the
 * archive was durable before, so it is in what is copied after.
 *
 * @throws {BackupError} there is nothing to copy, or the file is there already
 * @throws {StoreError} MongoDB cannot be read as of one moment
 */
export async function backUp(
  file: string,
  { data, archive, mongodbUri }: Settings,
  now: () => Date,
): Promise<Manifest> {
  const store = join(data, 'wellspring.sqlite');
  if (!mongodbUri && !existsSync(store))
    throw new BackupError(`there is no store at ${store}; name its folder with --data`);
  if (existsSync(file)) throw new BackupError(`${file} is there already; name another file`);
  const partial = `${file}.${process.pid}.partial`;
  try {
    const ofStore = mongodbUri ? await addDocuments(partial, mongodbUri) : await addTables(partial, store);
    const files = await addFiles(partial, filesOf(data, archive));
    const manifest: Manifest = { ...ofStore, at: now().toISOString(), version, files };
    await finished(partial, manifest);
    renameSync(partial, file);
    return manifest;
  } catch (error) {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${ending}`, { force: true });
    throw error;
  }
}

/** Of a manifest, what tells of the store. */
type OfStore = Omit<Manifest, 'at' | 'version' | 'files'> &
  ({ format: 1 } | Pick<MongoManifest, 'format' | 'collections'>);

async function addTables(partial: string, store: string): Promise<OfStore> {
  const source = new DatabaseSync(store, { readOnly: true, timeout: 15_000 });
  // In steps, so that writers come between.
  await backup(source, partial, { rate: 500 }).finally(() => source.close());
  return withBackup(partial, async (db) => {
    const figures = Figures.parse(
      db
        .prepare(
          `SELECT (SELECT user_version FROM pragma_user_version) AS schema, (SELECT last_seq FROM feed) AS lastSeq,
             (SELECT count(*) FROM article) AS articles`,
        )
        .get(),
    );
    if (figures.schema > migrations.length)
      throw new BackupError('the store was written by a newer Wellspring');
    return { format: 1, ...figures };
  });
}

async function addDocuments(partial: string, uri: string): Promise<OfStore> {
  const { openStoreDump } = await import('../store/mongo/store-dump.ts');
  const dump = await openStoreDump(uri);
  try {
    if (dump.schema > mongoMigrations.length)
      throw new BackupError('the store was written by a newer Wellspring');
    return await withBackup(partial, async (db) => {
      db.exec(documentTable);
      const collections: MongoManifest['collections'] = [];
      for (const name of dump.collections)
        collections.push({ name, ...(await addCollection(db, name, dump.documents(name))) });
      await dump.confirm();
      const articles = collections.find(({ name }) => name === 'articles')?.documents ?? 0;
      return { format: 2, schema: dump.schema, lastSeq: dump.lastSeq, articles, collections };
    });
  } finally {
    await dump.close();
  }
}

async function addCollection(db: DatabaseSync, name: string, documents: AsyncIterable<Uint8Array>) {
  const add = db.prepare('INSERT INTO backup_document (collection, part, bytes) VALUES (?, ?, ?)');
  const digest = documentsDigest();
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  let part = 0;
  const flush = () => {
    if (gathered.length > 0) add.run(name, part, Buffer.concat(gathered));
    part += 1;
    gathered = [];
    bytes = 0;
  };
  for await (const one of documents) {
    digest.add(one);
    gathered.push(one);
    bytes += one.byteLength;
    if (bytes >= partBytes) flush();
  }
  flush();
  return digest.told();
}

/** Path in the backup and place on the disk. Pages in object storage are kept there by those who keep it. */
function filesOf(data: string, archive: string | undefined): { path: string; place: string }[] {
  const folder = archive ?? join(data, 'archive');
  const pages = folder.startsWith('s3://') || !existsSync(folder) ? [] : readdirSync(folder).sort();
  const files = pages.map((name) => ({ path: `archive/${name}`, place: join(folder, name) }));
  const ledger = join(data, 'hosts.json');
  return existsSync(ledger) ? [...files, { path: 'hosts.json', place: ledger }] : files;
}

async function withBackup<T>(partial: string, work: (db: DatabaseSync) => Promise<T>): Promise<T> {
  const db = new DatabaseSync(partial);
  try {
    db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;');
    return await work(db);
  } finally {
    db.close();
  }
}

function addFiles(partial: string, files: readonly { path: string; place: string }[]) {
  return withBackup(partial, async (db) => {
    db.exec(backupTables);
    const add = db.prepare('INSERT INTO backup_file (path, part, bytes) VALUES (?, ?, ?)');
    const entries: Manifest['files'] = [];
    for (const { path, place } of files) {
      const hash = createHash('sha256');
      let bytes = 0;
      let part = 0;
      for await (const chunk of partsOf(place)) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        add.run(path, part, chunk);
        part += 1;
      }
      entries.push({ path, bytes, sha256: hash.digest('hex') });
    }
    return entries;
  });
}

/** The manifest comes last: a backup without it was cut short. */
async function finished(partial: string, manifest: Manifest): Promise<void> {
  await withBackup(partial, async (db) => {
    db.prepare('INSERT INTO backup_manifest (one, json) VALUES (1, ?)').run(JSON.stringify(manifest));
  });
  await synced(partial);
}

/** As long as the file is when it is opened: what is appended meanwhile belongs to the next backup. */
async function* partsOf(place: string): AsyncGenerator<Uint8Array> {
  const file = await open(place, 'r');
  try {
    const { size } = await file.stat();
    for (let at = 0; at < size; at += partBytes)
      yield await readPart(file, at, Math.min(partBytes, size - at));
  } finally {
    await file.close();
  }
}

async function readPart(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}
