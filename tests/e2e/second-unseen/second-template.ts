import type { ClaimedDate } from '../../../src/model/claimed-date.ts';
import type { PageLink } from '../../../src/model/page-link.ts';
import type { Reaction } from '../../../src/model/reaction.ts';

export type SecondLanguage = 'en' | 'zh' | 'fr' | 'pt';
/** Which words a story is made of: Chinese comes in two scripts. */
export type SecondTongue = 'english' | 'simplified' | 'traditional' | 'french' | 'portuguese';

/** One article before it becomes a page. */
export type SecondItem = {
  index: number;
  storyId: string;
  title: string;
  paragraphs: readonly string[];
  /** One or two people. */
  authors: readonly string[];
  /** Its UTC fields are the portal's wall clock, to the second. */
  at: Date;
  updatedAt: Date;
  likes: number;
  dislikes: number;
  views: number;
};

export type SecondSite = {
  origin: string;
  /** Newest first. */
  items: readonly SecondItem[];
  related(item: SecondItem): readonly SecondItem[];
  ranking: readonly SecondItem[];
  recommended: readonly SecondItem[];
};

/** What a page claims: the truth for a parser. */
export type SecondTruth = {
  /** In page order within each block. */
  links: readonly PageLink[];
  authors: readonly string[];
  claimedDate: Pick<ClaimedDate, 'iso' | 'precision' | 'zone'>;
  reactions: readonly Reaction[];
  views: number | null;
};

export type StaticPage = { path: string; text: string; contentType?: string };

/** How one portal looks. */
export type SecondTemplate = {
  name: string;
  language: SecondLanguage;
  tongue: SecondTongue;
  charset: 'utf-8' | 'gbk';
  /** Of its HTML pages. */
  contentType: string;
  startPath: string;
  articlePath(item: SecondItem): string;
  /** All parts of an article; the first stands at `articlePath`. */
  articlePages(site: SecondSite, item: SecondItem): StaticPage[];
  /** The front page, sections and tags: together they lead to all articles. */
  listPages(site: SecondSite): StaticPage[];
  /** Imprint, about us and the like. */
  otherPages(site: SecondSite): StaticPage[];
  /** robots.txt, sitemaps, feeds. */
  machinePages(site: SecondSite): StaticPage[];
  /** Paths that robots.txt forbids although pages link to them. */
  forbidden: readonly string[];
  truth(site: SecondSite, item: SecondItem): SecondTruth;
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

/** The links of the three lists, in the order in which a page prints them. */
export function listLinks(
  site: SecondSite,
  item: SecondItem,
  { articlePath }: Pick<SecondTemplate, 'articlePath'>,
): PageLink[] {
  const links = (block: PageLink['block'], items: readonly SecondItem[]) =>
    items.map((other, i) => ({
      block,
      position: i + 1,
      text: other.title,
      url: site.origin + articlePath(other),
    }));
  return [
    ...links('related', site.related(item)),
    ...links('ranking', site.ranking),
    ...links('recommendation', site.recommended),
  ];
}

/** "2024-05-03 14:05:09". */
export function second(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

/** Year, month, day, hour and minute as a page prints them, with a leading zero. */
export function clockParts(at: Date): { y: string; m: string; d: string; hour: string; min: string } {
  const [y = '', m = '', d = '', hour = '', min = ''] = at.toISOString().split(/[-T:]/);
  return { y, m, d, hour, min };
}

/** "2024-05-03T14:05:00": how a date without seconds is written. */
export function isoMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16)}:00`;
}

/** Words of a title in small letters without accents, joined by hyphens. */
export function slug(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-');
}

/** The first paragraph, cut as list pages cut it. */
export function teaser({ paragraphs: [first = ''] }: SecondItem, letters: number): string {
  return first.length > letters ? `${first.slice(0, letters).trimEnd()}…` : first;
}

/** Items of one of a portal's sections: every item belongs to one. */
export function sectionItems(site: SecondSite, place: number, sections: number): SecondItem[] {
  return site.items.filter(({ index }) => index % sections === place);
}

/** A sitemap file of these paths. */
export function sitemapPage(path: string, urls: readonly { loc: string; lastmod: Date }[]): StaticPage {
  const entries = urls.map(
    ({ loc, lastmod }) =>
      `<url><loc>${escaped(loc)}</loc><lastmod>${lastmod.toISOString().slice(0, 10)}</lastmod></url>`,
  );
  return {
    path,
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`,
    contentType: 'application/xml',
  };
}

/** RSS 2.0; `zone` as in "+0000". */
export function rssPage(
  path: string,
  { title, link, zone }: { title: string; link: string; zone: string },
  items: readonly { item: SecondItem; url: string }[],
): StaticPage {
  const entries = items.map(
    ({ item, url }) =>
      `<item><title>${escaped(item.title)}</title><link>${escaped(url)}</link><pubDate>${item.at.toUTCString().replace('GMT', zone)}</pubDate><guid isPermaLink="true">${escaped(url)}</guid><description>${escaped(teaser(item, 160))}</description></item>`,
  );
  return {
    path,
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${escaped(title)}</title><link>${escaped(link)}</link><description>${escaped(title)}</description>\n${entries.join('\n')}\n</channel></rss>\n`,
    contentType: 'application/rss+xml; charset=utf-8',
  };
}
