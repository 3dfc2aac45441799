import type { Page } from '../../src/model/page.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { UrlRecord } from '../../src/model/url-record.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { storyTools } from '../../src/stories/story-tools.ts';
import { ingest } from '../../workers/ingest.ts';
import { inventedArticle } from '../invented-article.ts';

/** The text that an address had when it was visited. */
export type Visit = {
  url: string;
  title: string;
  paragraphs: readonly string[];
  /** The day that the page claims; left out: one for all. */
  claimedOn?: string;
};

/** Visits as one batch of the job that takes pages in: archive and parsers are passed by. */
export async function ingestVisits(
  visits: readonly Visit[],
  atMs: number,
  store: ArticleStore,
): Promise<void> {
  const at = new Date(atMs).toISOString();
  const parsed = new Map<string, ParsedArticle>();
  const pages = visits.map(({ url, title, paragraphs, claimedOn }) => {
    const body = paragraphs.join('\n\n');
    const claimed: Partial<ParsedArticle> = claimedOn
      ? {
          site: new URL(url).host,
          claimedDate: { raw: claimedOn, iso: claimedOn, precision: 'day', zone: null },
        }
      : {};
    const text = { url, canonicalUrl: url, title, paragraphs: [...paragraphs], body };
    parsed.set(url, inventedArticle({ ...text, ...claimed }));
    return { url, snapshot: { file: url, offsetBytes: 0, lengthBytes: 0, digest: '' } };
  });
  await store.settle(visits.map(({ url }) => waiting(url, at)));
  await ingest(
    { runId: 'r', pages },
    {
      archive: { read: async ({ file }) => archived(file, at) },
      parse: async ({ url }) => parsed.get(url) ?? inventedArticle({ url }),
      joinPages: ([first]) => first ?? inventedArticle(),
      stories: storyTools,
      store,
      now: () => new Date(atMs),
    },
  );
}

function archived(url: string, fetchedAt: string): Page {
  const body = new Uint8Array();
  return { url, finalUrl: url, fetchedAt, status: 200, headers: {}, body, via: 'http', digest: '' };
}

function waiting(url: string, at: string): UrlRecord {
  return {
    url,
    host: new URL(url).host,
    outcome: 'queued',
    waitsFor: 'ingest',
    reason: 'HTTP 200',
    discovery: { by: 'start', from: null, date: null },
    depth: 0,
    priority: 0,
    runId: 'r',
    firstSeenAt: at,
    updatedAt: at,
    lastFetch: null,
    articleId: null,
  };
}
