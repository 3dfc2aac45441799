import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientSession, type Db, MongoServerError } from 'mongodb';
import { StoreError } from '../store-errors.ts';
import { connectMongo } from './connect.ts';
import { refuseHalfCopied } from './copy-target.ts';
import type { FeedDocument, SchemaDocument } from './documents.ts';
import { rawDocuments } from './raw-documents.ts';
import { WRITERS } from './transaction-leases.ts';

/** All documents of a store as they stood at one moment. */
export type StoreDump = {
  /** Steps of the schema that the database has behind it. */
  schema: number;
  lastSeq: number;
  /** By name, those without documents too. */
  collections: readonly string[];
  /** Each document as its bytes (BSON). */
  documents(collection: string): AsyncIterable<Uint8Array>;
  /** To be asked last. @throws {StoreError} what was read is not of one moment */
  confirm(): Promise<void>;
  close(): Promise<void>;
};

/** Kept by the one who restores, or told anew by who writes: no part of what is restored. */
const ownCollections = new Set(['schema', 'copies', WRITERS]);
const snapshotTooOld = 239;
const lookMs = 200;
const patienceMs = 10_000;

/**
 * Opens a database for reading all of it while others write: by a snapshot session, so that everything is of the moment of
 * the first read. A server that has no such reads (told by a document that is written meanwhile and is seen) is watched
 * instead, and what was read counts only if nobody wrote.
 *
 * @throws {StoreError} it cannot be used, or holds no store
 */
export async function openStoreDump(uri: string): Promise<StoreDump> {
  const { client, db, close: disconnect } = await connectMongo(uri);
  const session = client.startSession({ snapshot: true });
  let watch: Awaited<ReturnType<typeof watchWrites>> | null = null;
  const close = async () => {
    await watch?.close();
    await session.endSession();
    await disconnect();
  };
  try {
    await refuseHalfCopied(db);
    const listed = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
    const collections = listed
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('system.') && !ownCollections.has(name))
      .sort();
    if (!(await holdsSnapshot(db, session))) watch = await watchWrites(db);
    const read = <T extends object>(name: string) =>
      db.collection<T>(name, { readConcern: { level: 'snapshot' } });
    const schema = await read<SchemaDocument>('schema').findOne({ _id: 'schema' }, { session });
    const feed = await read<FeedDocument>('feed').findOne({ _id: 'feed' }, { session });
    if (!schema || !feed) throw new StoreError(`the database ${db.databaseName} holds no store`);
    return {
      ...{ schema: schema.version, lastSeq: feed.lastSeq, collections, close },
      async *documents(name) {
        try {
          yield* rawDocuments(read(name), session);
        } catch (error) {
          throw toldTooOld(error);
        }
      },
      async confirm() {
        if (await watch?.sawOne())
          throw new StoreError(
            `the database ${db.databaseName} was written to meanwhile, and its server has no snapshot reads: ` +
              'stop the service, and take the backup again',
          );
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** False: what is written after the first read of the session is seen by it. */
async function holdsSnapshot(db: Db, session: ClientSession): Promise<boolean> {
  const copies = db.collection<{ _id: string }>('copies', { readConcern: { level: 'snapshot' } });
  const _id = `canary ${randomUUID()}`;
  await copies.findOne({ _id }, { session });
  await copies.insertOne({ _id });
  try {
    return (await copies.findOne({ _id }, { session })) === null;
  } finally {
    await copies.deleteOne({ _id });
  }
}

/** Whether anything of the store is written from now on; marks of our own tell that the stream is up with the writes. */
async function watchWrites(db: Db) {
  const copies = db.collection<{ _id: string }>('copies');
  const seen = new Set<string>();
  let foreign = false;
  const stream = db.watch([], { maxAwaitTimeMS: lookMs });
  stream.on('change', (change) => {
    const where = 'ns' in change && 'coll' in change.ns ? change.ns.coll : null;
    if (where === 'copies' && 'documentKey' in change) seen.add(String(change.documentKey._id));
    else if (where !== WRITERS) foreign = true;
  });
  stream.on('error', () => {
    foreign = true;
  });
  /** Until the stream has shown a write of ours that is made now. */
  async function upToNow(): Promise<void> {
    for (let until = performance.now() + patienceMs; performance.now() < until && !foreign; ) {
      const _id = `mark ${randomUUID()}`;
      await copies.insertOne({ _id });
      await sleep(lookMs);
      await copies.deleteOne({ _id });
      if (seen.has(_id)) return;
    }
    foreign = true;
  }
  await upToNow();
  return {
    async sawOne() {
      await upToNow();
      return foreign;
    },
    close: () => stream.close(),
  };
}

function toldTooOld(error: unknown): unknown {
  if (!(error instanceof MongoServerError) || error.code !== snapshotTooOld) return error;
  return new StoreError(
    'the server keeps snapshots for less time than reading the store takes; raise it (db.adminCommand({ setParameter: 1, ' +
      'minSnapshotHistoryWindowInSeconds: 3600 })), or use mongodump (docs/operations.md, "Backup of MongoDB")',
    { cause: error },
  );
}
