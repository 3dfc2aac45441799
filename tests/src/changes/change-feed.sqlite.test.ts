import { changeFeedContract } from './change-feed.contract.ts';
import { sqliteFeed } from './sqlite-feed.ts';

changeFeedContract('sqlite', sqliteFeed);
