import { type Found, found } from '../found.ts';
import type { PageDocument } from '../page-document.ts';
import { resolveLink } from '../text/resolve-link.ts';

/**
 * The one address of the article. A page may name another address on its own site; another site's address is a hint
 * about the story, not this article's name: two portals would share one identity.
 *
 * @param firstPart the first page of an article in parts; it gives all parts one name
 */
export function readCanonical(document: PageDocument, firstPart: string | null): Found<string> {
  const own = resolveLink(document.url, document.url) ?? document.url;
  const declared = [
    {
      raw: document.survey.links.find(({ rel }) => rel.split(/\s+/).includes('canonical'))?.href,
      path: 'link[rel="canonical"]',
      method: 'link',
    },
    { raw: document.meta('og:url')?.content, path: 'meta[property="og:url"]', method: 'open-graph' },
  ];
  if (firstPart)
    return found('canonicalUrl', firstPart, { method: 'paging', path: '', raw: firstPart, confidence: 0.9 });
  for (const { raw, path, method } of declared) {
    const url = resolveLink(raw, document.baseUrl);
    if (url && isSameSite(url, own) && !isFrontPage(url, own))
      return found('canonicalUrl', url, { method, path, raw: raw ?? url, confidence: 0.95 });
  }
  return found('canonicalUrl', own, { method: 'address', path: '', raw: document.url, confidence: 0.8 });
}

function isSameSite(a: string, b: string): boolean {
  const [one, other] = [hostOf(a), hostOf(b)];
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^(?:www|m|amp|mobile)\./, '');
}

/** A theme that names its front page as every page's canonical address says nothing. */
function isFrontPage(url: string, own: string): boolean {
  const target = new URL(url);
  return target.pathname === '/' && target.search === '' && new URL(own).pathname !== '/';
}
