import { proposedSchedule } from '../../src/model/schedule-rules.ts';
import { SiteDefinition } from '../../src/model/site-definition.ts';
import type { ReadPage } from './read-example.ts';

/** What is the site's and not one field's: name, hosts, where to begin, encoding, the end of its titles. */
export function siteFrame(pages: readonly ReadPage[], name: string | null): Omit<SiteDefinition, 'versions'> {
  const addresses = pages.map(({ page }) => new URL(page.finalUrl));
  const hosts = [...new Set(addresses.map(({ host }) => host))];
  const bare = hosts[0]?.replace(/^www\./, '') ?? '';
  const suffix = titleSuffix(pages);
  const encoding = guessedEncoding(pages);
  return {
    name: name ?? mostOf(pages.map(({ parsed }) => parsed.siteName)) ?? bare,
    hosts,
    start: startsOf(pages, addresses[0]?.origin ?? ''),
    schedule: proposedSchedule,
    scope: { include: ['/'], exclude: [] },
    ...(encoding ? { encoding } : {}),
    ...(suffix ? { titleSuffix: suffix } : {}),
  };
}

/** What every page's `<title>` has behind the article's title. */
function titleSuffix(pages: readonly ReadPage[]): string | null {
  const suffixes = pages.map(({ parsed: { title, titleWithSuffix } }) =>
    title && titleWithSuffix?.startsWith(title) ? titleWithSuffix.slice(title.length) : null,
  );
  const [first] = suffixes;
  return first && suffixes.every((suffix) => suffix === first) ? first : null;
}

/** Feeds that all pages name; else the section that most of them are in; else the front page. */
function startsOf(pages: readonly ReadPage[], origin: string): SiteDefinition['start'] {
  const feeds = pages.map(({ document }) =>
    document.survey.links.flatMap(({ rel, href, element }) => {
      const type = element.attribs.type ?? '';
      if (!/\balternate\b/.test(rel) || !/(?:rss|atom)\+xml/.test(type)) return [];
      return URL.canParse(href, document.baseUrl) ? [new URL(href, document.baseUrl).href] : [];
    }),
  );
  const common = feeds[0]?.find((feed) => feeds.every((list) => list.includes(feed)));
  const sections = pages.map(
    ({ parsed }) => parsed.breadcrumb.findLast(({ url }) => url !== null)?.url ?? null,
  );
  const section = mostOf(sections.map((url) => (url?.startsWith(origin) ? url : null)));
  return [...(common ? [{ feed: common }] : []), { list: common ? `${origin}/` : (section ?? `${origin}/`) }];
}

/** Bytes that neither header nor page name rightly: the site file does. */
function guessedEncoding(pages: readonly ReadPage[]): SiteDefinition['encoding'] | null {
  const [first] = pages;
  if (!first || pages.some(({ decoded }) => decoded.source !== 'detected')) return null;
  const known = SiteDefinition.shape.encoding.safeParse(first.decoded.encoding);
  return known.success && known.data !== 'utf-8' ? (known.data ?? null) : null;
}

function mostOf(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
