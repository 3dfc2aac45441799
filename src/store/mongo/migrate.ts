import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { StoreError } from '../store-errors.ts';
import type { SchemaDocument } from './documents.ts';
import { migrations } from './migrations.ts';

/** A step over an empty database takes less. */
const stepMs = 5_000;
const lookMs = 100;

/** How many steps a database has behind it; 0: none, it is new. */
export async function schemaVersion(db: Db): Promise<number> {
  const found = await db.collection<SchemaDocument>('schema').findOne({ _id: 'schema' });
  return found?.version ?? 0;
}

/**
 * Takes the steps that the database lacks. Repeating it, or running it in two processes at once, is harmless.
 * @param upTo steps to be behind it in the end; a restore begins with those of its backup
 * @throws {StoreError} the database was written by a newer Wellspring
 */
export async function migrate(db: Db, upTo = migrations.length): Promise<{ from: number; to: number }> {
  const from = await schemaVersion(db);
  refuseNewer(from);
  for (const [index, step] of migrations.slice(0, upTo).entries()) {
    if (index < from) continue;
    await step(db);
    // $max: a second process that is behind does not take the version back.
    await db
      .collection<SchemaDocument>('schema')
      .updateOne({ _id: 'schema' }, { $max: { version: index + 1 } }, { upsert: true });
  }
  return { from, to: upTo };
}

/**
 * A new database is set up at once. An older one is left to `wellspring migrate`, since building an index over many
 * articles takes its time and is better done when a person is there.
 * @throws {StoreError}
 */
export async function ensureSchema(db: Db): Promise<void> {
  const version = await settledVersion(db);
  refuseNewer(version);
  if (version === 0) await migrate(db);
  else if (version < migrations.length) {
    throw new StoreError(
      `the database has version ${version} and this Wellspring needs ${migrations.length}; run \`wellspring migrate\``,
    );
  }
}

/** Of a new database that another process is setting up right now, the version that it comes to. */
async function settledVersion(db: Db): Promise<number> {
  let version = await schemaVersion(db);
  if (version === 0) return version;
  for (let until = Date.now() + stepMs; version < migrations.length && Date.now() < until; ) {
    await sleep(lookMs);
    const now = await schemaVersion(db);
    if (now > version) until = Date.now() + stepMs;
    version = now;
  }
  return version;
}

function refuseNewer(version: number): void {
  if (version <= migrations.length) return;
  throw new StoreError(
    `the database has version ${version}, and this Wellspring knows up to ${migrations.length}; ` +
      'install the newer Wellspring that wrote it',
  );
}
