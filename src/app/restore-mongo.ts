import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Settings } from '../settings.ts';
import { BackupError, documentsDigest, documentsOf, type MongoManifest, readFiles } from './backup-format.ts';

/**
 * Puts the backup of a MongoDB store into an empty database, and its files beside what is there. Until all is in its place
 * and compared, no service opens the database; a restore that was stopped or killed begins anew.
 *
 * @throws {BackupError} files are there that are not those of the backup, or what was written is not what was in it
 * @throws {StoreError} the database is not empty, or has more changes than the backup
 */
export async function restoreMongo(
  file: string,
  manifest: MongoManifest,
  uri: string,
  { data, archive }: Pick<Settings, 'data' | 'archive'>,
): Promise<void> {
  const placeOf = filePlaces(data, archive);
  refuseOthers(file, placeOf);
  const { openStoreRefill } = await import('../store/mongo/store-refill.ts');
  const refill = await openStoreRefill(uri, manifest);
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    writeMissing(file, placeOf);
    for (const { name } of manifest.collections) {
      await refill.begin(name);
      for (const documents of documentsOf(db, name)) await refill.add(name, documents);
    }
    for (const { name, documents, digest } of manifest.collections) {
      const now = documentsDigest();
      for await (const one of refill.documents(name)) now.add(one);
      const found = now.told();
      if (found.documents !== documents || found.digest !== digest)
        throw new BackupError(
          `what was written is not what was in ${file}: ${found.documents} of ${documents} ${name}, or others; drop the database, and restore again`,
        );
    }
    await refill.finish();
  } finally {
    db.close();
    await refill.close();
  }
}

type PlaceOf = (path: string) => string | null;

/** Where a file of a backup belongs; null: pages in object storage are kept there. */
function filePlaces(data: string, archive: string | undefined): PlaceOf {
  const folder = archive ?? join(data, 'archive');
  return (path) => {
    const isPage = path.startsWith('archive/');
    if (isPage && folder.startsWith('s3://')) return null;
    const root = isPage ? folder : data;
    const place = join(root, normalize(isPage ? path.slice('archive/'.length) : path));
    if (!place.startsWith(join(root, '/'))) throw new BackupError(`a file outside is named: ${path}`);
    return place;
  };
}

/** What is there has to begin as in the backup: files of pages grow. */
function refuseOthers(file: string, placeOf: PlaceOf): void {
  const read = new Map<string, number>();
  readFiles(file, (path, bytes) => {
    const place = placeOf(path);
    if (!place || !path.startsWith('archive/') || !existsSync(place)) return;
    const at = read.get(path) ?? 0;
    read.set(path, at + bytes.byteLength);
    const found = Buffer.alloc(bytes.byteLength);
    const handle = openSync(place, 'r');
    try {
      readSync(handle, found, 0, found.length, at);
    } finally {
      closeSync(handle);
    }
    if (!found.equals(bytes))
      throw new BackupError(
        `${place} is not as it was in the backup; move the folder of the archive away, and restore again`,
      );
  });
}

function writeMissing(file: string, placeOf: PlaceOf): void {
  const opened = new Map<string, { handle: number; place: string; under: string } | null>();
  try {
    readFiles(file, (path, bytes) => {
      const known = opened.get(path) ?? (opened.has(path) ? null : begun(path, placeOf));
      opened.set(path, known);
      if (known) writeSync(known.handle, bytes);
    });
    for (const one of opened.values()) if (one) fsyncSync(one.handle);
  } finally {
    for (const one of opened.values()) if (one) closeSync(one.handle);
  }
  for (const one of opened.values()) if (one) renameSync(one.under, one.place);
}

/** Under another name until it is whole. Null: it is there already. */
function begun(path: string, placeOf: PlaceOf) {
  const place = placeOf(path);
  if (!place || existsSync(place)) return null;
  mkdirSync(dirname(place), { recursive: true });
  const under = `${place}.restoring`;
  rmSync(under, { force: true });
  return { handle: openSync(under, 'wx'), place, under };
}
