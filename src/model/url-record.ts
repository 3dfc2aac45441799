import { z } from 'zod';
import { Instant } from './instant.ts';
import { Outcome } from './outcome.ts';
import { Snapshot } from './snapshot.ts';

/** How a URL came to be known. */
export const Discovery = z.object({
  by: z.enum(['start', 'list', 'sitemap', 'feed', 'link', 'redirect', 'canonical', 'paging', 'hand']),
  /** The page, sitemap or feed that named it; null for a start. */
  from: z.url().nullable(),
  /** The date that a sitemap or feed printed beside it. */
  date: z.string().nullable(),
});
export type Discovery = z.infer<typeof Discovery>;

/** Everything known of one URL. Key: the canonical form of the address (no fragment, no tracking). */
export const UrlRecord = z.object({
  url: z.url(),
  /** Lower-case host with port where it is not the scheme's own. */
  host: z.string(),
  outcome: Outcome,
  /** What a queued URL waits for; null for every other outcome. After a kill, only `fetch` is fetched again. */
  waitsFor: z.enum(['fetch', 'ingest']).nullable(),
  /** Why, in one sentence: "HTTP 404", "robots.txt line 3: Disallow: /e/". */
  reason: z.string(),
  discovery: Discovery,
  /** Links from the nearest start: 0 for a start. */
  depth: z.int().nonnegative(),
  /** Smaller is fetched sooner: lists, feeds and paging before plain links. */
  priority: z.int(),
  runId: z.string().nullable(),
  firstSeenAt: Instant,
  updatedAt: Instant,
  /** Of the last answer, for conditional requests and for the biography. */
  lastFetch: z
    .object({
      at: Instant,
      status: z.int(),
      finalUrl: z.url(),
      etag: z.string().nullable(),
      lastModified: z.string().nullable(),
      digest: z.string().nullable(),
      snapshot: Snapshot.nullable(),
    })
    .nullable(),
  articleId: z.string().nullable(),
});
export type UrlRecord = z.infer<typeof UrlRecord>;
