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
 * meanwhile is left to that visit.
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
    const some = pages.slice(first, first + pagesInBatch);
    const waiting = [];
    for (const page of some) {
      const record = await store.url(page.url);
      const snapshot = record?.lastFetch?.snapshot;
      if (record?.outcome !== 'quarantined' || !snapshot || !samePlace(snapshot, page.snapshot)) continue;
      await store.settle([{ ...record, outcome: 'queued', waitsFor: 'ingest', reason, updatedAt: at }]);
      waiting.push({ url: page.url, snapshot });
    }
    if (waiting.length > 0) {
      await queue.add([ingestJob({ runId: `held-${at}`, pages: waiting, letThrough: true })]);
      released += waiting.length;
    }
    // Last: after a kill before this line they are held still, and are released again.
    await operations.letGo(some.map(({ url }) => url));
  }
  return released;
}
