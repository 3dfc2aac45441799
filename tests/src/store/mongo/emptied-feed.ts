import { MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import type { FeedPlace } from '../../changes/change-feed.contract.ts';
import { newDatabase } from './new-database.ts';

/**
 * Places for the model test of the feed, one after the other in one database that is emptied in between: setting up
 * collections and indexes takes longer than a run.
 */
export function emptiedFeed(server: string): () => Promise<FeedPlace> {
  const { uri, drop } = newDatabase(server);
  const client = new MongoClient(uri);
  afterAll(async () => {
    await client.close();
    await drop();
  });

  /** Back to what `migrate` leaves behind: the documents that it writes stay. */
  async function empty(): Promise<void> {
    const db = client.db();
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    for (const name of names) {
      if (name === 'schema') continue;
      if (name === 'feed') await db.collection(name).deleteMany({ _id: { $ne: 'feed' as never } });
      else await db.collection(name).deleteMany({});
    }
    const none = { lastSeq: 0, commits: 0, articles: 0, terms: 0 };
    await db.collection<{ _id: string }>('feed').updateOne({ _id: 'feed' }, { $set: none });
  }

  return async () => ({
    async open() {
      const { store, history } = await openMongoStores({ uri });
      return { store, history, close: () => store.close() };
    },
    clear: empty,
  });
}
