import { z } from 'zod';
import { ReparseReport } from './reparse-report.ts';

/** URLs whose page was kept and gave no article: today's parsers may find one. */
export const withoutArticle = ['not-article', 'parse-refused', 'quarantined'] as const;

/** Where reading again goes on: the articles by id, then the other pages by outcome and address. */
export const ReparsePlace = z.discriminatedUnion('in', [
  z.object({ in: z.literal('articles'), after: z.string() }),
  z.object({ in: z.literal('others'), outcome: z.enum(withoutArticle), cursor: z.string().nullable() }),
  z.object({ in: z.literal('end') }),
]);
export type ReparsePlace = z.infer<typeof ReparsePlace>;

/** How far a reparse has come, so that one that was stopped or killed goes on. */
export const ReparseProgress = z.object({
  place: ReparsePlace,
  /** Told in the report already; whether all of it was written is not known. */
  writing: z.object({ sketches: z.boolean(), articles: z.array(z.string()), urls: z.array(z.string()) }),
  /** Articles that it stored itself: they are not read again. */
  made: z.array(z.string()),
  report: ReparseReport,
});
export type ReparseProgress = z.infer<typeof ReparseProgress>;
