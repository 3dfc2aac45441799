import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { holdAlone } from '../store/sqlite/open-alone.ts';
import { openDatabase } from '../store/sqlite/open-database.ts';
import { BackupError, checkBackup, type Manifest, messageOf, readFiles } from './backup-format.ts';
import { restoreMongo } from './restore-mongo.ts';

export type Restored = {
  manifest: Manifest /** Where what was there before lies now; null: nothing was. */;
  aside: string | null;
};

const Standing = z.object({ lastSeq: z.number() });

/**
 * Puts a backup into the data folder, or that of a MongoDB store into an empty database: checked first, whole or not at all. What was there is put aside, never deleted.
 *
 * @param replace false: a store that is there is not touched
 * @throws {BackupError} the backup is no good, the store that is there is newer or in use, or it may not be replaced
 */
export async function restore(
  file: string,
  { data, archive, mongodbUri }: Settings,
  { replace, now }: { replace: boolean; now: () => Date },
): Promise<Restored> {
  const manifest = checkBackup(file);
  if (manifest.format === 2) {
    if (!mongodbUri)
      throw new BackupError(`${file} is of a store in MongoDB; name an empty database in MONGODB_URI`);
    await restoreMongo(file, manifest, mongodbUri, { data, archive });
    return { manifest, aside: null };
  }
  if (mongodbUri) {
    throw new BackupError(
      `${file} is of an embedded store; restore it without MONGODB_URI, then \`wellspring copy --to …\` takes it there`,
    );
  }
  if (archive !== undefined) {
    throw new BackupError(
      'archive is set to a place of its own; restore without that setting, then move data/archive there',
    );
  }
  const stands = existsSync(join(data, 'wellspring.sqlite'));
  if (stands) refuseNewer(data, manifest, replace);
  const fresh = `${data}.restoring-${process.pid}`;
  try {
    await unpack(file, fresh);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  const aside = existsSync(data)
    ? `${data}.before-${now().toISOString().replace(/\D/g, '').slice(0, 14)}`
    : null;
  if (aside) renameSync(data, aside);
  renameSync(fresh, data);
  return { manifest, aside };
}

function refuseNewer(data: string, manifest: Manifest, replace: boolean): void {
  const place = join(data, 'wellspring.sqlite');
  let lastSeq: number;
  const db = new DatabaseSync(place, { timeout: 500 });
  try {
    holdAlone(db);
    lastSeq = Standing.parse(db.prepare('SELECT last_seq AS lastSeq FROM feed').get()).lastSeq;
  } catch (cause) {
    throw new BackupError(
      `${place} is in use or cannot be read (${messageOf(cause)}); stop the service, or move the folder away by hand`,
      { cause },
    );
  } finally {
    db.close();
  }
  if (lastSeq > manifest.lastSeq) {
    throw new BackupError(
      `the store in ${data} is newer: it has ${lastSeq} changes, the backup of ${manifest.at} has ${manifest.lastSeq}; ` +
        'followers have read the newer ones. Move the folder away by hand if it is to be given up',
    );
  }
  if (!replace) {
    throw new BackupError(
      `there is a store in ${data} already; say --replace to put it aside and the backup in its place`,
    );
  }
}

async function unpack(file: string, folder: string): Promise<void> {
  mkdirSync(join(folder, 'archive'), { recursive: true });
  const opened = new Map<string, number>();
  try {
    readFiles(file, (path, bytes) => {
      const place = join(folder, normalize(path));
      if (!place.startsWith(join(folder, '/')))
        throw new BackupError(`${file} names a file outside: ${path}`);
      const known = opened.get(path);
      if (known === undefined) mkdirSync(dirname(place), { recursive: true });
      const handle = known ?? openSync(place, 'wx');
      opened.set(path, handle);
      writeSync(handle, bytes);
    });
  } finally {
    for (const handle of opened.values()) closeSync(handle);
  }
  const place = join(folder, 'wellspring.sqlite');
  const source = new DatabaseSync(file, { readOnly: true });
  await backup(source, place).finally(() => source.close());
  const db = new DatabaseSync(place);
  db.exec('DROP TABLE backup_file; DROP TABLE backup_manifest; VACUUM');
  db.close();
  // As the service opens it: an older schema is brought up to date here, where a failure changes nothing.
  openDatabase(place).close();
}
