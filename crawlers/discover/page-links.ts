import { decodeHTML } from 'entities';
import { canonicalUrl } from '../canonical-url.ts';
import { codeUnits } from './code-units.ts';
import { knownLinks } from './known-links.ts';
import { joinWishes, noWishes, type RobotsWishes, readWishes } from './robots-wishes.ts';
import { scanHtml } from './scan-html.ts';
import { addRun, noPrints, type TextPrints } from './text-prints.ts';

export type PageLink = { url: string; paging: boolean };

/** What one pass over a page finds to follow. Addresses are canonical, each once, in page order. */
export type PageLinks = {
  links: PageLink[];
  /** RSS, Atom and JSON feeds that the page names. */
  feeds: string[];
  /** The address that the page itself names as its own (`rel=canonical`, RFC 6596). */
  canonical: string | null;
  /** The same page for other devices: AMP, mobile. */
  twins: string[];
  /** What meta robots elements ask of us. */
  wishes: RobotsWishes;
  prints: TextPrints;
  /** Its title and its first heading. */
  headings: string[];
  hasScripts: boolean;
};

/** A page with more links than this is no list for people. */
const mostLinks = 5_000;
/** A longer text is no "next page". */
const mostPagingText = 24;
const mostHeading = 200;
/** "2", "next", "older posts", "下一页": links that lead on in a list. */
const pagingText =
  /^(?:\d{1,4}|next(?: page)?|older(?: posts| entries)?|more|»|›|>|>>|下一?[页頁]|次へ|次のページ|다음|далее|следующая|siguiente|weiter|suivante?)$/i;
const pagingRel = /\b(?:next|prev)\b/i;
const feedType = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;
/** "only screen and (max-width: 640px)", "handheld": how a page names its form for small screens. */
const smallScreen = /handheld|max-(?:device-)?width/i;

/**
 * Links of a page in one pass without a tree. Only what a reader can follow: scripts, images and counters that raise a
 * number when they are called are never looked at.
 *
 * @param html decoded text
 * @param url where the page came from
 */
export function pageLinks(html: string, url: string): PageLinks {
  const found = new Map<string, PageLink>();
  const feeds = new Set<string>();
  const twins = new Set<string>();
  const prints = noPrints();
  const codes = codeUnits(html);
  const headings: string[] = [];
  let canonical: string | null = null;
  let linkOf = knownLinks(url);
  let base = url;
  let baseSeen = false;
  let wishes: RobotsWishes = noWishes;
  let hasScripts = false;
  let open: { url: string; text: string; isLong: boolean; paging: boolean } | null = null;
  let heading: string | null = null;

  const finish = () => {
    if (!open) return;
    const paging = open.paging || (!open.isLong && isPaging(open.text));
    const known = found.get(open.url);
    if (known) known.paging ||= paging;
    else if (found.size < mostLinks) found.set(open.url, { url: open.url, paging });
    open = null;
  };
  const readLink = (rel: string, attribute: (name: string) => string | undefined) => {
    const target = canonicalUrl(attribute('href') ?? '', base);
    if (!target || rel === '') return;
    if (/\bcanonical\b/i.test(rel)) canonical ??= target;
    else if (/\bamphtml\b/i.test(rel)) twins.add(target);
    else if (/\balternate\b/i.test(rel)) {
      if (feedType.test(attribute('type') ?? '')) feeds.add(target);
      else if (smallScreen.test(attribute('media') ?? '')) twins.add(target);
    } else if (pagingRel.test(rel) && !found.has(target)) found.set(target, { url: target, paging: true });
  };

  scanHtml(html, {
    open(name, attribute) {
      switch (name) {
        case 'a':
        case 'area': {
          finish();
          const href = attribute('href');
          const target = href === undefined ? null : linkOf(href);
          if (target)
            open = { url: target, text: '', isLong: false, paging: pagingRel.test(attribute('rel') ?? '') };
          if (name === 'area') finish();
          break;
        }
        case 'base': {
          const href = attribute('href');
          // Only the first one counts (HTML standard, "the base element").
          if (baseSeen || !href || !URL.canParse(href, url)) break;
          base = new URL(href, url).href;
          linkOf = knownLinks(base);
          baseSeen = true;
          break;
        }
        case 'link':
          readLink(attribute('rel') ?? '', attribute);
          break;
        case 'meta':
          if (/^(?:robots|wellspring)$/i.test(attribute('name') ?? ''))
            wishes = joinWishes(wishes, readWishes(attribute('content') ?? ''));
          break;
        case 'h1':
          if (headings.length < 2) heading = '';
          break;
        case 'script':
          hasScripts = true;
      }
    },
    text(start, end, inside) {
      if (inside === 'title' && headings.length === 0) headings.push(textOf(html, start, end));
      if (inside !== null) return;
      addRun(prints, codes, start, end);
      if (open && !open.isLong) {
        open.isLong = open.text.length > mostPagingText || isLong(codes, start, end);
        if (!open.isLong) open.text += html.slice(start, Math.min(end, start + mostPagingText * 3));
      }
      if (heading !== null && heading.length < mostHeading) heading += `${html.slice(start, end)} `;
    },
    close(name) {
      if (name === 'a') finish();
      if (name !== 'h1' || heading === null) return;
      headings.push(textOf(heading, 0, heading.length));
      heading = null;
    },
  });
  finish();
  return {
    ...{ links: [...found.values()], feeds: [...feeds], twins: [...twins] },
    ...{ canonical, wishes, prints, headings, hasScripts },
  };
}

/** Whether a text is no "next page", told by the number of its signs: so it is with most links, which need no string then. */
function isLong(codes: Uint16Array, start: number, end: number): boolean {
  let signs = 0;
  for (let at = start; at < end && signs <= mostPagingText; at++) {
    const code = codes[at] ?? 0;
    // What an entity stands for is told by whoever decodes it.
    if (code === 38) return false;
    if (code > 32) signs += 1;
  }
  return signs > mostPagingText;
}

function isPaging(written: string): boolean {
  const text = textOf(written, 0, written.length);
  return text.length <= mostPagingText && pagingText.test(text);
}

function textOf(html: string, start: number, end: number): string {
  const text = html.slice(start, Math.min(end, start + mostHeading));
  return (text.includes('&') ? decodeHTML(text) : text).replace(/\s+/g, ' ').trim();
}
