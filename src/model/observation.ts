import { z } from 'zod';
import { Instant } from './instant.ts';
import { PageLink } from './page-link.ts';
import { Reaction } from './reaction.ts';

/** One visit to an article: what may change without the text changing. Missing stays missing. */
export const Observation = z.object({
  articleId: z.string(),
  at: Instant,
  reactions: z.array(Reaction),
  views: z.int().nonnegative().nullable(),
  /** Links of the related, ranking and recommendation lists as they stood then. */
  lists: z.array(PageLink),
});
export type Observation = z.infer<typeof Observation>;
