import type { SubscriptionStore } from '../subscription-store.ts';
import { alertRows } from './alert-rows.ts';
import { answerRows } from './answer-rows.ts';
import { apiKeyRows } from './api-key-rows.ts';
import { deliveryRows } from './delivery-rows.ts';
import { hubRows } from './hub-rows.ts';
import { openDatabase } from './open-database.ts';
import { savedSearchRows } from './saved-search-rows.ts';
import { sinkRows } from './sink-rows.ts';
import { statements } from './statements.ts';
import { webhookRows } from './webhook-rows.ts';

/** Saved searches, webhooks and keys in one SQLite file, the store's own. */
export async function openSqliteSubscriptions({ file }: { file: string }): Promise<SubscriptionStore> {
  const db = openDatabase(file);
  const sql = statements(db);
  return {
    ...savedSearchRows(sql),
    ...apiKeyRows(sql),
    ...webhookRows(sql),
    ...deliveryRows(sql),
    ...hubRows(sql),
    ...sinkRows(sql),
    ...answerRows(sql),
    ...alertRows(sql),
    async close() {
      if (db.isOpen) db.close();
    },
  };
}
