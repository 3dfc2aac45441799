import type { Archive } from '../archive/archive.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { UrlRecord } from '../model/url-record.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { HealthStore } from '../store/health-store.ts';

export type RemovalNeeds = {
  store: Pick<ArticleStore, 'url' | 'urls' | 'article' | 'revisions' | 'remove' | 'settle'>;
  archive: Pick<Archive, 'erase'>;
  history: Pick<ChangeHistory, 'redact'>;
  operations: Pick<HealthStore, 'letGo' | 'forgetSite'>;
  now: () => Date;
};

export type Removed = { articles: number; urls: number; pages: number };

const urlsAtOnce = 500;

/**
 * Takes a URL out on request: its article with every revision (a tombstone tells followers, also in the place of what the
 * feed told of it before), its search index, and the bytes of its pages in the archive. What is left is its record, with the outcome `removed`.
 */
export async function removeUrl(url: string, reason: string, needs: RemovalNeeds): Promise<Removed> {
  const record = await needs.store.url(url);
  const removed: Removed = { articles: 0, urls: 0, pages: 0 };
  if (record) await removeRecord(record, reason, removed, needs);
  return removed;
}

/** The same for every URL of these hosts, with what is known of the sites' health. */
export async function removeHosts(
  hosts: readonly string[],
  reason: string,
  needs: RemovalNeeds,
): Promise<Removed> {
  const removed: Removed = { articles: 0, urls: 0, pages: 0 };
  for (const host of hosts) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<ArticleStore['urls']>> = await needs.store.urls({
        ...{ host, limit: urlsAtOnce, cursor },
      });
      for (const record of page.urls) await removeRecord(record, reason, removed, needs);
      cursor = page.next;
    } while (cursor !== null);
    await needs.operations.forgetSite(host.replace(/^www\./, ''));
  }
  return removed;
}

async function removeRecord(
  record: UrlRecord,
  reason: string,
  removed: Removed,
  { store, archive, history, operations, now }: RemovalNeeds,
): Promise<void> {
  const at = now().toISOString();
  const article = record.articleId ? await store.article(record.articleId) : null;
  const snapshots: (Snapshot | null | undefined)[] = [record.lastFetch?.snapshot, article?.snapshot];
  if (article) for (const { snapshot } of await store.revisions(article.id)) snapshots.push(snapshot);
  // First the bytes: after a kill the rest is still there to be found and removed again.
  for (const snapshot of snapshots) if (snapshot && (await archive.erase(snapshot))) removed.pages += 1;
  if (article && (await store.remove(article.id, reason, at))) removed.articles += 1;
  if (record.articleId) await history.redact(record.articleId);
  const lastFetch = record.lastFetch && {
    ...record.lastFetch,
    snapshot: null,
    etag: null,
    lastModified: null,
  };
  await store.settle([{ ...record, outcome: 'removed', waitsFor: null, reason, updatedAt: at, lastFetch }]);
  await operations.letGo([record.url]);
  removed.urls += 1;
}
