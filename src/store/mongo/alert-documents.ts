import type { Collection } from 'mongodb';
import { z } from 'zod';
import { Alert } from '../../model/alert.ts';
import type { AlertStore } from '../alert-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { patiently } from './patience.ts';

export type AlertDocument = Alert & { _id: string };

export function alertDocuments(collection: Collection<AlertDocument>): AlertStore {
  return {
    raise: (alerts) =>
      patiently(async () => {
        const raised: Alert[] = [];
        for (const alert of alerts) {
          const { upsertedCount } = await collection.updateOne(
            { _id: alert.id },
            { $setOnInsert: alert },
            { upsert: true },
          );
          if (upsertedCount > 0) raised.push(alert);
        }
        return raised;
      }),
    alerts: ({ search, limit, cursor }) =>
      patiently(async () => {
        const question = ['alerts', search];
        const [at, id] =
          cursor === null ? [null, null] : cursorPlace(cursor, question, z.tuple([z.string(), z.string()]));
        const found = await collection
          .find({
            ...(search === null ? {} : { search }),
            ...(at === null ? {} : { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] }),
          })
          .sort({ at: -1, _id: -1 })
          .limit(limit + 1)
          .toArray();
        const alerts = found.slice(0, limit).map((one) => Alert.parse(one));
        const last = alerts.at(-1);
        const next = found.length > limit && last ? pageCursor(question, [last.at, last.id]) : null;
        return { alerts, next };
      }),
    forgetAlerts: (before) =>
      patiently(async () => (await collection.deleteMany({ at: { $lt: before } })).deletedCount),
  };
}
