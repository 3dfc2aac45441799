import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInlineQueue } from '../../src/queue/inline/inline-queue.ts';
import { openSqliteHistory } from '../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { type ChaosPlace, faultsContract, processFaults } from './faults.contract.ts';

async function embedded(): Promise<ChaosPlace> {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-chaos-'));
  const sites = join(data, 'sites');
  mkdirSync(sites);
  const file = join(data, 'wellspring.sqlite');
  return {
    roles: ['all'],
    data,
    settings: { WELLSPRING_SITES: sites },
    async open() {
      const store = await openSqliteStore({ file });
      const history = await openSqliteHistory({ file });
      const subscriptions = await openSqliteSubscriptions({ file });
      const queue = openInlineQueue({ file });
      return {
        ...{ store, history, subscriptions, queue },
        async close() {
          for (const one of [queue, subscriptions, history, store]) await one.close();
        },
      };
    },
    async clear() {
      rmSync(data, { recursive: true, force: true });
    },
  };
}

faultsContract('embedded', embedded, processFaults);
