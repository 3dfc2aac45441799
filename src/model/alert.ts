import { z } from 'zod';
import { AlertRule } from './alert-rule.ts';
import { Instant } from './instant.ts';
import { SavedSearch } from './saved-search.ts';

/** One thing that a saved search was to tell of. */
export const Alert = z.object({
  /** Made of search, rule and subject: the same thing is raised once, whoever looks. */
  id: z.string(),
  search: SavedSearch.shape.name,
  rule: AlertRule,
  at: Instant,
  /** The story, or the time that was looked at (its first instant). */
  subject: z.string(),
  title: z.string(),
  /** What happened, in one sentence. */
  text: z.string(),
  /** Articles in that time, or members of the story. */
  articles: z.int().nonnegative(),
  /** "estimate": they are projected from an even sample, and so is what was usual. */
  articlesAre: z
    .enum(['exact', 'estimate'])
    .default('exact')
    .describe('counted · projected from an even sample'),
  /** What was usual in as long a time; null where nothing is compared. */
  usual: z.number().nonnegative().nullable(),
  storyId: z.string().nullable(),
  /** Sites that tell the story. */
  sites: z.int().nonnegative().nullable(),
});
export type Alert = z.infer<typeof Alert>;
