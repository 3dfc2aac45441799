import { z } from 'zod';
import { Instant } from './instant.ts';
import { Snapshot } from './snapshot.ts';

/** An older text of an article, kept when the cleaned text changed. */
export const Revision = z.object({
  articleId: z.string(),
  revision: z.int().positive(),
  title: z.string().nullable(),
  body: z.string(),
  /** When this text was first and last seen. */
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  snapshot: Snapshot.nullable(),
});
export type Revision = z.infer<typeof Revision>;
