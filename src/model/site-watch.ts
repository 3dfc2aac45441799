import { z } from 'zod';
import { SignSide } from './drift.ts';
import { Instant } from './instant.ts';
import { markNames, measureNames } from './page-signs.ts';

/** What is usual for the pages of one template, or of a whole site. */
export const Usual = z.object({
  pages: z.int().nonnegative(),
  /** How often each mark was there and not; older pages count less and less. */
  marks: z.partialRecord(z.enum(markNames), z.object({ yes: z.number(), no: z.number() })),
  /** The last values, oldest first. */
  measures: z.partialRecord(z.enum(measureNames), z.array(z.number())),
  /** The site's count of pages when it was last seen. */
  usedAt: z.int().nonnegative(),
});
export type Usual = z.infer<typeof Usual>;

/** Evidence for a change in one direction. */
export const DoubtSide = z.object({
  /** Running sum of log-likelihood ratios; 0: no doubt. */
  sum: z.number().nonnegative(),
  /** It was told, and stands in the open drift until the sum is 0 again. */
  told: z.boolean(),
  /** Pages since the sum left 0; the first of them is where the change began, if it is one. */
  pages: z.int().nonnegative(),
  since: z.object({ url: z.url(), at: Instant }).nullable(),
});
export type DoubtSide = z.infer<typeof DoubtSide>;

export const Doubt = z.object({
  fewer: DoubtSide,
  more: DoubtSide,
  /** What pages showed since one of the sums left 0: it is learned when both are back there. */
  pending: z.array(z.object({ template: z.string(), value: z.number() })),
});
export type Doubt = z.infer<typeof Doubt>;

/** What is known of a site's pages, and what is in doubt. Key: the site as articles name it. */
export const SiteWatch = z.object({
  site: z.string(),
  /** Pages looked at so far. */
  pages: z.int().nonnegative(),
  shapes: z.record(
    z.string(),
    z.object({ pages: z.number(), articles: z.number(), lists: z.number(), usedAt: z.number() }),
  ),
  /** By template fingerprint; "*": the site as a whole. */
  usual: z.record(z.string(), Usual),
  doubts: z.partialRecord(z.enum([...markNames, ...measureNames]), Doubt),
  languages: z.record(z.string(), z.number()),
  /** Of the last pages, oldest first. */
  recent: z.array(
    z.object({
      url: z.string(),
      address: z.string().nullable(),
      title: z.string().nullable(),
      opening: z.string().nullable(),
      date: z.string().nullable(),
    }),
  ),
  /** Held for a doubt that may pass, with the signs that have to pass. */
  held: z.array(z.object({ url: z.string(), signs: z.array(SignSide) })),
  /** Of the last pages, so that a job that runs twice counts once. */
  verdicts: z.array(z.object({ key: z.string(), reason: z.string().nullable(), signs: z.array(SignSide) })),
  /** New articles by day (UTC), oldest first; a day on which the site was visited. */
  days: z.array(z.object({ day: z.iso.date(), articles: z.int().nonnegative() })),
  volume: z.object({
    sum: z.number().nonnegative(),
    /** The day on which the sum left 0. */
    since: z.iso.date().nullable(),
    judgedUntil: z.iso.date().nullable(),
    told: z.boolean(),
  }),
  driftId: z.string().nullable(),
});
export type SiteWatch = z.infer<typeof SiteWatch>;
