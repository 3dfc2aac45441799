import type { HeldPage } from '../src/model/drift.ts';
import { samePlace } from '../src/model/snapshot.ts';
import type { JobQueue } from '../src/queue/job-queue.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { HealthStore } from '../src/store/health-store.ts';
import { ingestJob } from './jobs.ts';

export type ReleaseNeeds = {
  operations: Pick<HealthStore, 'letGo'>;
  store: Pick<ArticleStore, 'url' | 'settle'>;
  queue: Pick<JobQueue, 'add'>;
  now: () => Date;
};

const pagesInBatch = 16;

/**
 * Runs held pages again, without another look at their health, and gives back how many. A URL that was fetched again
 * meanwhile is left to that visit. One that its job has yet to quarantine stays held, to be released later: let go of now,
 * it would be quarantined and held by nobody.
 *
 * @param reason one sentence, for the biography of the URLs
 */
export async function releasePages(
  pages: readonly HeldPage[],
  reason: string,
  { operations, store, queue, now }: ReleaseNeeds,
): Promise<number> {
  const at = now().toISOString();
  let released = 0;
  for (let first = 0; first < pages.length; first += pagesInBatch) {
    const waiting = [];
    const done = [];
    for (const { url, snapshot } of pages.slice(first, first + pagesInBatch)) {
      const record = await store.url(url);
      const last = record?.lastFetch?.snapshot;
      const isVisit = last != null && samePlace(last, snapshot);
      // What this function wrote before a kill is done once more.
      const isOurs = record?.outcome === 'quarantined' || record?.reason === reason;
      if (record && isVisit && !isOurs && record.waitsFor === 'ingest') continue;
      done.push(url);
      if (!record || !isVisit || !isOurs) continue;
      await store.settle([{ ...record, outcome: 'queued', waitsFor: 'ingest', reason, updatedAt: at }]);
      waiting.push({ url, snapshot });
    }
    if (waiting.length > 0) {
      await queue.add([ingestJob({ runId: `held-${at}`, pages: waiting, letThrough: true })]);
      released += waiting.length;
    }
    // Last: after a kill before this line they are held still, and are released again.
    await operations.letGo(done);
  }
  return released;
}
