import { sqliteFeed } from '../../changes/sqlite-feed.ts';
import { changeHistoryContract } from '../change-history.contract.ts';

changeHistoryContract('sqlite', sqliteFeed);
