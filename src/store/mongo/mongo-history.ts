import type { Document } from 'mongodb';
import { z } from 'zod';
import { Article } from '../../model/article.ts';
import { ChangeEvent } from '../../model/change-event.ts';
import { Story } from '../../model/story.ts';
import type { ChangeHistory, StoreSnapshot } from '../change-history.ts';
import type { Connection } from './connect.ts';
import { type ArticleDocument, collectionsOf, type StoryDocument } from './documents.ts';
import { patiently } from './patience.ts';
import { queryFilter } from './query-filter.ts';
import { indexQuery } from './vocabulary.ts';

/** Clocks of two writers differ by less than this. */
const clocksMs = 600_000;
const forgetAtOnce = 2_000;
const articleTypes = ['article.created', 'article.updated', 'article.removed'] as const;

const Changed = z
  .object({ _id: z.string(), type: z.enum(articleTypes) })
  .transform(({ _id, type }) => ({ id: _id, type }));
const Min = z.object({ seq: z.number() });

/** The history of the store in the same database. */
export function mongoHistory(connection: Connection): ChangeHistory {
  const { events, feed } = collectionsOf(connection.db);
  const lastSeq = async () => (await feed.findOne({ _id: 'feed' }))?.lastSeq ?? 0;
  const eventOf = ({ _id, ...event }: Document) => ChangeEvent.parse({ ...event, seq: _id });

  /** What came first when it was last looked for; the feed is shortened at its beginning only. */
  let knownFirst = 0;
  async function firstSeq(): Promise<number> {
    if (knownFirst > 0 && (await events.findOne({ _id: knownFirst }, { projection: { _id: 1 } })))
      return knownFirst;
    // In this order: what is committed between the two is found then, and not taken for gone.
    const last = await lastSeq();
    const first = await events.findOne({}, { sort: { _id: 1 }, projection: { _id: 1 } });
    knownFirst = first?._id ?? 0;
    return first?._id ?? last + 1;
  }

  async function placeAt(at: string): Promise<number> {
    const next = await events.findOne(
      { at: { $gte: at } },
      { sort: { at: 1, _id: 1 }, projection: { at: 1 } },
    );
    if (!next) return lastSeq();
    // Another writer, whose clock runs ahead, may have been before it in the feed.
    const until = new Date(Date.parse(next.at) + clocksMs).toISOString();
    const rows = await events
      .aggregate([
        { $match: { at: { $gte: at, $lt: until } } },
        { $group: { _id: null, seq: { $min: '$_id' } } },
      ])
      .toArray();
    return Min.parse(rows[0]).seq - 1;
  }

  return {
    firstSeq: () => patiently(firstSeq),
    placeAt: (at) => patiently(() => placeAt(at)),
    changeLines: (since, limit) =>
      patiently(async () => {
        const found = await events
          .find({ _id: { $gt: since } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray();
        return found.map(({ _id: seq, type, at, id, revision, data }) => ({
          seq,
          json: JSON.stringify({ seq, type, at, id, revision, data }),
        }));
      }),
    articleChangeBefore: (articleId, seq) =>
      patiently(async () => {
        const wanted = { id: articleId, _id: { $lt: seq }, type: { $in: [...articleTypes] } };
        const found = await events.findOne(wanted, { sort: { _id: -1 } });
        return found ? eventOf(found) : null;
      }),
    articlesChangedSince: (seq) =>
      patiently(async () => {
        const rows = await events
          .aggregate([
            { $match: { _id: { $gt: seq }, type: { $in: [...articleTypes] } } },
            { $sort: { _id: 1 } },
            { $group: { _id: '$id', type: { $last: '$type' } } },
          ])
          .toArray();
        return rows.map((row) => Changed.parse(row));
      }),
    redact: (articleId) =>
      patiently(async () => {
        const last = await events.findOne(
          { id: articleId, type: { $in: [...articleTypes] } },
          { sort: { _id: -1 } },
        );
        if (last?.type !== 'article.removed') return 0;
        const { type, data } = last;
        const { modifiedCount } = await events.updateMany(
          {
            ...{ id: articleId, _id: { $lt: last._id } },
            type: { $in: ['article.created', 'article.updated'] },
          },
          { $set: { type, data } },
        );
        return modifiedCount;
      }),
    removals: (limit) =>
      patiently(async () => {
        const found = new Map<string, Extract<ChangeEvent, { type: 'article.removed' }>>();
        for await (const document of events.find({ type: 'article.removed' }).sort({ _id: -1 })) {
          const event = eventOf(document);
          // Older ones of the same article are changes whose text was taken out.
          if (event.type === 'article.removed' && !found.has(event.id)) found.set(event.id, event);
          if (found.size === limit) break;
        }
        return [...found.values()];
      }),
    async forget(before) {
      const until = await patiently(() => placeAt(before));
      let forgotten = 0;
      for (;;) {
        const first = await patiently(firstSeq);
        if (first > until) return forgotten;
        const last = Math.min(until, first + forgetAtOnce - 1);
        const { deletedCount } = await patiently(() => events.deleteMany({ _id: { $lte: last } }));
        forgotten += deletedCount;
      }
    },
    snapshot: () => patiently(() => snapshotOf(connection)),
    close: async () => undefined,
  };
}

/**
 * One state of the data, as long as the server keeps it: five minutes, unless `minSnapshotHistoryWindowInSeconds` is
 * raised.
 */
async function snapshotOf({ client, db }: Connection): Promise<StoreSnapshot> {
  const session = client.startSession({ snapshot: true });
  const readConcern = { level: 'snapshot' } as const;
  try {
    // The first read fixes the state that all later ones see.
    const feed = await db
      .collection<{ _id: string; lastSeq: number }>('feed', { readConcern })
      .findOne({ _id: 'feed' }, { session });
    return {
      seq: feed?.lastSeq ?? 0,
      async *articles(query) {
        const found = db
          .collection<ArticleDocument>('articles', { readConcern })
          .find(queryFilter(await indexQuery(collectionsOf(db), query)), {
            session,
            projection: { search: 0 },
          })
          .sort({ _id: 1 });
        for await (const document of found) yield Article.parse(document);
      },
      async *stories() {
        const found = db
          .collection<StoryDocument>('stories', { readConcern })
          .find({ mergedInto: null }, { session })
          .sort({ _id: 1 });
        for await (const document of found)
          yield { story: Story.parse(document), revision: document.version };
      },
      close: () => session.endSession(),
    };
  } catch (error) {
    await session.endSession();
    throw error;
  }
}
