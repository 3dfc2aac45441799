import { gunzipSync } from 'node:zlib';
import { decodeText } from '../../parsers/decode.ts';
import type { Page } from '../../src/model/page.ts';
import type { Discovery } from '../../src/model/url-record.ts';
import { canonicalUrl } from '../canonical-url.ts';
import { readFeed } from './feed.ts';
import { readLinkHeader } from './link-header.ts';
import { type PageLinks, pageLinks } from './page-links.ts';
import { joinWishes, readRobotsTag } from './robots-wishes.ts';
import { withoutSessions } from './session-parameters.ts';
import { readSitemap } from './sitemap.ts';
import { softNotFound } from './soft-not-found.ts';
import { lettersIn, type TextPrints } from './text-prints.ts';

/** An address that a page leads to. */
export type FoundLink = { url: string; by: Discovery['by']; date: string | null };

/** A page for people: where it leads, and what it says of itself. */
export type DiscoveredHtml = {
  kind: 'html';
  links: FoundLink[];
  noIndex: boolean;
  /** The address that it names as its own; null where it names none or this one. */
  canonical: string | null;
  /** The same page for other devices. */
  twins: string[];
  /** The words by which it says that there is no such page, though it was answered with 200. */
  notFound: string | null;
  prints: TextPrints;
  /** Next to no text, but scripts that may write it: what it says now tells nothing. */
  isShell: boolean;
};

/** What a page is for the crawl, and where it leads. */
export type Discovered =
  | DiscoveredHtml
  /** `hub`: where a feed announces its changes (WebSub). */
  | { kind: 'feed'; links: FoundLink[]; hub: string | null }
  | { kind: 'sitemap'; links: FoundLink[] }
  /** Nothing that leads on: an image, a PDF, a script. */
  | { kind: 'other'; links: [] };

/** The name that X-Robots-Tag may call us by. */
const agent = 'wellspring';
const maxUnzippedBytes = 5 * 1_024 * 1_024;
const lettersOfShell = 200;
const feedType = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;

/** Told by its content, since half of all servers name the wrong type. */
export async function readLinks(page: Page): Promise<Discovered> {
  const bytes = unzipped(page.body);
  if (!bytes) return { kind: 'other', links: [] };
  const contentType = page.headers['content-type'] ?? null;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2_048)).toString('latin1');
  if (!looksLikeText(head)) return { kind: 'other', links: [] };
  const url = page.finalUrl;
  const { text } = decodeText(bytes, contentType);

  switch (kindOf(head, url)) {
    case 'html':
      return readHtml(page, pageLinks(text, url));
    case 'sitemap': {
      const { entries } = readSitemap(text, url);
      return { kind: 'sitemap', links: entries.map((entry) => ({ ...entry, by: 'sitemap' })) };
    }
    case 'feed': {
      const feed = await readFeed(text, url);
      if (!feed) return { kind: 'other', links: [] };
      const entries = feed.entries.map((entry): FoundLink => ({ ...entry, by: 'feed' }));
      const older = feed.next.map((next): FoundLink => ({ url: next, by: 'paging', date: null }));
      return { kind: 'feed', links: [...entries, ...older], hub: feed.hub ?? hubOf(page) };
    }
    case 'other':
      return { kind: 'other', links: [] };
  }
}

function kindOf(head: string, url: string): Discovered['kind'] {
  // What begins as nearly every page does need not be looked through for the marks of sitemaps and feeds.
  if (/^\s*<!doctype html\b/i.test(head)) return 'html';
  if (/<(?:\w+:)?(?:urlset|sitemapindex)[\s>]/i.test(head) || isTextSitemap(url, head)) return 'sitemap';
  if (/<(?:rss|feed|rdf:RDF)[\s>]/i.test(head) || /^\s*\{/.test(head)) return 'feed';
  return /<[a-z!]/i.test(head) ? 'html' : 'other';
}

function readHtml(page: Page, found: PageLinks): DiscoveredHtml {
  const url = page.finalUrl;
  const header = fromHeader(page);
  const onField = readRobotsTag(page.headers['x-robots-tag'] ?? '', agent);
  const { noIndex, noFollow } = joinWishes(found.wishes, onField);
  const canonical = found.canonical ?? header.canonical;
  const feeds = [...found.feeds, ...header.feeds].map(
    (feed): FoundLink => ({ url: feed, by: 'feed', date: null }),
  );
  const links = withoutSessions(found.links).map(
    (link): FoundLink => ({ url: link.url, by: link.paging ? 'paging' : 'link', date: null }),
  );
  return {
    kind: 'html',
    ...{ noIndex, prints: found.prints, notFound: softNotFound(found) },
    links: noFollow ? [] : [...feeds, ...links],
    canonical: canonical === url ? null : canonical,
    twins: [...found.twins, ...header.twins],
    isShell: found.hasScripts && lettersIn(found.prints) < lettersOfShell,
  };
}

/** What the `Link` field says of a page (RFC 8288): the same that its head may say. */
function fromHeader({ headers, finalUrl }: Page) {
  const links = headers.link ? readLinkHeader(headers.link) : [];
  const targets = (fits: (link: (typeof links)[number]) => boolean) =>
    links.filter(fits).flatMap(({ target }) => canonicalUrl(target, finalUrl) ?? []);
  return {
    canonical: targets(({ rel }) => /\bcanonical\b/i.test(rel))[0] ?? null,
    feeds: targets(({ rel, type }) => /\balternate\b/i.test(rel) && feedType.test(type)),
    twins: targets(({ rel }) => /\bamphtml\b/i.test(rel)),
  };
}

function hubOf({ headers, finalUrl }: Page): string | null {
  const hub = readLinkHeader(headers.link ?? '').find(({ rel }) => /\bhub\b/i.test(rel));
  return hub ? canonicalUrl(hub.target, finalUrl) : null;
}

/** A sitemap may come as a gzip file, which is no content coding of HTTP. */
function unzipped(body: Uint8Array): Uint8Array | null {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxUnzippedBytes });
  } catch {
    // Too large, or not gzip after all: nothing to follow either way.
    return null;
  }
}

function looksLikeText(head: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: zero bytes and controls are what tells a binary file
  const controls = head.match(/[\u0000-\u0008\u000e-\u001a]/g)?.length ?? 0;
  // UTF-16 has zeros in every second place and is text all the same.
  return controls <= head.length / 50 || /^(?:\xff\xfe|\xfe\xff)/.test(head) || /<\0/.test(head);
}

function isTextSitemap(url: string, head: string): boolean {
  return /^\s*https?:/i.test(head) && /sitemap[^/]*\.txt$/i.test(new URL(url).pathname);
}
