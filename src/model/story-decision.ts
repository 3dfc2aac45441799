import { z } from 'zod';
import { Instant } from './instant.ts';

/** What a person decided about two articles: it stands above what their texts say. */
export const StoryDecision = z.object({
  /** joined: they tell one story; parted: the first does not tell the story of the other. */
  kind: z.enum(['joined', 'parted']),
  articleId: z.string(),
  otherId: z.string(),
  at: Instant,
});
export type StoryDecision = z.infer<typeof StoryDecision>;
