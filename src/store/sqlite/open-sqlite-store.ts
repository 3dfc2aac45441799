import { z } from 'zod';
import { Revision } from '../../model/revision.ts';
import type { ArticleStore } from '../article-store.ts';
import { StoreError } from '../store-errors.ts';
import { articleFacets, articleSeenTimes, toldStories } from './article-counts.ts';
import {
  articleRow,
  articleRowsOfStory,
  articleSketch,
  candidateSketches,
  replaceSketch,
} from './article-rows.ts';
import { changeWaiters } from './change-waiters.ts';
import { commitBatch, removeArticle } from './commit-batch.ts';
import { eventsAfter, lastSeq } from './event-rows.ts';
import { figureRows } from './figure-rows.ts';
import { observationRows, placementRows } from './observation-rows.ts';
import { mapFile, openDatabase, openSnapshot } from './open-database.ts';
import { articleOutlines, exportArticles, searchArticles } from './search.ts';
import { statements } from './statements.ts';
import { storyDecisionRows } from './story-decision-rows.ts';
import { currentStoryId, storyPage, storyRow } from './story-rows.ts';
import { inTransaction } from './transaction.ts';
import {
  dueUrlHosts,
  enqueueUrls,
  freshArticleCount,
  outcomeCounts,
  queuedUrls,
  requeueDueUrls,
  settleUrl,
  urlHistory,
  urlPage,
  urlRecord,
  urlsOfArticle,
} from './url-rows.ts';

export type SqliteStoreOptions = {
  /** The database file; it and its folder are made where they are missing. */
  file: string;
};

const SiteRow = z.object({
  site: z.string(),
  articles: z.number(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
});
const json = <T>(shape: z.ZodType<T>) =>
  z.object({ json: z.string() }).transform((row) => shape.parse(JSON.parse(row.json)));
const RevisionRow = json(Revision);

/**
 * The one connection that writes articles and answers searches. A commit of 50 articles changes over a thousand pages
 * of 4 kB, most of them again with the next.
 */
const CACHE_MB = 16;
/** How many exported articles are read before others get their turn in this process. */
const EXPORT_TURN = 50;

/**
 * The store in one SQLite file. Several processes may have it open at once; one writes at a time.
 *
 * @throws {StoreError} the file cannot be used as it is
 */
export async function openSqliteStore({ file }: SqliteStoreOptions): Promise<ArticleStore> {
  const db = openDatabase(file, { cacheMb: CACHE_MB });
  const sql = statements(db);
  // A crawl that nobody searches beside reads few pages twice: the file would only take its memory.
  let isMapped = false;
  const searched = () => {
    if (!isMapped) mapFile(db);
    isMapped = true;
    return sql;
  };
  const waiters = changeWaiters(() => lastSeq(sql));
  const write = <T>(work: () => T): T => inTransaction(db, work);

  return {
    async commit(batch) {
      const range = write(() => commitBatch(sql, batch));
      if (range.lastSeq >= range.firstSeq) waiters.wake();
      return range;
    },
    async remove(articleId, reason, at) {
      const removed = write(() => removeArticle(sql, articleId, reason, at));
      if (removed) waiters.wake();
      return removed;
    },

    article: async (id) => articleRow(sql, id)?.article ?? null,
    members: async (storyId, limit) => articleRowsOfStory(sql, storyId, limit).map(({ article }) => article),
    search: async (search) => searchArticles(searched(), search),
    facets: async (query) => articleFacets(searched(), query),
    seenTimes: async (query) => articleSeenTimes(searched(), query),
    toldStories: async (query) => toldStories(searched(), query),
    async *outlines(query) {
      const snapshot = openSnapshot(file);
      try {
        yield* articleOutlines(snapshot, query);
      } finally {
        snapshot.close();
      }
    },
    async *export(query, from) {
      const snapshot = openSnapshot(file);
      try {
        let read = 0;
        for (const article of exportArticles(snapshot, query, from?.after)) {
          yield article;
          read += 1;
          if (read % EXPORT_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        snapshot.close();
      }
    },
    revisions: async (articleId) =>
      sql.all(RevisionRow, 'SELECT json FROM revision WHERE article_id = ? ORDER BY revision', articleId),
    observations: async (articleId) => observationRows(sql, articleId),
    placements: async (urls, limit) => placementRows(sql, urls, limit),
    async story(id) {
      const row = storyRow(sql, id);
      return row && row.mergedInto === null ? row.story : null;
    },
    currentStoryId: async (id) => currentStoryId(sql, id),
    stories: async (page) => storyPage(sql, page),
    candidates: async (bands, perBand) => candidateSketches(sql, bands, perBand),
    sketch: async (articleId) => articleSketch(sql, articleId),
    async resketch(sketches) {
      write(() => {
        for (const one of sketches) replaceSketch(sql, one);
      });
    },
    ...storyDecisionRows(sql),
    ...figureRows(sql),

    changes: async (since, limit) => eventsAfter(sql, since, limit),
    lastSeq: async () => lastSeq(sql),
    waitForChange: (since, waitMs) => waiters.wait(since, waitMs),

    url: async (url) => urlRecord(sql, url),
    urlsOfArticle: async (articleId) => urlsOfArticle(sql, articleId),
    urlHistory: async (url) => urlHistory(sql, url),
    urls: async (filter) => urlPage(sql, filter),
    outcomes: async (runId) => outcomeCounts(sql, runId),
    freshArticles: async (runId, since) => freshArticleCount(sql, runId, since),
    enqueue: async (records, options) => write(() => enqueueUrls(sql, records, options)),
    requeueDue: async (runId, due) => write(() => requeueDueUrls(sql, runId, due)),
    dueHosts: async (at) => dueUrlHosts(sql, at),
    queued: async (runId, options) => queuedUrls(sql, runId, options),
    async settle(records) {
      write(() => {
        for (const record of records) settleUrl(sql, record);
      });
    },

    sites: async () =>
      sql.all(
        SiteRow,
        `SELECT site, count(*) AS articles, min(first_seen) AS firstSeenAt, max(last_seen) AS lastSeenAt
         FROM article GROUP BY site ORDER BY site`,
      ),
    async close() {
      if (!db.isOpen) return;
      waiters.close();
      try {
        // Leaves one file behind where no other process has it open.
        db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (cause) {
        throw new StoreError(`${file} could not be tidied up at the end; nothing is lost`, { cause });
      } finally {
        db.close();
      }
    },
  };
}
