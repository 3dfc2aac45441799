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
  /** Its place among the links of that page, from 1; left out: not known. */
  position: z.int().positive().optional(),
});
export type Discovery = z.infer<typeof Discovery>;

/** What the visits to a URL taught, and when the next one is due. */
export const VisitRhythm = z.object({
  firstAt: Instant,
  visits: z.int().nonnegative(),
  /** Visits that found something new since the one before. */
  changes: z.int().nonnegative(),
  /** Time looked over for changes; of a stretch in which one came, half. */
  watchedMs: z.number().nonnegative(),
  /** Visits in a row that brought nothing. */
  failures: z.int().nonnegative(),
  /** The addresses that it led to, as one short digest; null: none yet. */
  links: z.string().nullable(),
  /** Visits of the service leave it alone until then; null: for good (it has a schedule of its own, or was seen enough). */
  nextAt: Instant.nullable(),
});
export type VisitRhythm = z.infer<typeof VisitRhythm>;

/** One thing that was decided of a URL. */
export const UrlDecision = z.object({
  at: Instant,
  outcome: Outcome,
  reason: z.string(),
  runId: z.string().nullable(),
});
export type UrlDecision = z.infer<typeof UrlDecision>;

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
  /** Left out: it was never visited. */
  rhythm: VisitRhythm.optional(),
});
export type UrlRecord = z.infer<typeof UrlRecord>;

/** What a record decides of its URL. */
export function decisionOf({ updatedAt: at, outcome, reason, runId }: UrlRecord): UrlDecision {
  return { at, outcome, reason, runId };
}
