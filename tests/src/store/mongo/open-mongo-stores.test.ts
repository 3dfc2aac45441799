import { describe } from 'vitest';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import { changeFeedContract } from '../../changes/change-feed.contract.ts';
import { articleSearchContract } from '../article-search.contract.ts';
import { articleStoreContract } from '../article-store.contract.ts';
import { changeHistoryContract } from '../change-history.contract.ts';
import { figureStoreContract } from '../figure-store.contract.ts';
import { frontierContract } from '../frontier.contract.ts';
import { operationStoreContract } from '../operation-store.contract.ts';
import { scheduleStoreContract } from '../schedule-store.contract.ts';
import { subscriptionStoreContract } from '../subscription-store.contract.ts';
import { emptiedFeed } from './emptied-feed.ts';
import { mongoUri, newDatabase } from './new-database.ts';

const newStore = async () => {
  const { uri, drop } = newDatabase(mongoUri ?? '');
  return { open: async () => (await openMongoStores({ uri })).store, clear: drop };
};

const newFeed = async () => {
  const { uri, drop } = newDatabase(mongoUri ?? '');
  return {
    async open() {
      const { store, history } = await openMongoStores({ uri });
      return { store, history, close: () => store.close() };
    },
    clear: drop,
  };
};

const newSubscriptions = async () => {
  const { uri, drop } = newDatabase(mongoUri ?? '');
  return {
    async open() {
      const { store, subscriptions } = await openMongoStores({ uri });
      return { ...subscriptions, close: () => store.close() };
    },
    clear: drop,
  };
};

const newSchedules = async () => {
  const { uri, drop } = newDatabase(mongoUri ?? '');
  return {
    async open() {
      const { store, schedules } = await openMongoStores({ uri });
      return { ...schedules, close: () => store.close() };
    },
    clear: drop,
  };
};

const newOperations = async () => {
  const { uri, drop } = newDatabase(mongoUri ?? '');
  return {
    async open() {
      const { store, operations } = await openMongoStores({ uri });
      return { ...operations, close: () => store.close() };
    },
    clear: drop,
  };
};

describe.skipIf(!mongoUri)('on a MongoDB server', () => {
  articleStoreContract('mongo', newStore);
  articleSearchContract('mongo', newStore, { searchEvery: 5 });
  figureStoreContract('mongo', newStore);
  frontierContract('mongo', newStore);
  changeHistoryContract('mongo', newFeed);
  changeFeedContract('mongo', emptiedFeed(mongoUri ?? ''), { runs: 20 });
  subscriptionStoreContract('mongo', newSubscriptions);
  scheduleStoreContract('mongo', newSchedules);
  operationStoreContract('mongo', newOperations);
});
