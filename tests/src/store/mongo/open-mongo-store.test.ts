import { describe } from 'vitest';
import { openMongoStore } from '../../../../src/store/mongo/open-mongo-store.ts';
import { articleSearchContract } from '../article-search.contract.ts';
import { articleStoreContract } from '../article-store.contract.ts';
import { frontierContract } from '../frontier.contract.ts';
import { mongoUri, newDatabase } from './new-database.ts';

async function newPlace() {
  const { uri, drop } = newDatabase(mongoUri ?? '');
  return { open: () => openMongoStore({ uri }), clear: drop };
}

describe.skipIf(!mongoUri)('on a MongoDB server', () => {
  articleStoreContract('mongo', newPlace);
  articleSearchContract('mongo', newPlace);
  frontierContract('mongo', newPlace);
});
