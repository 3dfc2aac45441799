import { type Db, MongoServerError } from 'mongodb';

const indexNotFound = 27;

/** Takes an index away; safe to repeat. */
export async function dropIndex(db: Db, collection: string, name: string): Promise<void> {
  await db
    .collection(collection)
    .dropIndex(name)
    .catch((error: unknown) => {
      // Another process, or this one before a kill, was first.
      if (!(error instanceof MongoServerError && error.code === indexNotFound)) throw error;
    });
}
