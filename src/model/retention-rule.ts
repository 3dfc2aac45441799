import { z } from 'zod';

/** Which articles are let go of, and when. Without `sites` and `query`: all that are older. */
export const RetentionRule = z.strictObject({
  /** Followers read it in the tombstone. */
  name: z.string().regex(/^[\w.-]{1,60}$/, 'write a name of letters, digits, ".", "_" and "-"'),
  /** By the name of the site file, or by host. */
  sites: z.array(z.string().min(1)).min(1, 'name a site, or leave the key out').max(1_000).optional(),
  /** Only what fits it, in the language of searches. */
  query: z.string().min(1).max(4_000).optional(),
  olderThanDays: z.int().min(1, 'write 1 day or more').max(36_500),
  /** What its age counts from. */
  by: z.enum(['firstSeenAt', 'lastSeenAt']).default('firstSeenAt'),
});
export type RetentionRule = z.infer<typeof RetentionRule>;
