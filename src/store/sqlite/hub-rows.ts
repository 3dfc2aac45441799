import { z } from 'zod';
import { HubSubscription } from '../../model/hub-subscription.ts';
import { type HubStore, MAX_HUB_SUBSCRIPTIONS } from '../hub-store.ts';
import { TooManyError } from '../search-store.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const Row = z.object({ json: z.string() }).transform(({ json }) => HubSubscription.parse(JSON.parse(json)));
const Count = z.object({ count: z.number() });

export function hubRows(sql: Statements): HubStore {
  return {
    hubSubscriptions: async () => sql.all(Row, 'SELECT json FROM hub_subscription ORDER BY id'),
    async saveHubSubscription(subscription) {
      inTransaction(sql.db, () => {
        const { id, dueAtMs } = subscription;
        const others = sql.one(Count, 'SELECT count(*) AS count FROM hub_subscription WHERE id <> ?', id);
        if ((others?.count ?? 0) >= MAX_HUB_SUBSCRIPTIONS) {
          throw new TooManyError('subscribers of feeds', MAX_HUB_SUBSCRIPTIONS);
        }
        sql.run(
          'INSERT OR REPLACE INTO hub_subscription (id, due_at, json) VALUES (?, ?, ?)',
          ...[id, dueAtMs, JSON.stringify(subscription)],
        );
      });
    },
    changeHubSubscription: async (dueAtMs, subscription) =>
      sql.run(
        'UPDATE hub_subscription SET due_at = ?, json = ? WHERE id = ? AND due_at = ?',
        ...[subscription.dueAtMs, JSON.stringify(subscription), subscription.id, dueAtMs],
      ) > 0,
    removeHubSubscription: async (id) => sql.run('DELETE FROM hub_subscription WHERE id = ?', id) > 0,
  };
}
