import { z } from 'zod';
import { Webhook } from '../../model/webhook.ts';
import { TooManyError } from '../search-store.ts';
import { MAX_WEBHOOKS, type NewDelivery, type PlacedWebhook, type WebhookStore } from '../webhook-store.ts';
import { addDelivery, renewDelivery } from './delivery-rows.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const Row = z
  .object({ plannedSeq: z.number(), json: z.string() })
  .transform(({ plannedSeq, json }) => ({ ...Webhook.parse(JSON.parse(json)), plannedSeq }));
const SELECT = 'SELECT planned_seq AS plannedSeq, json FROM webhook';
const Count = z.object({ count: z.number() });

export type WebhookRows = Pick<
  WebhookStore,
  'webhooks' | 'webhook' | 'addWebhook' | 'changeWebhook' | 'removeWebhook' | 'plan' | 'planReplay'
>;

export function webhookRows(sql: Statements): WebhookRows {
  const one = (id: string) => sql.one(Row, `${SELECT} WHERE id = ?`, id);
  const write = ({ plannedSeq, ...webhook }: PlacedWebhook): PlacedWebhook => {
    sql.run('UPDATE webhook SET json = ? WHERE id = ?', JSON.stringify(webhook), webhook.id);
    return { ...webhook, plannedSeq };
  };
  return {
    webhooks: async () => sql.all(Row, `${SELECT} ORDER BY id`),
    webhook: async (id) => one(id),
    async addWebhook({ plannedSeq, ...webhook }) {
      inTransaction(sql.db, () => {
        const count = sql.one(Count, 'SELECT count(*) AS count FROM webhook')?.count ?? 0;
        if (count >= MAX_WEBHOOKS) throw new TooManyError('webhooks', MAX_WEBHOOKS);
        sql.run(
          'INSERT INTO webhook (id, planned_seq, json) VALUES (?, ?, ?)',
          webhook.id,
          plannedSeq,
          JSON.stringify(webhook),
        );
      });
    },
    changeWebhook: async (id, change) =>
      inTransaction(sql.db, () => {
        const before = one(id);
        if (!before) return null;
        const { plannedSeq, ...webhook } = before;
        return write({ ...change(webhook), plannedSeq });
      }),
    removeWebhook: async (id) =>
      inTransaction(sql.db, () => {
        sql.run('DELETE FROM attempt WHERE delivery_n IN (SELECT n FROM delivery WHERE webhook_id = ?)', id);
        sql.run('DELETE FROM delivery WHERE webhook_id = ?', id);
        return sql.run('DELETE FROM webhook WHERE id = ?', id) > 0;
      }),
    plan: async (id, { from, to, deliveries }) =>
      inTransaction(sql.db, () => {
        const moved = sql.run(
          'UPDATE webhook SET planned_seq = ? WHERE id = ? AND planned_seq = ?',
          to,
          id,
          from,
        );
        if (moved === 0) return false;
        addAll(deliveries, addDelivery);
        return true;
      }),
    planReplay: async (id, { from, to, deliveries }) =>
      inTransaction(sql.db, () => {
        const webhook = one(id);
        if (!webhook?.replay || webhook.replay.after !== from) return false;
        const end = webhook.replay.to;
        write({ ...webhook, replay: to >= end ? null : { after: to, to: end } });
        addAll(deliveries, renewDelivery);
        return true;
      }),
  };

  function addAll(
    deliveries: readonly NewDelivery[],
    add: (sql: Statements, one: NewDelivery) => void,
  ): void {
    for (const delivery of deliveries) add(sql, delivery);
  }
}
