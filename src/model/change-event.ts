import { z } from 'zod';
import { Article } from './article.ts';
import { Instant } from './instant.ts';
import { Story } from './story.ts';

/** An article as it travels in feeds and exports: all but the provenance, which has an address of its own. */
export const PublicArticle = Article.omit({ provenance: true });
export type PublicArticle = z.infer<typeof PublicArticle>;

const head = { seq: z.int().positive(), at: Instant, id: z.string(), revision: z.int().nonnegative() };

/** One change of the store. `seq` has no gaps and is given at commit: who has read N has read all before N. */
export const ChangeEvent = z.discriminatedUnion('type', [
  z.object({ ...head, type: z.literal('article.created'), data: PublicArticle }),
  z.object({ ...head, type: z.literal('article.updated'), data: PublicArticle }),
  /** The tombstone: what remains of a removed article, so that followers learn of it. */
  z.object({
    ...head,
    type: z.literal('article.removed'),
    data: z.object({ url: z.string(), reason: z.string() }),
  }),
  z.object({ ...head, type: z.literal('story.changed'), data: Story }),
  /** `id` has gone; its members now belong to `into`. */
  z.object({ ...head, type: z.literal('story.merged'), data: z.object({ into: z.string() }) }),
]);
export type ChangeEvent = z.infer<typeof ChangeEvent>;
