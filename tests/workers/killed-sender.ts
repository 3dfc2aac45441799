import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { openSqliteHistory } from '../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { deliverWebhooks } from '../../workers/deliver-webhooks.ts';

// A process that sends webhooks until it is killed.
const [file = '', allow = ''] = process.argv.slice(2);
deliverWebhooks({
  store: await openSqliteStore({ file }),
  history: await openSqliteHistory({ file }),
  subscriptions: await openSqliteSubscriptions({ file }),
  post: openGuardedClient({ userAgent: 'Wellspring/test', allow: [allow] }).post,
  now: () => new Date(),
  log: { warn: (details, message) => void process.stderr.write(`${message} ${JSON.stringify(details)}\n`) },
  // So that what a killed process had taken comes back soon.
  leaseMs: 300,
});
