import { gunzipSync } from 'node:zlib';
import { decodeText } from '../../parsers/decode.ts';
import type { Page } from '../../src/model/page.ts';
import type { Discovery } from '../../src/model/url-record.ts';
import { readFeed } from './feed.ts';
import { pageLinks } from './page-links.ts';
import { joinWishes, readRobotsTag } from './robots-wishes.ts';
import { readSitemap } from './sitemap.ts';

/** An address that a page leads to. */
export type FoundLink = { url: string; by: Discovery['by']; date: string | null };

/** What a page is for the crawl, and where it leads. */
export type Discovered =
  | { kind: 'html'; links: FoundLink[]; noIndex: boolean }
  | { kind: 'sitemap' | 'feed'; links: FoundLink[] }
  /** Nothing that leads on: an image, a PDF, a script. */
  | { kind: 'other'; links: [] };

/** The name that X-Robots-Tag may call us by. */
const agent = 'wellspring';
const maxUnzippedBytes = 5 * 1_024 * 1_024;

/** Told by its content, since half of all servers name the wrong type. */
export function readLinks(page: Page): Discovered {
  const bytes = unzipped(page.body);
  if (!bytes) return { kind: 'other', links: [] };
  const contentType = page.headers['content-type'] ?? null;
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  if (!looksLikeText(head)) return { kind: 'other', links: [] };
  const url = page.finalUrl;
  const { text } = decodeText(bytes, contentType);

  if (/<(?:\w+:)?(?:urlset|sitemapindex)[\s>]/i.test(head) || isTextSitemap(url, head)) {
    const { entries } = readSitemap(text, url);
    return { kind: 'sitemap', links: entries.map((entry) => ({ ...entry, by: 'sitemap' })) };
  }
  if (/<(?:rss|feed|rdf:RDF)[\s>]/i.test(head) || /^\s*\{/.test(head)) {
    const entries = readFeed(text, url);
    if (entries) return { kind: 'feed', links: entries.map((entry) => ({ ...entry, by: 'feed' })) };
    return { kind: 'other', links: [] };
  }
  if (!/<[a-z!]/i.test(head)) return { kind: 'other', links: [] };
  const { links, feeds, wishes: onPage } = pageLinks(text, url);
  const { noIndex, noFollow } = joinWishes(onPage, readRobotsTag(page.headers['x-robots-tag'] ?? '', agent));
  if (noFollow) return { kind: 'html', links: [], noIndex };
  return {
    kind: 'html',
    noIndex,
    links: [
      ...feeds.map((feed): FoundLink => ({ url: feed, by: 'feed', date: null })),
      ...links.map((link): FoundLink => ({ url: link.url, by: link.paging ? 'paging' : 'link', date: null })),
    ],
  };
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
  return /sitemap[^/]*\.txt$/i.test(new URL(url).pathname) && /^\s*https?:/i.test(head);
}
