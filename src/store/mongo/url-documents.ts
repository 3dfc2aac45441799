import type { AnyBulkWriteOperation, ClientSession, Document, Filter } from 'mongodb';
import { z } from 'zod';
import { Outcome } from '../../model/outcome.ts';
import { decisionOf, UrlDecision, UrlRecord } from '../../model/url-record.ts';
import { MAX_DECISIONS_OF_URL } from '../article-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { dueUrl, requeuedUrl } from '../requeued-url.ts';
import type { Collections, UrlDocument } from './documents.ts';
import { nextPlace } from './next-place.ts';

type Urls = Collections['urls'];

/** A history has up to forty decisions, which only who asks for it wants to have. */
const withoutHistory = { projection: { history: 0 } };

export async function urlRecords(urls: Urls, wanted: readonly string[]): Promise<Map<string, UrlRecord>> {
  const found = await urls.find({ _id: { $in: [...wanted] } }, withoutHistory).toArray();
  return new Map(found.map((document) => [document._id, UrlRecord.parse(document)]));
}

/** What a record decides joins its URL's history. */
function withDecision(record: UrlRecord) {
  return { $push: { history: { $each: [decisionOf(record)], $slice: -MAX_DECISIONS_OF_URL } } };
}

export async function urlHistory(urls: Urls, url: string): Promise<UrlDecision[]> {
  const found = await urls.findOne({ _id: url }, { projection: { history: 1 } });
  const decisions = z.array(UrlDecision).parse(found?.history ?? []);
  // A job that ran twice has decided the same twice.
  return decisions.filter((one, index) => JSON.stringify(one) !== JSON.stringify(decisions[index - 1]));
}

/**
 * Writes what became of URLs; one that waits in another run meanwhile is left to that run, which asked for it later. Each
 * URL is looked at and written in one step of the server, so that no other run can ask for it in between.
 */
export async function settleUrls(
  urls: Urls,
  records: readonly UrlRecord[],
  session?: ClientSession,
): Promise<void> {
  if (records.length === 0) return;
  // The last word of a run on a URL counts; two operations on one document in one go would only be slower.
  const latest = new Map(records.map((record) => [`${record.runId} ${record.url}`, record]));
  const operations = [...latest.values()].map(
    (record): AnyBulkWriteOperation<UrlDocument> => ({
      updateOne: { filter: { _id: record.url }, update: [settlement(record)], upsert: true },
    }),
  );
  await urls.bulkWrite(operations, { ordered: false, ...(session ? { session } : {}) });
}

/** As a stage of an update, which can look at the document that it changes. */
function settlement(record: UrlRecord): Document {
  const literal = (value: unknown) => ({ $literal: value });
  const waits = { $ne: [{ $ifNull: ['$waitsFor', null] }, null] };
  const decisions = {
    $concatArrays: [{ $ifNull: ['$history', []] }, literal([decisionOf(record)])],
  };
  const settled = {
    $mergeObjects: [
      '$$ROOT',
      literal(record),
      {
        place: { $ifNull: ['$place', nextPlace()] },
        history: { $slice: [decisions, -MAX_DECISIONS_OF_URL] },
      },
    ],
  };
  const isOfAnother = { $and: [waits, { $ne: ['$runId', literal(record.runId)] }] };
  return { $replaceWith: { $cond: [isOfAnother, '$$ROOT', settled] } };
}

/**
 * Two processes may add one URL at the same moment: it is added once. What another process changed between the look and
 * the writing is looked at again, so that the run that asks last always has what it asked for.
 *
 * @returns how many were added to the frontier
 */
export async function enqueueUrls(
  urls: Urls,
  records: readonly UrlRecord[],
  options: { force: boolean; dueAt?: string },
): Promise<number> {
  const { force, dueAt } = options;
  if (records.length === 0) return 0;
  const found = await urls.find({ _id: { $in: records.map(({ url }) => url) } }, withoutHistory).toArray();
  const known = new Map(found.map((document) => [document._id, UrlRecord.parse(document)]));
  const stored = new Map(known);
  const writes = new Map<string, UrlRecord>();
  let twice = 0;
  for (const record of records) {
    const before = known.get(record.url);
    const write = before ? (force ? requeuedUrl(before, record, dueAt) : null) : record;
    if (!write) continue;
    if (writes.has(record.url)) twice += 1;
    writes.set(record.url, write);
    known.set(record.url, write);
  }
  if (writes.size === 0) return 0;
  const operations = [...writes.values()].map((record): AnyBulkWriteOperation<UrlDocument> => {
    const before = stored.get(record.url);
    if (!before) {
      const inserted = { ...record, place: nextPlace(), history: [decisionOf(record)] };
      return { updateOne: { filter: { _id: record.url }, update: { $setOnInsert: inserted }, upsert: true } };
    }
    const { runId, outcome, updatedAt } = before;
    return {
      updateOne: {
        filter: { _id: record.url, runId, outcome, updatedAt },
        update: { $set: record, ...withDecision(record) },
      },
    };
  });
  const { upsertedCount, matchedCount } = await urls.bulkWrite(operations, { ordered: false });
  const inserts = [...writes.keys()].filter((url) => !stored.has(url)).length;
  // An insert that met a document (another process was first) counts as matched, and is no addition of ours.
  const added = upsertedCount + matchedCount - (inserts - upsertedCount);
  // Each further round means that another process got on; what this run has asked for by now is not asked for again.
  const overtaken = added < writes.size && force;
  return added + twice + (overtaken ? await enqueueUrls(urls, records, options) : 0);
}

