import type { UrlRecord } from '../model/url-record.ts';

/**
 * A known URL that is asked for again; null where it stays as it is. A run asks for a URL once: when its crawl is
 * started again after a kill, what it already fetched is not fetched anew. Only what the run had passed over (another
 * host's crawl met it, or it lay too deep) may still be fetched in it. The biography lives on.
 */
export function requeuedUrl(known: UrlRecord, asked: UrlRecord): UrlRecord | null {
  const passedOver =
    known.outcome === 'out-of-scope' || (known.outcome === 'budget' && asked.depth < known.depth);
  if (known.runId !== null && known.runId === asked.runId && !passedOver) return null;
  return {
    ...asked,
    discovery: known.discovery,
    firstSeenAt: known.firstSeenAt,
    lastFetch: known.lastFetch,
    articleId: known.articleId,
  };
}
