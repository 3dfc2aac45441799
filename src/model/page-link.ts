import { z } from 'zod';

/** A link of a page, with the list it stands in. Lists are told by their headings. */
export const PageLink = z.object({
  block: z.enum(['related', 'ranking', 'recommendation', 'navigation', 'inline']),
  /** From 1, in page order inside its block. */
  position: z.int().positive(),
  /** The whole headline where the page keeps it in an attribute; else the text as printed. */
  text: z.string(),
  url: z.url(),
});
export type PageLink = z.infer<typeof PageLink>;
