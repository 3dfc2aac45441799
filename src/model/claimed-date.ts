import { z } from 'zod';

/** The date a page claims for itself: evidence, not truth. */
export const ClaimedDate = z.object({
  /** As printed: "Date:2025-04-16 12:47:42". */
  raw: z.string(),
  /** ISO 8601, no finer than `precision`, with an offset only where `zone` is known. */
  iso: z.string().nullable(),
  precision: z.enum(['month', 'day', 'hour', 'minute', 'second']),
  /** "Z", an offset such as "+08:00", or an IANA name; null: the page names none, and none is assumed. */
  zone: z.string().nullable(),
});
export type ClaimedDate = z.infer<typeof ClaimedDate>;
