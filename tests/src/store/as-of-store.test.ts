import { describe } from 'vitest';
import { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { sqliteFeed } from '../changes/sqlite-feed.ts';
import { asOfStoreContract } from './as-of-store.contract.ts';
import { mongoUri, newDatabase } from './mongo/new-database.ts';

asOfStoreContract('sqlite', sqliteFeed);

describe.skipIf(!mongoUri)('on a MongoDB server', () => {
  asOfStoreContract('mongo', async () => {
    const { uri, drop } = newDatabase(mongoUri ?? '');
    return {
      async open() {
        const { store, history } = await openMongoStores({ uri });
        return { store, history, close: () => store.close() };
      },
      clear: drop,
    };
  });
});
