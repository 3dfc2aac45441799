import type { Db } from 'mongodb';
import { z } from 'zod';
import { Removal } from '../../model/removal.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { RemovalLog } from '../removal-log.ts';
import { patiently } from './patience.ts';
import { wellFormed } from './well-formed.ts';

type RemovalDocument = Removal & { _id: string };
const question = ['removals'];

export function removalDocuments(db: Db): RemovalLog {
  const removals = db.collection<RemovalDocument>('removals');
  return {
    async saveRemoval(removal) {
      await patiently(() => removals.replaceOne({ _id: removal.id }, wellFormed(removal), { upsert: true }));
    },
    removal: (id) =>
      patiently(async () => {
        const found = await removals.findOne({ _id: id });
        return found && Removal.parse(found);
      }),
    openRemovals: () =>
      patiently(async () => {
        const open = { state: { $in: ['waiting' as const, 'running' as const] } };
        const found = await removals.find(open).sort({ askedAt: 1, _id: 1 }).toArray();
        return found.map((document) => Removal.parse(document));
      }),
    removals: ({ limit, cursor }) =>
      patiently(async () => {
        const before =
          cursor === null ? null : cursorPlace(cursor, question, z.tuple([z.string(), z.string()]));
        const older = before && {
          $or: [{ askedAt: { $lt: before[0] } }, { askedAt: before[0], _id: { $lt: before[1] } }],
        };
        const found = await removals
          .find(older ?? {})
          .sort({ askedAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray();
        const last = found[limit - 1];
        return {
          removals: found.slice(0, limit).map((document) => Removal.parse(document)),
          next: found.length > limit && last ? pageCursor(question, [last.askedAt, last.id]) : null,
        };
      }),
  };
}
