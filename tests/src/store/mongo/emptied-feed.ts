import { MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import type { FeedPlace, OpenFeed } from '../../changes/change-feed.contract.ts';
import { newDatabase } from './new-database.ts';

/** What writers of the feed write to. */
const written = ['articles', 'sketches', 'revisions', 'observations', 'stories', 'events', 'urls'];

/**
 * Places for the model test of the feed, one after the other in one database that is emptied in between, with
 * connections that are used again: setting up collections, indexes and connections takes longer than a run.
 */
export function emptiedFeed(server: string): () => Promise<FeedPlace> {
  const { uri, drop } = newDatabase(server);
  const client = new MongoClient(uri);
  const idle: (Omit<OpenFeed, 'close'> & { end(): Promise<void> })[] = [];
  afterAll(async () => {
    for (const { end } of idle.splice(0)) await end();
    await client.close();
    await drop();
  });

  async function connection() {
    const { store, history } = await openMongoStores({ uri });
    return { store, history, end: () => store.close() };
  }

  /** Back to what `migrate` leaves behind. */
  async function empty(): Promise<void> {
    const db = client.db();
    await Promise.all(written.map((name) => db.collection(name).deleteMany({})));
    const none = { lastSeq: 0, commits: 0, articles: 0, terms: 0 };
    await db.collection<{ _id: string }>('feed').updateOne({ _id: 'feed' }, { $set: none });
  }

  return async () => ({
    async open() {
      const one = idle.pop() ?? (await connection());
      return { ...one, close: async () => void idle.push(one) };
    },
    clear: empty,
  });
}
