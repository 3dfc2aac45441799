import { randomUUID } from 'node:crypto';
import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import { z } from 'zod';
import { Attempt, Delivery } from '../../model/webhook.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { AttemptResult, DeliveryPage, NewDelivery, WebhookStore } from '../webhook-store.ts';
import { nextPlace } from './next-place.ts';
import { patiently } from './patience.ts';

export type DeliveryDocument = Omit<Delivery, 'dueAt'> & {
  _id: string;
  dueAtMs: number;
  place: number;
  /** The last attempt, without its request; null before the first. */
  last: Omit<Attempt, 'request'> | null;
  /** Names one taking of it; only who took it knows the name. */
  takenBy?: string;
};
export type AttemptDocument = Attempt & { _id: string; deliveryId: string; webhookId: string };

export type DeliveryNeeds = {
  webhooks: Collection<{ _id: string; enabled: boolean }>;
  deliveries: Collection<DeliveryDocument>;
  attempts: Collection<AttemptDocument>;
};

/** So many of a receiver's waiting messages become due in one millisecond when it answers again. */
const hastenedInMs = 0.5;
const forgetAtOnce = 1_000;
const WithoutRequest = Attempt.omit({ request: true });

/** Adds a delivery; one that is known stays as it is, or begins anew with `renew`. */
export function addOperation(
  { dueAtMs, ...delivery }: NewDelivery,
  { renew }: { renew: boolean },
): AnyBulkWriteOperation<DeliveryDocument> {
  const begun = { state: 'waiting' as const, tries: 0, dueAtMs: Math.round(dueAtMs) };
  const rest = { ...delivery, attempts: 0, place: nextPlace(), last: null };
  return {
    updateOne: {
      filter: { _id: delivery.id },
      update: renew ? { $set: begun, $setOnInsert: rest } : { $setOnInsert: { ...begun, ...rest } },
      upsert: true,
    },
  };
}

export function deliveryDocuments({ webhooks, deliveries, attempts }: DeliveryNeeds) {
  return {
    async addDeliveries(added) {
      if (added.length === 0) return;
      await patiently(() => deliveries.bulkWrite(added.map((one) => addOperation(one, { renew: false }))));
    },
    waiting: (webhookId) => patiently(() => deliveries.countDocuments({ webhookId, state: 'waiting' })),
    async take(webhookId, { nowMs, limit, leaseMs }) {
      const due = { webhookId, state: 'waiting' as const, dueAtMs: { $lte: Math.round(nowMs) } };
      const found = await patiently(() =>
        deliveries
          .find(due, { projection: { _id: 1 } })
          .sort({ dueAtMs: 1, place: 1 })
          .limit(limit)
          .toArray(),
      );
      if (found.length === 0) return [];
      const _id = { $in: found.map((one) => one._id) };
      // What another process took in between is not ours: it bears that one's name.
      const takenBy = randomUUID();
      const leased = { dueAtMs: Math.round(nowMs + leaseMs), takenBy };
      await patiently(() => deliveries.updateMany({ ...due, _id }, { $set: leased }));
      const taken = await patiently(() => deliveries.find({ _id, takenBy }).toArray());
      const byId = new Map(taken.map((one) => [one._id, deliveryOf(one)]));
      return found.flatMap((one) => byId.get(one._id) ?? []);
    },
    async renew(ids, { nowMs, leaseMs }) {
      const leased = {
        _id: { $in: [...ids] },
        state: 'waiting' as const,
        dueAtMs: { $gt: Math.round(nowMs) },
      };
      await patiently(() =>
        deliveries.updateMany(leased, { $set: { dueAtMs: Math.round(nowMs + leaseMs) } }),
      );
    },
    async release(ids, nowMs) {
      await patiently(() =>
        deliveries.updateMany({ _id: { $in: [...ids] } }, { $set: { dueAtMs: Math.round(nowMs) } }),
      );
    },
    async record(results) {
      // Of two attempts of one delivery the second counts on from the first.
      for (let rest = results; rest.length > 0; ) {
        const first = new Map(rest.toReversed().map((result) => [result.delivery.id, result]));
        await recordAll([...first.values()].reverse(), { deliveries, attempts });
        rest = rest.filter((result) => first.get(result.delivery.id) !== result);
      }
    },
    async hasten(webhookId, nowMs) {
      const found = await patiently(() =>
        deliveries
          .find({ webhookId, state: 'waiting', tries: { $gt: 0 } }, { projection: { _id: 1 } })
          .sort({ place: 1 })
          .toArray(),
      );
      if (found.length === 0) return;
      const operations = found.map(({ _id }, index): AnyBulkWriteOperation<DeliveryDocument> => {
        const dueAtMs = Math.round(nowMs) + Math.trunc((index + 1) * hastenedInMs);
        return { updateOne: { filter: { _id, state: 'waiting' }, update: { $min: { dueAtMs } } } };
      });
      await patiently(() => deliveries.bulkWrite(operations, { ordered: false }));
    },
    nextDueMs: () =>
      patiently(async () => {
        const enabled = await webhooks.find({ enabled: true }, { projection: { _id: 1 } }).toArray();
        const wanted = { webhookId: { $in: enabled.map(({ _id }) => _id) }, state: 'waiting' as const };
        return (await deliveries.findOne(wanted, { sort: { dueAtMs: 1 } }))?.dueAtMs ?? null;
      }),
    delivery: (id) =>
      patiently(async () => {
        const found = await deliveries.findOne({ _id: id });
        return found ? deliveryOf(found) : null;
      }),
    deliveries: (webhookId, page) => patiently(() => deliveryPage(deliveries, webhookId, page)),
    deliveriesOf: (seqs: readonly number[]) =>
      patiently(async () => {
        const found = await deliveries
          .find({ seq: { $in: [...seqs] } })
          .sort({ place: -1 })
          .limit(100)
          .toArray();
        return found.map(deliveryOf);
      }),
    attempts: (deliveryId) =>
      patiently(async () => {
        const found = await attempts.find({ deliveryId }).sort({ number: 1 }).toArray();
        return found.map((document) => Attempt.parse(document));
      }),
    async forgetDeliveries(before) {
      let forgotten = 0;
      for (;;) {
        const old = await patiently(() =>
          deliveries
            .find({ createdAt: { $lt: before }, state: { $ne: 'waiting' } }, { projection: { _id: 1 } })
            .limit(forgetAtOnce)
            .toArray(),
        );
        if (old.length === 0) return forgotten;
        const ids = old.map(({ _id }) => _id);
        // The attempts first: after a kill in between, their delivery is still there to find the rest by.
        await patiently(() => attempts.deleteMany({ deliveryId: { $in: ids } }));
        const { deletedCount } = await patiently(() => deliveries.deleteMany({ _id: { $in: ids } }));
        forgotten += deletedCount;
      }
    },
  } satisfies Partial<WebhookStore>;
}

