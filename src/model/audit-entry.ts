import { z } from 'zod';
import { Instant } from './instant.ts';

/** Something that a person (or a program with a key) changed by hand. */
export const AuditEntry = z.object({
  at: Instant,
  /** "cli:ada", "key:key_x (newsroom)". */
  who: z.string().min(1).max(200),
  /** What was done: "quarantine release", "POST /v1/webhooks". */
  action: z.string().min(1).max(200),
  /** To what: an id, a site, a URL; null: to the whole. */
  subject: z.string().max(2_000).nullable(),
  /** One sentence more, where there is one. */
  note: z.string().max(2_000).nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
