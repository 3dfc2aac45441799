import type { ClaimedDate } from '../../../src/model/claimed-date.ts';
import type { PageLink } from '../../../src/model/page-link.ts';
import type { Reaction } from '../../../src/model/reaction.ts';

export type UnseenLanguage = 'ja' | 'ko' | 'ru' | 'es' | 'de' | 'en';

/** One article before it becomes a page. */
export type UnseenItem = {
  index: number;
  storyId: string;
  title: string;
  paragraphs: readonly string[];
  author: string;
  /** Its UTC fields are the portal's wall clock; seconds are 0. */
  at: Date;
  likes: number;
  views: number;
};

export type UnseenSite = {
  origin: string;
  items: readonly UnseenItem[];
  related(item: UnseenItem): readonly UnseenItem[];
  popular: readonly UnseenItem[];
  advised: readonly UnseenItem[];
};

/** What a page claims: the truth for a parser. */
export type UnseenTruth = {
  /** In page order within each block. */
  links: readonly PageLink[];
  authors: readonly string[];
  claimedDate: Pick<ClaimedDate, 'iso' | 'precision' | 'zone'>;
  reactions: readonly Reaction[];
  views: number | null;
};

export type StaticPage = { path: string; text: string; contentType?: string };

/** How one portal looks. No word, label or class is taken from the demo portals or the samples. */
export type UnseenTemplate = {
  name: string;
  language: UnseenLanguage;
  charset: 'utf-8' | 'shift_jis' | 'euc-kr' | 'windows-1251' | 'windows-1252';
  /** Of its HTML pages; some name no charset. */
  contentType: string;
  startPath: string;
  /** Path and query of an article: some portals tell articles by the query alone. */
  articlePath(item: UnseenItem): string;
  articlePage(site: UnseenSite, item: UnseenItem): string;
  /** Lists that lead to all articles. */
  listPages(site: UnseenSite): StaticPage[];
  /** Pages that are neither lists nor articles. */
  otherPages(site: UnseenSite): StaticPage[];
  /** robots.txt, sitemaps, feeds; empty where the portal has none. */
  machinePages(site: UnseenSite): StaticPage[];
  truth(site: UnseenSite, item: UnseenItem): UnseenTruth;
};

/** Items cut into pages of `size`. */
export function paged<T>(items: readonly T[], size: number): T[][] {
  const pages: T[][] = [];
  for (let i = 0; i < items.length; i += size) pages.push(items.slice(i, i + size));
  return pages;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The links that a list of items should be read as. */
export function linksTo(
  site: UnseenSite,
  template: Pick<UnseenTemplate, 'articlePath'>,
  block: PageLink['block'],
  items: readonly UnseenItem[],
): PageLink[] {
  return items.map((item, i) => ({
    block,
    position: i + 1,
    text: item.title,
    url: site.origin + template.articlePath(item),
  }));
}

/** "2024-05-03T14:05", the minute on the portal’s clock. */
export function minute(at: Date): string {
  return at.toISOString().slice(0, 16);
}

/** The same as the date parsers write it, with the seconds that ISO 8601 texts are compared with. */
export function isoMinute(at: Date): string {
  return `${minute(at)}:00`;
}
