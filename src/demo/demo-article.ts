import type { ClaimedDate } from '../model/claimed-date.ts';
import type { PageLink } from '../model/page-link.ts';
import type { Reaction } from '../model/reaction.ts';

/** How a portal's text stands to the first publisher's. */
export type DemoRelation = 'original' | 'copy' | 'excerpt' | 'unique';

/** What a portal puts out, before a template turns it into a page. */
export type DemoArticle = {
  /** Place in its portal, from 0; `number` is what its address shows. */
  index: number;
  number: number;
  storyId: string;
  relation: DemoRelation;
  language: 'en' | 'zh';
  category: DemoCategory;
  /** The headline; `title` may have the portal's brand in front of it. */
  headline: string;
  title: string;
  paragraphs: readonly string[];
  byline: string | null;
  source: string | null;
  /** What the page claims; its UTC fields are the portal's wall clock. */
  postedAt: Date;
  firstPublishedAt: Date;
  likes: number;
  dislikes: number;
  views: number;
  /** Path of each part; one unless the article is cut into pages. */
  paths: readonly [string, ...string[]];
  /** Paragraphs of each part. */
  parts: readonly (readonly string[])[];
};

export type DemoCategory = { slug: string; label: string };

/** What a perfect crawl finds for one article: the page's claims, and the truth behind them. */
export type ExpectedArticle = {
  url: string;
  /** Addresses of all parts; the first is `url`. */
  partUrls: readonly string[];
  siteName: string;
  /** As the heading prints it, with the brand that some portals push in; `headline` is without. */
  title: string;
  headline: string;
  titleWithSuffix: string;
  authors: readonly string[];
  category: string;
  claimedDate: ClaimedDate;
  paragraphs: readonly string[];
  language: 'en' | 'zh';
  source: string | null;
  reactions: readonly Reaction[];
  /** Null where a script would fill the count in. */
  views: number | null;
  /** The three lists; navigation and links inside the text are left out. */
  links: readonly PageLink[];
  storyId: string;
  relation: DemoRelation;
  /** ISO 8601 in UTC: when the story first appeared. */
  firstPublishedAt: string;
};
