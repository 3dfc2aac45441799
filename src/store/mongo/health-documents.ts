import type { ClientSession } from 'mongodb';
import { z } from 'zod';
import { Drift, HeldPage } from '../../model/drift.ts';
import { SiteWatch } from '../../model/site-watch.ts';
import type { HealthStore, WatchChange } from '../health-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import type { Connection } from './connect.ts';
import { patiently } from './patience.ts';
import { wellFormed } from './well-formed.ts';

/** As text: the keys of a watch are forms of addresses, which a document's fields cannot be named by. */
type WatchDocument = { _id: string; version: number; json: string };
type DriftDocument = Drift & { _id: string };
type HeldDocument = HeldPage & { _id: string };
const HeldCount = z
  .object({ _id: z.string(), pages: z.number(), oldestAt: z.string() })
  .transform(({ _id, ...row }) => ({ site: _id, ...row }));

export function healthDocuments({ db, transact }: Connection): HealthStore {
  const watches = db.collection<WatchDocument>('siteWatches');
  const drifts = db.collection<DriftDocument>('drifts');
  const heldPages = db.collection<HeldDocument>('heldPages');

  async function writeWatch(
    { watch, expectedVersion }: WatchChange,
    session?: ClientSession,
  ): Promise<boolean> {
    const options = session ? { session } : {};
    const document = { version: expectedVersion + 1, json: JSON.stringify(watch) };
    if (expectedVersion > 0) {
      const wanted = { _id: watch.site, version: expectedVersion };
      return (await watches.updateOne(wanted, { $set: document }, options)).matchedCount > 0;
    }
    if (await watches.findOne({ _id: watch.site }, { ...options, projection: { _id: 1 } })) return false;
    await watches.insertOne({ _id: watch.site, ...document }, options);
    return true;
  }

  async function write(change: WatchChange, session: ClientSession): Promise<boolean> {
    const { watch, drift, held, released } = change;
    if (!(await writeWatch(change, session))) return false;
    if (drift) await drifts.replaceOne({ _id: drift.id }, wellFormed(drift), { upsert: true, session });
    for (const page of held)
      await heldPages.replaceOne({ _id: page.url }, wellFormed(page), { upsert: true, session });
    if (drift?.state === 'open') {
      await heldPages.updateMany(
        { site: watch.site, driftId: null },
        { $set: { driftId: drift.id } },
        { session },
      );
    }
    if (released.length > 0) await heldPages.deleteMany({ _id: { $in: [...released] } }, { session });
    return true;
  }

  return {
    watch: (site) =>
      patiently(async () => {
        // In this order: whoever changes the drift between the two changes the version too, and then this one is old.
        const found = await watches.findOne({ _id: site });
        if (!found) return null;
        const drift = await drifts.findOne({ site, state: 'open' });
        return {
          watch: SiteWatch.parse(JSON.parse(found.json)),
          version: found.version,
          drift: drift && Drift.parse(drift),
        };
      }),
    watches: () =>
      patiently(async () => {
        const found = await watches.find().sort({ _id: 1 }).toArray();
        return found.map(({ json }) => SiteWatch.parse(JSON.parse(json)));
      }),
    saveWatch(change) {
      const { expectedVersion, drift, held, released } = change;
      // What most pages come to is one document, which needs no transaction.
      const isAlone = expectedVersion > 0 && !drift && held.length === 0 && released.length === 0;
      return isAlone ? patiently(() => writeWatch(change)) : transact((session) => write(change, session));
    },
    drift: (id) =>
      patiently(async () => {
        const found = await drifts.findOne({ _id: id });
        return found && Drift.parse(found);
      }),
    drifts: ({ state, site, limit }) =>
      patiently(async () => {
        const found = await drifts
          .find({ ...(state ? { state } : {}), ...(site === undefined ? {} : { site }) })
          .sort({ openedAt: -1, _id: 1 })
          .limit(limit)
          .toArray();
        return found.map((document) => Drift.parse(document));
      }),
    heldPage: (url) =>
      patiently(async () => {
        const found = await heldPages.findOne({ _id: url });
        return found && HeldPage.parse(found);
      }),
    held: ({ site, driftId, limit, cursor }) =>
      patiently(async () => {
        const question = ['held', site ?? null, driftId ?? null];
        const [after] = cursor === null ? [''] : cursorPlace(cursor, question, z.tuple([z.string()]));
        const found = await heldPages
          .find({
            _id: { $gt: after },
            ...(site === undefined ? {} : { site }),
            ...(driftId === undefined ? {} : { driftId }),
          })
          .sort({ _id: 1 })
          .limit(limit + 1)
          .toArray();
        const pages = found.slice(0, limit).map((document) => HeldPage.parse(document));
        const last = pages.at(-1);
        return { pages, next: found.length > limit && last ? pageCursor(question, [last.url]) : null };
      }),
    heldBySite: () =>
      patiently(async () => {
        const rows = await heldPages
          .aggregate([
            { $group: { _id: '$site', pages: { $sum: 1 }, oldestAt: { $min: '$heldAt' } } },
            { $sort: { _id: 1 } },
          ])
          .toArray();
        return rows.map((row) => HeldCount.parse(row));
      }),
    letGo: (urls) =>
      patiently(async () => {
        await heldPages.deleteMany({ _id: { $in: [...urls] } });
      }),
    forgetSite: (site) =>
      transact(async (session) => {
        await watches.deleteOne({ _id: site }, { session });
        await drifts.deleteMany({ site }, { session });
        await heldPages.deleteMany({ site }, { session });
      }),
  };
}
