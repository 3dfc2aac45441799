import { z } from 'zod';
import { AlertRule } from './alert-rule.ts';
import { Instant } from './instant.ts';

/** A query with a name: what a feed, a webhook or a follower is for. */
export const SavedSearch = z.object({
  /** Goes into addresses: small letters, digits and hyphens. */
  name: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'small letters, digits and hyphens, up to 60'),
  title: z.string().min(1).max(200),
  /** In the query language. */
  q: z.string().min(1).max(20_000),
  /** When it tells of something by itself; none: it never does. */
  alerts: z.array(AlertRule).max(10).optional(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedSearch = z.infer<typeof SavedSearch>;
