import { z } from 'zod';
import { ClaimedDate } from './claimed-date.ts';
import { PageLink } from './page-link.ts';
import { Provenance } from './provenance.ts';
import { Reaction } from './reaction.ts';

/** One entry of a list page, in page order. */
export const ListItem = z.object({
  text: z.string(),
  url: z.url(),
  /** As printed beside the entry; null where there is none. */
  date: z.string().nullable(),
  summary: z.string().nullable(),
});
export type ListItem = z.infer<typeof ListItem>;

/** Where this page stands in a run of pages: the parts of one article, or the pages of one list. */
export const Paging = z.object({
  page: z.int().positive(),
  /** How many there are; null where the page does not tell. */
  pages: z.int().positive().nullable(),
  /** Addresses of the parts in order, as far as known; the first is the article's own address. */
  urls: z.array(z.url()),
  next: z.url().nullable(),
  prev: z.url().nullable(),
});
export type Paging = z.infer<typeof Paging>;

/** What the parsers read out of one page. Claims of the page, not facts. */
export const ParsedArticle = z.object({
  kind: z.enum(['article', 'list', 'other']),
  url: z.url(),
  canonicalUrl: z.url(),
  /** The host that served it, without "www.". */
  site: z.string(),
  siteName: z.string().nullable(),
  title: z.string().nullable(),
  /** The title as printed with the site's suffix, where the page has one. */
  titleWithSuffix: z.string().nullable(),
  authors: z.array(z.string()),
  category: z.string().nullable(),
  breadcrumb: z.array(z.object({ text: z.string(), url: z.url().nullable() })),
  claimedDate: ClaimedDate.nullable(),
  modifiedDate: ClaimedDate.nullable(),
  paragraphs: z.array(z.string()),
  /** `paragraphs` joined by a blank line. */
  body: z.string(),
  /** ISO 639-1; null where it cannot be told. */
  language: z.string().nullable(),
  /** "BEIJING (AP)": place and agency as the text opens; null where it has none. */
  dateline: z.string().nullable(),
  /** The agency that the text credits: "AP", "Reuters". */
  wireCredit: z.string().nullable(),
  /** The source that the page names ("Source: …", "来源："). */
  source: z.string().nullable(),
  reactions: z.array(Reaction),
  views: z.int().nonnegative().nullable(),
  links: z.array(PageLink),
  /** Entries of a list page; empty for other kinds. */
  items: z.array(ListItem),
  paging: Paging.nullable(),
  /** True where the article is put in by a script: the page has to be seen through a browser. */
  needsBrowser: z.boolean(),
  /** Fingerprint of the page's template: equal for pages of one template, whatever their text. */
  template: z.string(),
  provenance: z.array(Provenance),
  parserVersion: z.string(),
});
export type ParsedArticle = z.infer<typeof ParsedArticle>;
