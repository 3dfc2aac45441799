import { z } from 'zod';
import { Instant } from '../model/instant.ts';

/**
 * What a page is expected to give, in the short form that a person writes: a date as its ISO text, a link list as its
 * addresses. Only what is named here is compared.
 */
export const ExpectedFields = z
  .strictObject({
    kind: z.enum(['article', 'list', 'other']),
    canonicalUrl: z.url(),
    siteName: z.string().nullable(),
    title: z.string().nullable(),
    authors: z.array(z.string()),
    category: z.string().nullable(),
    /** As fine as known, with an offset only where the page names a zone. */
    claimedDate: z.string().nullable(),
    modifiedDate: z.string().nullable(),
    paragraphs: z.array(z.string()),
    language: z.string().nullable(),
    dateline: z.string().nullable(),
    wireCredit: z.string().nullable(),
    source: z.string().nullable(),
    views: z.int().nonnegative().nullable(),
    reactions: z.array(z.strictObject({ label: z.string(), count: z.int().nonnegative().nullable() })),
    related: z.array(z.url()),
    ranking: z.array(z.url()),
    recommendation: z.array(z.url()),
  })
  .partial();
export type ExpectedFields = z.infer<typeof ExpectedFields>;

/** `examples/<slug>/expected.json`: how the page beside it was served, and what it has to give. */
export const SiteExampleFile = z.strictObject({
  url: z.url(),
  /** Chooses the dated version, and what "3 hours ago" counts back from. */
  fetchedAt: Instant,
  /** As received; left out: the server named none. */
  contentType: z.string().optional(),
  fields: ExpectedFields.refine(
    (fields) => Object.keys(fields).length > 0,
    'name at least one field, such as "title"',
  ),
});
export type SiteExampleFile = z.infer<typeof SiteExampleFile>;