export async function queuedUrls(
  urls: Urls,
  runId: string,
  { hosts, limit, notUrls }: { hosts: readonly string[]; limit: number; notUrls: ReadonlySet<string> },
): Promise<UrlRecord[]> {
  const found = await urls
    .find({ waitsFor: 'fetch', runId, host: { $in: [...hosts] } }, withoutHistory)
    .sort({ priority: 1, place: 1 })
    // So many at most are not wanted; what is left is still enough.
    .limit(limit + notUrls.size)
    .toArray();
  return found
    .filter(({ url }) => !notUrls.has(url))
    .slice(0, limit)
    .map((document) => UrlRecord.parse(document));
}

const due = (at: string): Filter<UrlDocument> => ({
  'rhythm.nextAt': { $gt: '', $lte: at },
  waitsFor: null,
  outcome: { $ne: 'removed' },
});

/** A record that another process changed in between stays as that one left it. */
export async function requeueDueUrls(
  urls: Urls,
  runId: string,
  { hosts, at, limit }: { hosts: readonly string[]; at: string; limit: number },
): Promise<number> {
  const found = await urls
    .find({ ...due(at), host: { $in: [...hosts] } }, withoutHistory)
    .sort({ 'rhythm.nextAt': 1, place: 1 })
    .limit(limit)
    .toArray();
  if (found.length === 0) return 0;
  const operations = found.map((document): AnyBulkWriteOperation<UrlDocument> => {
    const known = UrlRecord.parse(document);
    const record = dueUrl(known, runId, at);
    const { outcome, updatedAt } = known;
    return {
      updateOne: {
        filter: { _id: known.url, runId: known.runId, outcome, updatedAt },
        update: { $set: record, ...withDecision(record) },
      },
    };
  });
  return (await urls.bulkWrite(operations, { ordered: false })).matchedCount;
}

const DueHost = z.object({ _id: z.string(), urls: z.number() });

export async function dueUrlHosts(urls: Urls, at: string): Promise<{ host: string; urls: number }[]> {
  const rows = await urls
    .aggregate([{ $match: due(at) }, { $group: { _id: '$host', urls: { $sum: 1 } } }, { $sort: { _id: 1 } }])
    .toArray();
  return rows.map((row) => DueHost.parse(row)).map(({ _id, urls: count }) => ({ host: _id, urls: count }));
}

/** Links of links are left out: what lies deep is seldom new, only newly found. */
export function freshArticleCount(urls: Urls, runId: string, since: string): Promise<number> {
  return urls.countDocuments({ runId, outcome: 'stored', firstSeenAt: { $gte: since }, depth: { $lte: 1 } });
}

export async function urlsOfArticle(urls: Urls, articleId: string): Promise<UrlRecord[]> {
  const found = await urls.find({ articleId }, withoutHistory).sort({ _id: 1 }).toArray();
  return found.map((document) => UrlRecord.parse(document));
}

/** Every address of a removed article tells that it was removed. */
export async function markUrlsRemoved(
  urls: Urls,
  articleId: string,
  { reason, at }: { reason: string; at: string },
  session: ClientSession,
): Promise<void> {
  await urls.updateMany(
    { articleId },
    {
      $set: { outcome: 'removed', waitsFor: null, reason, updatedAt: at },
      $push: {
        history: {
          $each: [{ at, outcome: 'removed', reason, runId: null }],
          $slice: -MAX_DECISIONS_OF_URL,
        },
      },
    },
    { session },
  );
}

export async function urlPage(
  urls: Urls,
  filter: { host?: string; outcome?: Outcome; limit: number; cursor: string | null },
): Promise<{ urls: UrlRecord[]; next: string | null }> {
  const { host, outcome, limit, cursor } = filter;
  const question = ['urls', host ?? null, outcome ?? null];
  const [after] = cursor === null ? [''] : cursorPlace(cursor, question, z.tuple([z.string()]));
  const wanted: Filter<UrlDocument> = {
    _id: { $gt: after },
    ...(host === undefined ? {} : { host }),
    ...(outcome === undefined ? {} : { outcome }),
  };
  const rows = await urls
    .find(wanted, withoutHistory)
    .sort({ _id: 1 })
    .limit(limit + 1)
    .toArray();
  const records = rows.slice(0, limit).map((document) => UrlRecord.parse(document));
  const last = records.at(-1);
  return { urls: records, next: rows.length > limit && last ? pageCursor(question, [last.url]) : null };
}

const OutcomeCount = z.object({ _id: Outcome, count: z.number() });

export async function outcomeCounts(
  urls: Urls,
  runId: string | null,
): Promise<Partial<Record<Outcome, number>>> {
  const rows = await urls
    .aggregate([
      ...(runId === null ? [] : [{ $match: { runId } }]),
      { $group: { _id: '$outcome', count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return Object.fromEntries(rows.map((row) => OutcomeCount.parse(row)).map(({ _id, count }) => [_id, count]));
}
