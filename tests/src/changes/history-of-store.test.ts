import { historyOfStore } from '../../../src/changes/history-of-store.ts';
import { changeHistoryContract } from '../store/change-history.contract.ts';
import { changeFeedContract, type FeedPlace } from './change-feed.contract.ts';
import { sqliteFeed } from './sqlite-feed.ts';

/** Any store with the history that is made of the store alone. */
async function bareFeed(): Promise<FeedPlace> {
  const place = await sqliteFeed();
  return {
    clear: place.clear,
    async open() {
      const feed = await place.open();
      return { ...feed, history: historyOfStore(feed.store) };
    },
  };
}

changeHistoryContract('any store', bareFeed, { keeps: false });
changeFeedContract('any store', bareFeed);
