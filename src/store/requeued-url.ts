import type { UrlRecord } from '../model/url-record.ts';

/**
 * A known URL that is asked for again; null where it stays as it is. A run asks for a URL once: when its crawl is
 * started again after a kill, what it already fetched is not fetched anew. The biography lives on.
 */
export function requeuedUrl(known: UrlRecord, asked: UrlRecord): UrlRecord | null {
  if (known.runId !== null && known.runId === asked.runId) return null;
  return {
    ...asked,
    discovery: known.discovery,
    firstSeenAt: known.firstSeenAt,
    lastFetch: known.lastFetch,
    articleId: known.articleId,
  };
}
