import type { Archive, PageAddresses } from '../archive/archive.ts';
import { bareHost } from '../model/bare-host.ts';
import { isTakenOut } from '../model/is-taken-out.ts';
import type { Removed } from '../model/removal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { UrlRecord } from '../model/url-record.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { HealthStore } from '../store/health-store.ts';

export type RemovalNeeds = {
  store: Pick<ArticleStore, 'url' | 'urls' | 'urlsOfArticle' | 'article' | 'revisions' | 'remove' | 'settle'>;
  archive: Pick<Archive, 'erase' | 'places'>;
  history: Pick<ChangeHistory, 'redact'>;
  operations: Pick<HealthStore, 'letGo' | 'forgetSite'>;
  now: () => Date;
};

/** How far a removal is, and whether it is to stop. */
export type RemovalCourse = {
  /** Counted on. */
  removed: Removed;
  /** Pages of the archive that were looked at; counted on. */
  looked: number;
  /** Between two pages, URLs or articles it may be stopped; asked for again, it goes on with what is left. */
  signal: AbortSignal;
};

export function newCourse(signal: AbortSignal): RemovalCourse {
  return { removed: { articles: 0, urls: 0, pages: 0 }, looked: 0, signal };
}

const urlsAtOnce = 500;

/**
 * Takes a URL out on request: its article with every revision and every address (a tombstone tells followers, also in the
 * place of what the feed told of it before), its search index, and the bytes of all its pages in the archive, of visits
 * that changed nothing too. What is left is its record, with the outcome `removed`.
 */
export async function removeUrl(
  url: string,
  reason: string,
  course: RemovalCourse,
  needs: RemovalNeeds,
): Promise<void> {
  const record = await needs.store.url(url);
  if (!record) return;
  const urls = new Set((await addressesOf(record, needs)).map((one) => one.url));
  await erasePages((one) => urls.has(one), course, needs);
  if (course.signal.aborted) return;
  // Read again: the look through the archive takes its time, and what another run has asked for meanwhile is left to it.
  await removeRecord((await needs.store.url(url)) ?? record, reason, course.removed, needs);
}

/** The same for every URL of these hosts, with what is known of the sites' health. */
export async function removeHosts(
  hosts: readonly string[],
  reason: string,
  course: RemovalCourse,
  needs: RemovalNeeds,
): Promise<void> {
  const unwanted = new Set(hosts);
  await erasePages((url) => unwanted.has(URL.parse(url)?.host ?? ''), course, needs);
  for (const host of hosts) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<ArticleStore['urls']>> = await needs.store.urls({
        ...{ host, limit: urlsAtOnce, cursor },
      });
      for (const record of page.urls) {
        if (course.signal.aborted) return;
        if (!isTakenOut(record)) await removeRecord(record, reason, course.removed, needs);
      }
      cursor = page.next;
    } while (cursor !== null);
    await needs.operations.forgetSite(bareHost(host));
  }
}

/** The same for articles with all their addresses; the archive is looked through once for all of them. */
export async function removeArticles(
  ids: readonly string[],
  reason: string,
  course: RemovalCourse,
  needs: RemovalNeeds,
): Promise<void> {
  const urls = new Set<string>();
  for (const id of ids) for (const { url } of await needs.store.urlsOfArticle(id)) urls.add(url);
  await erasePages((url) => urls.has(url), course, needs);
  for (const id of ids) {
    if (course.signal.aborted) return;
    const [record] = await needs.store.urlsOfArticle(id);
    if (record) await removeRecord(record, reason, course.removed, needs);
    else await removeArticle(id, { reason, at: needs.now().toISOString() }, course.removed, needs);
  }
}

/** First the bytes: after a kill the rest is still there to be found and removed again. */
async function erasePages(
  isUnwanted: (url: string) => boolean,
  course: RemovalCourse,
  { archive }: RemovalNeeds,
): Promise<void> {
  const isWanted = ({ url, finalUrl }: PageAddresses) => {
    course.looked += 1;
    return isUnwanted(url) || isUnwanted(finalUrl);
  };
  for await (const snapshot of archive.places(isWanted, course.signal))
    if (await archive.erase(snapshot)) course.removed.pages += 1;
}

/** A URL beside every other address of its article. */
async function addressesOf(record: UrlRecord, { store }: RemovalNeeds): Promise<UrlRecord[]> {
  const others = record.articleId === null ? [] : await store.urlsOfArticle(record.articleId);
  return [record, ...others.filter(({ url }) => url !== record.url)];
}

async function removeRecord(
  record: UrlRecord,
  reason: string,
  removed: Removed,
  needs: RemovalNeeds,
): Promise<void> {
  const { store, archive, operations, now } = needs;
  // One time for all of it, so that the life of the address tells of it once.
  const at = now().toISOString();
  const addresses = await addressesOf(record, needs);
  for (const { lastFetch } of addresses)
    if (lastFetch?.snapshot && (await archive.erase(lastFetch.snapshot))) removed.pages += 1;
  if (record.articleId !== null) await removeArticle(record.articleId, { reason, at }, removed, needs);
  await operations.letGo(addresses.map(({ url }) => url));
  // Last: after a kill before it, all of this is done again.
  await store.settle(
    addresses.map(({ rhythm: _, ...one }) => ({
      ...{ ...one, outcome: 'removed', waitsFor: null, reason, updatedAt: at },
      lastFetch: one.lastFetch && { ...one.lastFetch, snapshot: null, etag: null, lastModified: null },
    })),
  );
  removed.urls += addresses.filter((one) => !isTakenOut(one)).length;
}

async function removeArticle(
  id: string,
  { reason, at }: { reason: string; at: string },
  removed: Removed,
  { store, archive, history }: RemovalNeeds,
): Promise<void> {
  const article = await store.article(id);
  const snapshots: (Snapshot | null | undefined)[] = [article?.snapshot];
  if (article) for (const { snapshot } of await store.revisions(id)) snapshots.push(snapshot);
  for (const snapshot of snapshots) if (snapshot && (await archive.erase(snapshot))) removed.pages += 1;
  if (article && (await store.remove(id, reason, at))) removed.articles += 1;
  await history.redact(id);
}
