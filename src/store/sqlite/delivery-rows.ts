import { z } from 'zod';
import { Attempt, Delivery } from '../../model/webhook.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { AttemptResult, DeliveryPage, NewDelivery, WebhookStore } from '../webhook-store.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const COLUMNS =
  'id, webhook_id AS webhookId, seq, type, body, state, attempts, tries, created_at AS createdAt, due_at AS dueAt';
const instant = z.number().transform((ms) => new Date(ms).toISOString());
const Row = z.object({ ...Delivery.shape, dueAt: instant });
const WithoutRequest = Attempt.omit({ request: true });
const ListRow = z
  .object({ ...Delivery.shape, dueAt: instant, n: z.number(), result: z.string().nullable() })
  .transform(({ result, ...row }) => ({
    ...row,
    last: result === null ? null : WithoutRequest.parse(JSON.parse(result)),
  }));
const AttemptRow = z.object({ json: z.string() }).transform(({ json }) => Attempt.parse(JSON.parse(json)));
const Number1 = z.object({ value: z.number().nullable() });

/** So many of a receiver's waiting messages become due in one millisecond when it answers again. */
const HASTENED_IN_MS = 0.5;

const ADD = `INSERT INTO delivery (id, webhook_id, seq, type, body, state, attempts, tries, created_at, due_at)
  VALUES (?, ?, ?, ?, ?, 'waiting', 0, 0, ?, ?)`;

export function addDelivery(sql: Statements, one: NewDelivery): void {
  sql.run(`${ADD} ON CONFLICT (id) DO NOTHING`, ...values(one));
}

/** One that is known begins anew; its log goes on. */
export function renewDelivery(sql: Statements, one: NewDelivery): void {
  sql.run(
    `${ADD} ON CONFLICT (id) DO UPDATE SET state = 'waiting', tries = 0, due_at = excluded.due_at`,
    ...values(one),
  );
}

function values({ id, webhookId, seq, type, body, createdAt, dueAtMs }: NewDelivery) {
  return [id, webhookId, seq, type, body, createdAt, Math.round(dueAtMs)] as const;
}

export type DeliveryRows = Pick<
  WebhookStore,
  | 'addDeliveries'
  | 'waiting'
  | 'take'
  | 'renew'
  | 'release'
  | 'record'
  | 'hasten'
  | 'nextDueMs'
  | 'delivery'
  | 'deliveries'
  | 'deliveriesOf'
  | 'attempts'
  | 'forgetDeliveries'
>;

