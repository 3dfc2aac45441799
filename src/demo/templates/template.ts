import type { ClaimedDate } from '../../model/claimed-date.ts';
import type { PageLink } from '../../model/page-link.ts';
import type { Reaction } from '../../model/reaction.ts';
import type { DemoArticle, DemoCategory } from '../demo-article.ts';

export type DemoSite = {
  name: string;
  /** The promoted name that a copying portal pushes into titles and texts; null for an honest one. */
  brand: string | null;
  origin: string;
  /** Minutes that the portal's wall clock is ahead of UTC. */
  zoneMinutes: number;
};

export type Lists = {
  related: readonly DemoArticle[];
  ranking: readonly DemoArticle[];
  recommendation: readonly DemoArticle[];
};

export type ArticleView = { site: DemoSite; article: DemoArticle; part: number; lists: Lists };
export type ListView = {
  site: DemoSite;
  category: DemoCategory;
  page: number;
  pages: number;
  total: number;
  articles: readonly DemoArticle[];
};
/** `picks` are links of the front page that a crawler must handle: moved, gone, tracked and forbidden addresses. */
export type HomeView = {
  site: DemoSite;
  latest: readonly DemoArticle[];
  picks: readonly { href: string; text: string }[];
};

/** What a page of this template says about an article: the truth for a parser. */
export type Printed = {
  /** Where the heading prints more than the article's title. */
  title?: string;
  titleWithSuffix: string;
  authors: readonly string[];
  source: string | null;
  claimedDate: ClaimedDate;
  reactions: readonly Reaction[];
  views: number | null;
  links: readonly PageLink[];
};

/** How one kind of portal looks and behaves. */
export type Template = {
  language: 'en' | 'zh';
  /** The Content-Type header of its pages: it may name no charset, or a wrong one. */
  contentType: string;
  charset: 'utf-8' | 'gbk';
  /** True: publishes its own stories on their day. False: copies, later and altered. */
  honest: boolean;
  categories: readonly [DemoCategory, ...DemoCategory[]];
  /** Path prefixes of robots.txt; counters that must not be called lie below them. */
  disallow: readonly string[];
  crawlDelaySeconds: number | null;
  /** Number of the first article. */
  firstNumber: number;
  /** Some articles are cut into pages. */
  paged: boolean;
  articlePath(article: { number: number; category: DemoCategory; postedAt: Date; headline: string }): string;
  partPath(path: string, part: number): string;
  /** Which article an address may be; the address of that article tells whether it is. */
  numberIn(path: string): number | null;
  listPath(category: DemoCategory, page: number): string;
  feedPath: string;
  articlePage(view: ArticleView): string;
  listPage(view: ListView): string;
  homePage(view: HomeView): string;
  printed(site: DemoSite, article: DemoArticle, lists: Lists): Printed;
};
