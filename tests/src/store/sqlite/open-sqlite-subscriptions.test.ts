import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteSubscriptions } from '../../../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { subscriptionStoreContract } from '../subscription-store.contract.ts';

subscriptionStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-subscriptions-'));
  return {
    open: () => openSqliteSubscriptions({ file: join(folder, 'wellspring.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
