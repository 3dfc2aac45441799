import { z } from 'zod';
import { ParsedArticle } from './parsed-article.ts';

const field = ParsedArticle.keyof();
const count = z.int().nonnegative();

/** One article whose field today's parsers read otherwise. */
export const ReparseExample = z.object({
  articleId: z.string(),
  url: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type ReparseExample = z.infer<typeof ReparseExample>;

/** A page that became an article, is none any more, or is known by another address. */
export const ReparseMove = z.object({ url: z.string(), reason: z.string() });
export type ReparseMove = z.infer<typeof ReparseMove>;

/** What differs of one site. */
export const ReparseSite = z.object({
  /** As articles name it. */
  site: z.string(),
  changed: count,
  revisions: count,
  /** By field: articles in which it differs. */
  fields: z.partialRecord(field, count),
  found: count,
  lost: count,
  moved: count,
  failed: count,
});
export type ReparseSite = z.infer<typeof ReparseSite>;

/** What reading the archive again showed, and what of it was written. */
export const ReparseReport = z.object({
  applied: z.boolean(),
  /** Articles read again. */
  articles: count,
  /** Pages read again that gave no article before. */
  otherPages: count,
  /** Articles of which any field differs. */
  changed: count,
  /** Of these, the ones with a new text or title: each becomes a new revision. */
  revisions: count,
  /** Fields that differ, the one in most articles first. */
  fields: z.array(z.object({ field, articles: count, examples: z.array(ReparseExample) })),
  /** Sites of which anything differs or failed, the one with most of it first. */
  sites: z.array(ReparseSite),
  /** Articles that today's parsers find where none was found. */
  found: z.array(ReparseMove),
  /** Articles that today's parsers no longer take for one: removed, with a tombstone. */
  lost: z.array(ReparseMove),
  /** Articles with another canonical address: stored under it, the old one removed. */
  moved: z.array(ReparseMove),
  /** Text sketches of another version, made anew. */
  sketches: count,
  /** Pages that could not be read again, and writes that did not go through. */
  failed: z.array(ReparseMove),
  /** It was told to stop; what was written stays, and running it again goes on. */
  interrupted: z.boolean(),
});
export type ReparseReport = z.infer<typeof ReparseReport>;
