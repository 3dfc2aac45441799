import { ownString } from '../../src/model/own-string.ts';
import { canonicalUrl } from '../canonical-url.ts';

/** A portal links to the same addresses from every page: so many of them are not worked out again. */
const mostKnown = 40_000;
/** … unless they are so long that they are made to fill memory. */
const longestKnown = 2_000;
const notPages =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|tgz|tar|exe|dmg|apk|iso|mp[34]|m4[av]|avi|mov|wmv|flv|webm|ogg|wav|css|js|mjs|json|woff2?|ttf|eot)$/i;

/** By origin, then by what was written: hrefs from the root as they are, all others under no origin. */
const known = new Map<string, Map<string, string | null>>();
let knownInAll = 0;

/**
 * Canonical addresses of the links of one page; null for what leads to no page (files, other schemes). The same words give
 * the same string, so that whoever looks it up need not read it again.
 *
 * @param base what the links stand against
 */
export function knownLinks(base: string): (href: string) => string | null {
  if (knownInAll >= mostKnown) {
    known.clear();
    knownInAll = 0;
  }
  const fromRoot = knownUnder(new URL(base).origin);
  const elsewhere = knownUnder('');
  return (href) => {
    // What depends on the page's own path is worked out each time.
    const isFromRoot = href.charCodeAt(0) === 47 && href.charCodeAt(1) !== 47;
    if (href.length > longestKnown || (!isFromRoot && !/^https?:/i.test(href)))
      return pageAddress(href, base);
    const addresses = isFromRoot ? fromRoot : elsewhere;
    const before = addresses.get(href);
    if (before !== undefined) return before;
    const target = pageAddress(href, base);
    if (knownInAll >= mostKnown) return target;
    addresses.set(href === target ? target : ownString(href), target);
    knownInAll += 1;
    return target;
  };
}

function knownUnder(origin: string): Map<string, string | null> {
  const before = known.get(origin);
  if (before) return before;
  const addresses = new Map<string, string | null>();
  known.set(origin, addresses);
  knownInAll += 1;
  return addresses;
}

function pageAddress(href: string, base: string): string | null {
  const target = canonicalUrl(href, base);
  return target !== null && notPages.test(withoutQuery(target)) ? null : target;
}

function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