export function deliveryRows(sql: Statements): DeliveryRows {
  return {
    async addDeliveries(deliveries) {
      inTransaction(sql.db, () => {
        for (const delivery of deliveries) addDelivery(sql, delivery);
      });
    },
    waiting: async (webhookId) =>
      sql.one(
        Number1,
        `SELECT count(*) AS value FROM delivery WHERE webhook_id = ? AND state = 'waiting'`,
        webhookId,
      )?.value ?? 0,
    take: async (webhookId, { nowMs, limit, leaseMs }) =>
      sql.all(
        Row,
        `UPDATE delivery SET due_at = ? WHERE n IN (
           SELECT n FROM delivery WHERE webhook_id = ? AND state = 'waiting' AND due_at <= ?
           ORDER BY due_at, n LIMIT ?) RETURNING ${COLUMNS}`,
        Math.round(nowMs + leaseMs),
        webhookId,
        Math.round(nowMs),
        limit,
      ),
    async renew(ids, { nowMs, leaseMs }) {
      sql.run(
        `UPDATE delivery SET due_at = ? WHERE id IN (SELECT value FROM json_each(?))
           AND state = 'waiting' AND due_at > ?`,
        ...[Math.round(nowMs + leaseMs), JSON.stringify(ids), Math.round(nowMs)],
      );
    },
    async release(ids, nowMs) {
      inTransaction(sql.db, () => {
        for (const id of ids) sql.run('UPDATE delivery SET due_at = ? WHERE id = ?', Math.round(nowMs), id);
      });
    },
    async record(results) {
      inTransaction(sql.db, () => {
        for (const result of results) recordOne(sql, result);
      });
    },
    async hasten(webhookId, nowMs) {
      sql.run(
        `UPDATE delivery SET due_at = min(due_at, ? + CAST(place * ? AS INTEGER)) FROM (
           SELECT n AS m, row_number() OVER (ORDER BY n) AS place FROM delivery
           WHERE webhook_id = ? AND state = 'waiting' AND tries > 0) WHERE n = m`,
        Math.round(nowMs),
        HASTENED_IN_MS,
        webhookId,
      );
    },
    nextDueMs: async () =>
      sql.one(
        Number1,
        `SELECT min(d.due_at) AS value FROM webhook w JOIN delivery d ON d.webhook_id = w.id
         WHERE d.state = 'waiting' AND json_extract(w.json, '$.enabled')`,
      )?.value ?? null,

    delivery: async (id) => sql.one(Row, `SELECT ${COLUMNS} FROM delivery WHERE id = ?`, id),
    deliveries: async (webhookId, page) => deliveryPage(sql, webhookId, page),
    deliveriesOf: async (seqs) =>
      sql.all(
        Row,
        `SELECT ${COLUMNS} FROM delivery WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY n DESC LIMIT 100`,
        JSON.stringify(seqs),
      ),
    attempts: async (deliveryId) =>
      sql.all(
        AttemptRow,
        `SELECT json FROM attempt WHERE delivery_n = (SELECT n FROM delivery WHERE id = ?) ORDER BY number`,
        deliveryId,
      ),
    forgetDeliveries: async (before) =>
      inTransaction(sql.db, () => {
        const old = `SELECT n FROM delivery WHERE created_at < ? AND state <> 'waiting'`;
        sql.run(`DELETE FROM attempt WHERE delivery_n IN (${old})`, before);
        return sql.run(`DELETE FROM delivery WHERE n IN (${old})`, before);
      }),
  };
}

const Recorded = z.object({ n: z.number(), attempts: z.number() });

function recordOne(sql: Statements, { delivery, attempt, state, dueAtMs }: AttemptResult): void {
  const { request: _, ...short } = attempt;
  const row = sql.one(
    Recorded,
    `UPDATE delivery SET state = ?, attempts = attempts + 1, tries = tries + 1, due_at = ?,
       result = json_set(?, '$.number', attempts + 1) WHERE id = ? RETURNING n, attempts`,
    state,
    Math.round(dueAtMs),
    JSON.stringify(short),
    delivery.id,
  );
  // The webhook was removed meanwhile, and its log with it.
  if (!row) return;
  sql.run(
    'INSERT OR REPLACE INTO attempt (delivery_n, number, json) VALUES (?, ?, ?)',
    row.n,
    row.attempts,
    JSON.stringify({ number: row.attempts, ...attempt }),
  );
}

function deliveryPage(
  sql: Statements,
  webhookId: string,
  { state, limit, cursor }: Parameters<WebhookStore['deliveries']>[1],
): DeliveryPage {
  const question = ['deliveries', webhookId, state ?? null];
  const [before] =
    cursor === null ? [Number.MAX_SAFE_INTEGER] : cursorPlace(cursor, question, z.tuple([z.int()]));
  const rows = sql.all(
    ListRow,
    `SELECT n, ${COLUMNS}, result FROM delivery WHERE webhook_id = ? AND n < ? AND (? IS NULL OR state = ?)
     ORDER BY n DESC LIMIT ?`,
    webhookId,
    before,
    state ?? null,
    state ?? null,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    deliveries: shown.map(({ n: _, ...delivery }) => delivery),
    next: rows.length > limit && last ? pageCursor(question, [last.n]) : null,
  };
}
