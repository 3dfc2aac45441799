import { z } from 'zod';

/** One piece of evidence for when an article appeared. Two pieces may disagree; none is thrown away. */
export const DateEvidence = z.object({
  kind: z.enum([
    'claimed',
    'json-ld',
    'open-graph',
    'url',
    'feed',
    'sitemap',
    'last-modified',
    'first-seen',
    'text',
    'story',
  ]),
  raw: z.string(),
  /** ISO 8601, as fine as known; null where the raw text could not be read. */
  iso: z.string().nullable(),
  /** Null: no zone was named, and none is assumed. */
  zone: z.string().nullable(),
});
export type DateEvidence = z.infer<typeof DateEvidence>;

/** Is the claimed date borne out by the evidence? Never "fake": that is not ours to say. */
export const DateVerdict = z.enum(['consistent', 'late', 'backdated', 'unknown']);
export type DateVerdict = z.infer<typeof DateVerdict>;
