import { z } from 'zod';

/** "veryGood! (15)". A count that is absent or filled in by a script is null, never 0. */
export const Reaction = z.object({
  label: z.string(),
  count: z.int().nonnegative().nullable(),
  /** True where the page says "at least", as in "10万+". */
  atLeast: z.boolean(),
});
export type Reaction = z.infer<typeof Reaction>;
