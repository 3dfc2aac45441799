import { Parser } from 'htmlparser2';
import { canonicalUrl } from '../canonical-url.ts';
import { joinWishes, noWishes, type RobotsWishes, readWishes } from './robots-wishes.ts';

/** What one pass over a page finds to follow. Addresses are canonical, each once, in page order. */
export type PageLinks = {
  links: { url: string; text: string; paging: boolean }[];
  /** RSS, Atom and JSON feeds that the page names. */
  feeds: string[];
  /** What meta robots elements ask of us. */
  wishes: RobotsWishes;
};

/** A page with more links than this is no list for people. */
const mostLinks = 5_000;
const mostText = 200;
const notPages =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|tgz|tar|exe|dmg|apk|iso|mp[34]|m4[av]|avi|mov|wmv|flv|webm|ogg|wav|css|js|mjs|json|woff2?|ttf|eot)$/i;
/** "2", "next", "older posts", "下一页": links that lead on in a list. */
const pagingText =
  /^(?:\d{1,4}|next(?: page)?|older(?: posts| entries)?|more|»|›|>|>>|下一?[页頁]|次へ|次のページ|다음|далее|следующая|siguiente|weiter|suivante?)$/i;
const pagingRel = /\b(?:next|prev)\b/i;
const feedType = /^application\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\b/i;

/**
 * Links of a page in one streaming pass, without a tree. Only what a reader can follow: scripts, images and counters
 * that raise a number when they are called are never looked at.
 *
 * @param html decoded text
 * @param url where the page came from
 */
export function pageLinks(html: string, url: string): PageLinks {
  const found = new Map<string, { url: string; text: string; paging: boolean }>();
  const feeds = new Set<string>();
  let base = url;
  let baseSeen = false;
  let wishes: RobotsWishes = noWishes;
  let open: { url: string; text: string; paging: boolean } | null = null;

  const finish = () => {
    if (open) {
      const text = open.text.replace(/\s+/g, ' ').trim();
      const known = found.get(open.url);
      const paging = open.paging || pagingText.test(text);
      if (known) {
        known.text ||= text;
        known.paging ||= paging;
      } else if (found.size < mostLinks) found.set(open.url, { url: open.url, text, paging });
    }
    open = null;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        switch (name) {
          case 'a':
          case 'area': {
            finish();
            const address = attributes.href;
            const target = address ? canonicalUrl(address, base) : null;
            if (target && !notPages.test(target.replace(/\?.*$/, ''))) {
              open = { url: target, text: '', paging: pagingRel.test(attributes.rel ?? '') };
            }
            if (name === 'area') finish();
            break;
          }
          case 'base':
            // Only the first one counts (HTML standard, "the base element").
            if (!baseSeen && attributes.href && URL.canParse(attributes.href, url)) {
              base = new URL(attributes.href, url).href;
              baseSeen = true;
            }
            break;
          case 'link': {
            const target = attributes.href ? canonicalUrl(attributes.href, base) : null;
            if (!target) break;
            if (/\balternate\b/i.test(attributes.rel ?? '') && feedType.test(attributes.type ?? ''))
              feeds.add(target);
            else if (pagingRel.test(attributes.rel ?? '') && !found.has(target)) {
              found.set(target, { url: target, text: '', paging: true });
            }
            break;
          }
          case 'meta':
            if (/^(?:robots|wellspring)$/i.test(attributes.name ?? '')) {
              wishes = joinWishes(wishes, readWishes(attributes.content ?? ''));
            }
        }
      },
      ontext(text) {
        if (open && open.text.length < mostText) open.text += text;
      },
      onclosetag(name) {
        if (name === 'a') finish();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  finish();
  return { links: [...found.values()], feeds: [...feeds], wishes };
}
