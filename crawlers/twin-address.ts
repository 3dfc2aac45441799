/** Parameters and path segments that ask for another form of a page: AMP, for small screens, for the printer. */
const formParameter =
  /^(?:amp|amp=1|amp=true|output(?:type)?=amp|m=1|mobile=1|view=mobile|print|print=1|view=print)$/i;
const formHost = /^(?:m|mobile|wap|amp)\./;
/** Parameters that tell pages of one address apart: their values are numbers, or their names say so. */
const pageParameter =
  /^(?:p|pg|page|paged|start|offset|from|cursor|q|s|query|search|id|\w+id|id\w+|cat\w*|tag|section|lang|l)$/i;

/**
 * The address of which this one is the AMP, mobile or print form, as far as can be told from its looks; null where it looks
 * like a page of its own.
 */
export function plainForm(url: string): string | null {
  // Most addresses have none of the words.
  if (!/amp|m(?:obile)?[.=]|wap\.|mobile|print/i.test(url)) return null;
  const target = new URL(url);
  const parameters = target.search.slice(1).split('&');
  const kept = parameters.filter((pair) => !formParameter.test(pair));
  if (kept.length < parameters.length) target.search = kept.join('&');
  const path = target.pathname
    .replace(/^\/amp(?=\/.)/i, '')
    .replace(/(?<=.)\/(?:amp|print)(\/?)$/i, '$1')
    .replace(/\.amp(?=\.html?$|$)/i, '');
  if (path !== target.pathname) target.pathname = path === '' ? '/' : path;
  if (/^[\d.]+$/.test(target.hostname) === false) target.hostname = target.hostname.replace(formHost, 'www.');
  const plain = target.search === '' ? target.href.replace(/\?$/, '') : target.href;
  return plain === url ? null : plain;
}

/**
 * True where `canonical`, which the page at `url` names as its own address, looks like the same page: equal but for the
 * form, the scheme, "www." and parameters that choose nothing. A theme that names its front page, its list or the first part
 * everywhere is not believed.
 */
export function isTwinOf(url: string, canonical: string): boolean {
  const [one, other] = [new URL(plainForm(url) ?? url), new URL(plainForm(canonical) ?? canonical)];
  if (bareHost(one.host) !== bareHost(other.host) || barePath(one.pathname) !== barePath(other.pathname))
    return false;
  const wanted = new Set(pairsOf(other));
  const own = pairsOf(one);
  if (own.length < wanted.size || ![...wanted].every((pair) => own.includes(pair))) return false;
  return own.every((pair) => wanted.has(pair) || !choosesPage(pair));
}

/** The host without what only tells the form: www., m., amp. */
export function bareHost(host: string): string {
  return host.replace(/^(?:www|m|mobile|wap|amp)\./, '');
}

function barePath(path: string): string {
  return path.replace(/\/(?:index\.\w{2,5})?$/, '');
}

function pairsOf({ search }: URL): string[] {
  return search === '' ? [] : search.slice(1).split('&');
}

function choosesPage(pair: string): boolean {
  const [name = '', value = ''] = pair.split('=', 2);
  return pageParameter.test(name) || /^\d+$/.test(value);
}
