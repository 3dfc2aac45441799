import { ownString } from '../src/model/own-string.ts';

/** Parameters that say where a visitor came from, never which page is meant. */
const tracking =
  /^(?:utm_.*|mtm_.*|pk_.*|hsa_.*|ga_.*|at_(?:medium|campaign|custom.*)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|vero_id|oly_enc_id|oly_anon_id|spm|scm|from_source|share_token|ref_src|ref_url|cmpid|ncid|s_cid|_ga|_gl|amp_js_v|__twitter_impression)$/i;

/** Parameters that name a visit. Their values are long; a short `sid=3` names a page. */
const session = /^(?:phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid|cfid|cftoken)$/i;

const longestUrl = 2_000;

/**
 * The one form of an address: WHATWG URL, http or https, no fragment, no credentials, no tracking or session
 * parameters, and percent-encoding as RFC 3986 section 6.2.2 normalises it. The order of parameters is kept, since a
 * server may mind it.
 *
 * @param base what a relative address stands against
 * @returns null where it is no web address, or longer than 2,000 characters
 */
export function canonicalUrl(address: string, base?: string): string | null {
  const text = address.trim();
  if (text.length > longestUrl) return null;
  const url = URL.parse(text, base);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
  if (url.hash !== '' || text.endsWith('#')) url.hash = '';
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  if (url.hostname.endsWith('.')) {
    const name = url.hostname.replace(/\.+$/, '');
    url.hostname = name;
    // Dots alone name no host, and what is left of `foo.09..` is none: the setter refuses both.
    if (url.hostname !== name) return null;
  }
  // A setter reads the whole address again: it is called only where there is something to write.
  const path = url.pathname;
  if (path.includes('%') || path.includes(';')) {
    url.pathname = normalEscapes(path.replace(/;jsessionid=[^/;?]*/gi, ''));
  }
  if (url.search !== '') {
    const query = withoutTracking(url.search.slice(1));
    // The setter takes one question mark away, and a query may begin with one of its own.
    url.search = query === '' ? '' : `?${query}`;
  }
  // An empty query is none; the setter leaves its question mark standing.
  const { href } = url;
  const canonical = url.search === '' && href.endsWith('?') ? href.slice(0, -1) : href;
  if (canonical.length > longestUrl) return null;
  // Node gives an address that needed no change back as it was given: a piece of a page, which it would keep.
  return canonical === text ? ownString(canonical) : canonical;
}

/** Host with port where it is not the scheme's own, as `UrlRecord.host` has it. */
export function hostOf(url: string): string {
  return new URL(url).host;
}

/**
 * Host with port, path and query (with its question mark) of a canonical address. Cut by hand, since it is done for each link
 * and each page, and a `URL` takes ten times as long.
 */
export function partsOf(canonical: string): { host: string; pathname: string; search: string } {
  const start = canonical.indexOf('://') + 3;
  const path = canonical.indexOf('/', start);
  const question = canonical.indexOf('?', path);
  const end = question < 0 ? canonical.length : question;
  return {
    host: canonical.slice(start, path),
    pathname: canonical.slice(path, end),
    search: canonical.slice(end),
  };
}

function withoutTracking(query: string): string {
  return query
    .split('&')
    .filter((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return pair !== '' && !tracking.test(name) && !(session.test(name) && value.length >= 16);
    })
    .map(normalEscapes)
    .join('&');
}

/** `%7e` → `~`: letters, digits and -._~ are never escaped; what stays escaped is written in capitals. */
function normalEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const sign = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w.~-]/.test(sign) ? sign : escaped.toUpperCase();
  });
}
