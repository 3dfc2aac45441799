import { z } from 'zod';
import { Article } from '../../model/article.ts';
import { ChangeEvent } from '../../model/change-event.ts';
import { Observation } from '../../model/observation.ts';
import { Revision } from '../../model/revision.ts';
import type { Query } from '../../query/query.ts';
import type { ArticleStore } from '../article-store.ts';
import type { ChangeHistory } from '../change-history.ts';
import type { OperationStore } from '../operation-store.ts';
import type { ScheduleStore } from '../schedule-store.ts';
import type { SubscriptionStore } from '../subscription-store.ts';
import { articleSketch, candidateSketches, replaceSketches } from './candidates.ts';
import { changeWaiters } from './change-waiters.ts';
import { commitBatch, removeArticle } from './commit-batch.ts';
import { type Connection, connectMongo } from './connect.ts';
import { refuseHalfCopied } from './copy-target.ts';
import { type Collections, collectionsOf } from './documents.ts';
import { figureDocuments } from './figure-documents.ts';
import { inLine } from './in-line.ts';
import { inOneQuestion } from './in-one-question.ts';
import { ensureSchema } from './migrate.ts';
import { mongoHistory } from './mongo-history.ts';
import { mongoOperations } from './mongo-operations.ts';
import { mongoSchedules } from './mongo-schedules.ts';
import { mongoSubscriptions } from './mongo-subscriptions.ts';
import { placementDocuments } from './observation-documents.ts';
import { patiently } from './patience.ts';
import { queryFilter } from './query-filter.ts';
import { articleFacets, articleOutlines, articleSeenTimes, searchArticles, toldStories } from './search.ts';
import { storyDecisionDocuments } from './story-decision-documents.ts';
import { currentStoryId, standingStory, storyPage } from './story-documents.ts';
import {
  dueUrlHosts,
  enqueueUrls,
  freshArticleCount,
  outcomeCounts,
  queuedUrls,
  requeueDueUrls,
  settleUrls,
  urlHistory,
  urlPage,
  urlRecords,
  urlsOfArticle,
} from './url-documents.ts';
import { addWords, indexQuery } from './vocabulary.ts';
import { wellFormed } from './well-formed.ts';

export type MongoStoreOptions = {
  /** mongodb://…; the database is the one that it names, else "wellspring". */
  uri: string;
};

const SiteRow = z
  .object({ _id: z.string(), articles: z.number(), firstSeenAt: z.string(), lastSeenAt: z.string() })
  .transform(({ _id, ...row }) => ({ site: _id, ...row }));

/** Articles read at once by an export. */
const exportPage = 200;

export type MongoStores = {
  store: ArticleStore;
  history: ChangeHistory;
  subscriptions: SubscriptionStore;
  schedules: ScheduleStore;
  operations: OperationStore;
};

/**
 * The stores in MongoDB 7 or newer, a replica set or a sharded cluster; any number of processes. A server that is away
 * for a moment (restart, election) is waited for, 30 s at most. The article store owns the connection of all.
 *
 * @throws {StoreError} it cannot be used as it is
 */
export async function openMongoStores({ uri }: MongoStoreOptions): Promise<MongoStores> {
  const connection = await connectMongo(uri);
  try {
    await ensureSchema(connection.db);
    await refuseHalfCopied(connection.db);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    store: mongoStore(connection),
    history: mongoHistory(connection),
    subscriptions: mongoSubscriptions(connection),
    schedules: mongoSchedules(connection),
    operations: mongoOperations(connection),
  };
}

