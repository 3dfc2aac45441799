import type { ParsedArticle } from './parsed-article.ts';

/** One article whose field today's parsers read otherwise. */
export type ReparseExample = { articleId: string; url: string; before: unknown; after: unknown };

/** A page that became an article, is none any more, or is known by another address. */
export type ReparseMove = { url: string; reason: string };

/** What differs of one site. */
export type ReparseSite = {
  /** As articles name it. */
  site: string;
  changed: number;
  revisions: number;
  /** By field: articles in which it differs. */
  fields: Partial<Record<keyof ParsedArticle, number>>;
  found: number;
  lost: number;
  moved: number;
  failed: number;
};

/** What reading the archive again showed, and what of it was written. */
export type ReparseReport = {
  applied: boolean;
  /** Articles read again. */
  articles: number;
  /** Pages read again that gave no article before. */
  otherPages: number;
  /** Articles of which any field differs. */
  changed: number;
  /** Of these, the ones with a new text or title: each becomes a new revision. */
  revisions: number;
  /** Fields that differ, the one in most articles first. */
  fields: { field: keyof ParsedArticle; articles: number; examples: ReparseExample[] }[];
  /** Sites of which anything differs or failed, the one with most of it first. */
  sites: ReparseSite[];
  /** Articles that today's parsers find where none was found. */
  found: ReparseMove[];
  /** Articles that today's parsers no longer take for one: removed, with a tombstone. */
  lost: ReparseMove[];
  /** Articles with another canonical address: stored under it, the old one removed. */
  moved: ReparseMove[];
  /** Text sketches of another version, made anew. */
  sketches: number;
  /** Pages that could not be read again, and writes that did not go through. */
  failed: ReparseMove[];
  /** It was told to stop; what was written stays, and running it again goes on. */
  interrupted: boolean;
};
