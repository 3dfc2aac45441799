import { BSON, type Db, type Document } from 'mongodb';
import { StoreError } from '../store-errors.ts';
import { connectMongo } from './connect.ts';
import { places, RESTORED, readPlace, refuseFull } from './copy-target.ts';
import type { FeedDocument, SchemaDocument } from './documents.ts';
import { migrate } from './migrate.ts';
import { patiently } from './patience.ts';
import { rawDocuments } from './raw-documents.ts';

/** A database that a dump is put into. */
export type StoreRefill = {
  /** Empties a collection, and makes it ready for the documents of the dump. */
  begin(collection: string): Promise<void>;
  /** As they were dumped. */
  add(collection: string, documents: readonly Uint8Array[]): Promise<void>;
  /** What is there now. */
  documents(collection: string): AsyncIterable<Uint8Array>;
  /** Brings it up to date; from now on it is a store like any other. */
  finish(): Promise<void>;
  close(): Promise<void>;
};

/** Numbers stay of the type that they were. */
const exactly = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };

/**
 * An empty database, or one that a restore has begun in: that begins anew. Until it has ended, no service opens it.
 *
 * @param of what is restored, of which schema, and how many changes it has
 * @throws {StoreError} it cannot be used, or something is in it
 */
export async function openStoreRefill(
  uri: string,
  of: { at: string; schema: number; lastSeq: number },
): Promise<StoreRefill> {
  const { db, close } = await connectMongo(uri);
  const source = `${RESTORED}${of.at}`;
  const note = (done: boolean) =>
    places(db).replaceOne({ _id: 'copy' }, { source, part: null, after: null, done }, { upsert: true });
  try {
    const begun = await readPlace(db);
    if (!begun || begun.done || !begun.source.startsWith(RESTORED)) {
      await refuseMore(db, of);
      await refuseFull(db);
    }
    await note(false);
    await migrate(db, of.schema);
    // An empty store of today may have been there: what is put in needs the steps after those of the backup all the same.
    await db
      .collection<SchemaDocument>('schema')
      .updateOne({ _id: 'schema' }, { $set: { version: of.schema } });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async begin(name) {
      await patiently(() => db.collection(name).deleteMany({}));
    },
    async add(name, documents) {
      if (documents.length === 0) return;
      const read = documents.map((bytes) => BSON.deserialize(bytes, exactly) as Document);
      await db.collection(name).insertMany(read, { ordered: false, bypassDocumentValidation: true });
    },
    documents: (name) => rawDocuments(db.collection(name)),
    async finish() {
      await migrate(db);
      await note(true);
    },
    close,
  };
}

/** @throws {StoreError} followers have read changes that the backup has not */
async function refuseMore(db: Db, { at, lastSeq }: { at: string; lastSeq: number }): Promise<void> {
  const feed = await db.collection<FeedDocument>('feed').findOne({ _id: 'feed' });
  if (!feed || feed.lastSeq <= lastSeq) return;
  throw new StoreError(
    `the store in the database ${db.databaseName} is newer: it has ${feed.lastSeq} changes, the backup of ${at} has ${lastSeq}; ` +
      'followers have read the newer ones. Name an empty database in MONGODB_URI',
  );
}
