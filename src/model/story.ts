import { z } from 'zod';
import { Instant } from './instant.ts';

/** One story and its copies. */
export const Story = z.object({
  id: z.string(),
  /** The title of the member that is most probably the original. */
  title: z.string().nullable(),
  /** Article ids in order of first sight. */
  members: z.array(z.string()),
  sites: z.array(z.string()),
  /** The earliest evidence that we hold, never "the truth". */
  earliest: z.object({
    articleId: z.string(),
    /** ISO 8601, as fine as known. */
    iso: z.string().nullable(),
    kind: z.string(),
    reason: z.string(),
    confidence: z.number().min(0).max(1),
  }),
  spread: z.object({
    firstSeenAt: Instant,
    lastSeenAt: Instant,
    copies: z.int().nonnegative(),
    sites: z.int().positive(),
    /** Median of the members' `lagDays`; null where none is known. */
    medianLagDays: z.number().nullable(),
  }),
});
export type Story = z.infer<typeof Story>;
