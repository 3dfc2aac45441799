import type { Db } from 'mongodb';
import { z } from 'zod';
import { AuditEntry } from '../../model/audit-entry.ts';
import type { AuditLog } from '../audit-log.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { nextPlace } from './next-place.ts';
import { patiently } from './patience.ts';
import { wellFormed } from './well-formed.ts';

type AuditDocument = AuditEntry & { _id: string; place: number };
const question = ['audit'];

export function auditDocuments(db: Db): AuditLog {
  const audit = db.collection<AuditDocument>('audit');
  return {
    async note(entry) {
      const place = nextPlace();
      // One id for all tries: an entry whose answer was lost is not added twice.
      const document = { ...wellFormed(entry), _id: `${place}-${process.pid}`, place };
      await patiently(() => audit.replaceOne({ _id: document._id }, document, { upsert: true }));
    },
    entries: ({ limit, cursor }) =>
      patiently(async () => {
        const [before] =
          cursor === null ? [Number.MAX_SAFE_INTEGER] : cursorPlace(cursor, question, z.tuple([z.number()]));
        const found = await audit
          .find({ place: { $lt: before } })
          .sort({ place: -1 })
          .limit(limit + 1)
          .toArray();
        const last = found[limit - 1];
        return {
          entries: found.slice(0, limit).map((document) => AuditEntry.parse(document)),
          next: found.length > limit && last ? pageCursor(question, [last.place]) : null,
        };
      }),
    forgetEntries: (before) =>
      patiently(async () => (await audit.deleteMany({ at: { $lt: before } })).deletedCount),
  };
}
