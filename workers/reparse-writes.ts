import type { Article } from '../src/model/article.ts';
import { samePlace } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { type ArchivedPage, type ReadAgainNeeds, readAgain } from './read-again.ts';

export type ReparseWriteNeeds = Omit<ReadAgainNeeds, 'store'> & {
  store: ReadAgainNeeds['store'] & Pick<ArticleStore, 'remove' | 'settle'>;
  now: () => Date;
};

const mostTries = 3;

/**
 * Writes an article as today's parsers read it. One that was visited in between is left to that visit.
 *
 * @param reads what comparing gave
 */
export async function rewriteArticle(
  reads: Article,
  archived: ArchivedPage,
  needs: ReparseWriteNeeds,
): Promise<void> {
  await retried(async () => {
    const current = await needs.store.article(reads.id);
    if (!current?.snapshot || !samePlace(current.snapshot, archived.snapshot)) return;
    const planned = await readAgain(archived, { at: current.lastSeenAt, reads }, needs);
    // The visit's outcome stays what it was.
    if (planned) await needs.store.commit({ ...planned, at: needs.now().toISOString(), urls: [] });
  });
}

/** Stores an article under the canonical address that is read today, and takes the old one out. */
export async function moveArticle(
  article: Article,
  archived: ArchivedPage,
  needs: ReparseWriteNeeds,
): Promise<void> {
  const { store } = needs;
  const now = needs.now().toISOString();
  await retried(async () => {
    const planned = await readAgain(archived, { at: article.firstSeenAt }, needs);
    const write = planned?.articles[0];
    if (!planned || !write) return;
    const gone = () =>
      store.remove(article.id, `read again: its address is ${write.article.canonicalUrl}`, now);
    // A kill came after the commit: what is left to do is the other half.
    const there = await store.article(write.article.id);
    if (there?.snapshot && samePlace(there.snapshot, archived.snapshot)) {
      await gone();
      return;
    }
    const seen = { ...write.article, lastSeenAt: article.lastSeenAt };
    const articles = planned.articles.map((one) => (one === write ? { ...write, article: seen } : one));
    const urls = settled(planned.urls, now);
    await store.commit({ ...planned, articles, at: now, urls });
    await gone();
  });
}

/** Takes out what is no article for today's parsers, and gives its URL the outcome that they give it. */
export async function removeLost(
  article: Article,
  record: UrlRecord,
  needs: ReparseWriteNeeds,
): Promise<void> {
  const now = needs.now().toISOString();
  // First, so that taking the article out does not mark this URL removed, and a kill in between leaves the article to be
  // found and taken out again.
  await needs.store.settle(settled([record], now));
  await needs.store.remove(article.id, `read again: ${record.reason}`, now);
}

/** Stores the article that is found today in a page that gave none, with the times of its visit. */
export async function addFound(archived: ArchivedPage, at: string, needs: ReparseWriteNeeds): Promise<void> {
  const now = needs.now().toISOString();
  await retried(async () => {
    const planned = await readAgain(archived, { at }, needs);
    if (planned) await needs.store.commit({ ...planned, at: now, urls: settled(planned.urls, now) });
  });
}

function settled(records: readonly UrlRecord[], now: string): UrlRecord[] {
  return records.map((record) => ({ ...record, reason: `${record.reason} (read again)`, updatedAt: now }));
}

/** Another writer may be first: then what is decided on is read anew. */
async function retried(write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      const stale = error instanceof Error && 'code' in error && error.code === 'stale-commit';
      if (!stale || attempt === mostTries) throw error;
    }
  }
}