/** @param results each of another delivery */
async function recordAll(
  results: readonly AttemptResult[],
  { deliveries, attempts }: Pick<DeliveryNeeds, 'deliveries' | 'attempts'>,
): Promise<void> {
  const number = { $add: ['$attempts', 1] };
  const counted = results.map(({ delivery, attempt, state, dueAtMs }) => {
    const { request: _, ...short } = attempt;
    const last = { $mergeObjects: [{ $literal: short }, { number }] };
    const set = {
      state,
      dueAtMs: Math.round(dueAtMs),
      attempts: number,
      tries: { $add: ['$tries', 1] },
      last,
    };
    return { updateOne: { filter: { _id: delivery.id }, update: [{ $set: set }] } };
  });
  await patiently(() => deliveries.bulkWrite(counted));
  const ids = results.map(({ delivery }) => delivery.id);
  const found = await patiently(() =>
    deliveries.find({ _id: { $in: ids } }, { projection: { webhookId: 1, attempts: 1 } }).toArray(),
  );
  const known = new Map(found.map((one) => [one._id, one]));
  const kept = results.flatMap(({ delivery, attempt }): AnyBulkWriteOperation<AttemptDocument>[] => {
    const now = known.get(delivery.id);
    // The webhook was removed meanwhile, and its log with it.
    if (!now) return [];
    const { _id: deliveryId, webhookId } = now;
    const _id = `${deliveryId} ${now.attempts}`;
    const replacement = { ...attempt, number: now.attempts, deliveryId, webhookId };
    return [{ replaceOne: { filter: { _id, deliveryId }, replacement, upsert: true } }];
  });
  if (kept.length > 0) await patiently(() => attempts.bulkWrite(kept));
}

function deliveryOf({ dueAtMs, ...document }: DeliveryDocument): Delivery {
  return Delivery.parse({ ...document, dueAt: new Date(dueAtMs).toISOString() });
}

async function deliveryPage(
  deliveries: Collection<DeliveryDocument>,
  webhookId: string,
  { state, limit, cursor }: Parameters<WebhookStore['deliveries']>[1],
): Promise<DeliveryPage> {
  const question = ['deliveries', webhookId, state ?? null];
  const [before] =
    cursor === null ? [Number.MAX_SAFE_INTEGER] : cursorPlace(cursor, question, z.tuple([z.int()]));
  const rows = await deliveries
    .find({ webhookId, place: { $lt: before }, ...(state === undefined ? {} : { state }) })
    .sort({ place: -1 })
    .limit(limit + 1)
    .toArray();
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    deliveries: shown.map((document) => ({
      ...deliveryOf(document),
      last: document.last === null ? null : WithoutRequest.parse(document.last),
    })),
    next: rows.length > limit && end ? pageCursor(question, [end.place]) : null,
  };
}
