import { z } from 'zod';
import { DateEvidence, DateVerdict } from './date-evidence.ts';
import { Instant } from './instant.ts';
import { Outcome } from './outcome.ts';
import { ParsedArticle } from './parsed-article.ts';
import { Snapshot } from './snapshot.ts';

/** How an article stands to the others of its story. */
export const Relation = z.enum(['original', 'copy', 'excerpt', 'revision', 'unique']);
export type Relation = z.infer<typeof Relation>;

/** A ParsedArticle at rest. */
export const Article = ParsedArticle.extend({
  /** 32 hex digits from the canonical URL: stable for ever. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** From 1; raised when the cleaned text or title changed. */
  revision: z.int().positive(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  storyId: z.string(),
  relation: Relation,
  dateEvidence: z.array(DateEvidence),
  dateVerdict: DateVerdict,
  /** Why the verdict stands, one sentence each. */
  dateReasons: z.array(z.string()),
  /** Days from the best evidence to the claimed date; negative: claimed before; null: unknown. */
  lagDays: z.number().nullable(),
  snapshot: Snapshot.nullable(),
  outcome: Outcome,
});
export type Article = z.infer<typeof Article>;