function mongoStore({ db, transact, close }: Connection): ArticleStore {
  const collections = collectionsOf(db);
  const { articles, revisions, observations, stories, events, urls } = collections;
  const feedSeq = async () => (await collections.feed.findOne({ _id: 'feed' }))?.lastSeq ?? 0;
  const waiters = changeWaiters(collections.feed, feedSeq);
  // Commits of one process would only get into each other's way at the server.
  const commits = inLine();
  let closed = false;

  return {
    async commit(batch) {
      const mended = wellFormed(batch);
      const texts = mended.articles.filter(({ changed }) => changed).map(({ article }) => article);
      await patiently(() => addWords(collections, texts));
      const seqs = await commits(() => transact((session) => commitBatch(mended, collections, session)));
      if (seqs.lastSeq >= seqs.firstSeq) waiters.wake();
      return seqs;
    },
    async remove(id, reason, at) {
      const removed = await commits(() =>
        transact((session) => removeArticle({ id, reason, at }, collections, session)),
      );
      if (removed) waiters.wake();
      return removed;
    },

    article: inOneQuestion((ids) =>
      patiently(async () => {
        const found = articles.find({ _id: { $in: [...ids] } }, { projection: { search: 0 } });
        return new Map((await found.toArray()).map((document) => [document._id, Article.parse(document)]));
      }),
    ),
    members: (storyId, limit = 0) =>
      patiently(async () => {
        const found = articles
          .find({ storyId }, { projection: { search: 0 } })
          .sort({ firstSeenAt: 1, _id: 1 })
          .limit(limit);
        return (await found.toArray()).map((document) => Article.parse(document));
      }),
    search: (search) => patiently(() => searchArticles(collections, search)),
    facets: (query) => patiently(() => articleFacets(collections, query)),
    seenTimes: (query) => patiently(() => articleSeenTimes(collections, query)),
    toldStories: (query) => patiently(() => toldStories(collections, query)),
    outlines: (query) => articleOutlines(collections, query),
    export: (query, from) => exportArticles(collections, query, from?.after),
    revisions: (articleId) =>
      patiently(async () => {
        const found = await revisions.find({ articleId }).sort({ revision: 1 }).toArray();
        return found.map((document) => Revision.parse(document));
      }),
    observations: (articleId) =>
      patiently(async () => {
        const found = await observations.find({ articleId }).sort({ at: 1 }).toArray();
        return found.map((document) => Observation.parse(document));
      }),
    placements: (urls, limit) => patiently(() => placementDocuments(observations, urls, limit)),
    story: (id) => patiently(() => standingStory(stories, id)),
    currentStoryId: (id) => patiently(() => currentStoryId(stories, id)),
    stories: (page) => patiently(() => storyPage(stories, page)),
    candidates: (bands, perBand) => patiently(() => candidateSketches(collections, bands, perBand)),
    sketch: (articleId) => patiently(() => articleSketch(collections, articleId)),
    resketch: (sketches) => patiently(() => replaceSketches(collections, sketches)),
    ...storyDecisionDocuments(db),
    ...figureDocuments(collections),

    changes: (since, limit) =>
      patiently(async () => {
        const found = await events
          .find({ _id: { $gt: since } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray();
        return found.map(({ _id, ...event }) => ChangeEvent.parse({ ...event, seq: _id }));
      }),
    lastSeq: () => patiently(feedSeq),
    waitForChange: (since, waitMs) => patiently(() => waiters.wait(since, waitMs)),

    url: inOneQuestion((wanted) => patiently(() => urlRecords(urls, wanted))),
    urlsOfArticle: (articleId) => patiently(() => urlsOfArticle(urls, articleId)),
    urlHistory: (url) => patiently(() => urlHistory(urls, url)),
    urls: (filter) => patiently(() => urlPage(urls, filter)),
    outcomes: (runId) => patiently(() => outcomeCounts(urls, runId)),
    freshArticles: (runId, since) => patiently(() => freshArticleCount(urls, runId, since)),
    enqueue: (records, options) => patiently(() => enqueueUrls(urls, records.map(wellFormed), options)),
    requeueDue: (runId, options) => patiently(() => requeueDueUrls(urls, runId, options)),
    dueHosts: (at) => patiently(() => dueUrlHosts(urls, at)),
    queued: (runId, options) => patiently(() => queuedUrls(urls, runId, options)),
    settle: (records) => patiently(() => settleUrls(urls, records.map(wellFormed))),

    sites: () => patiently(() => siteRows(collections)),
    async close() {
      if (closed) return;
      closed = true;
      await waiters.close();
      await close();
    },
  };
}

/**
 * By id, page after page, each read anew: an export may last for hours, longer than a server keeps one old state of
 * the data. An article that stands for the whole time is exported once, as it is when its page is read.
 */
async function* exportArticles(collections: Collections, query: Query, from = ''): AsyncGenerator<Article> {
  const { articles } = collections;
  const filter = queryFilter(await patiently(() => indexQuery(collections, query)));
  for (let after = from; ; ) {
    const page = await patiently(() =>
      articles
        .find({ $and: [{ _id: { $gt: after } }, filter] }, { projection: { search: 0 } })
        .sort({ _id: 1 })
        .limit(exportPage)
        .toArray(),
    );
    for (const document of page) yield Article.parse(document);
    const last = page.at(-1);
    if (!last || page.length < exportPage) return;
    after = last._id;
  }
}

async function siteRows({ articles }: Collections): Promise<z.infer<typeof SiteRow>[]> {
  const rows = await articles
    .aggregate([
      {
        $group: {
          _id: '$site',
          articles: { $sum: 1 },
          firstSeenAt: { $min: '$firstSeenAt' },
          lastSeenAt: { $max: '$lastSeenAt' },
        },
      },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  return rows.map((row) => SiteRow.parse(row));
}
