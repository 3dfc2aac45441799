const tracking =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|spm|_ga|ns_mchannel|ns_campaign|ito)$/i;

/**
 * The links of the page that is read now: several fields ask for the same ones. Each page has a map of its own: one that is
 * cleared leaves what it held, and with it the text of its page, to the engine's rare clearing of old objects.
 */
let resolved = new Map<string, string | null>();
const maxResolved = 5_000;
let lastBase = '';
/** What a path from the root is added to; null where the base is none that it can simply be added to. */
let lastOrigin: string | null = null;

/** Written as it is resolved: a lower-case host name, steps that begin with no dot, a query in plain letters. */
const plainAddress =
  /^https?:\/\/(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?!xn--)[a-z]{2,18}\/(?:[\w~-][\w.~-]*\/)*(?:[\w~-][\w.~-]*)?(?:\?[\w=&.~+-]+)?$/;
const plainPath = /^\/(?:[\w~-][\w.~-]*\/)*(?:[\w~-][\w.~-]*)?(?:\?[\w=&.~+-]+)?$/;
/** Where a name of the query may be a tracking one, it is looked at closely. */
const mayTrack = /[?&](?:utm_|fbclid|gclid|dclid|msclkid|mc_|igshid|yclid|spm|_ga|ns_|ito)/i;

/** An absolute http(s) address without fragment and tracking parameters; null for anything else. */
export function resolveLink(href: string | undefined, baseUrl: string): string | null {
  if (href === undefined) return null;
  if (baseUrl !== lastBase || resolved.size > maxResolved) {
    resolved = new Map();
    lastBase = baseUrl;
    const base = URL.parse(baseUrl);
    lastOrigin =
      base && /^https?:$/.test(base.protocol) && base.username === '' && base.password === ''
        ? base.origin
        : null;
  }
  const before = resolved.get(href);
  if (before !== undefined) return before;
  const link = resolve(href.trim(), baseUrl);
  resolved.set(href, link);
  return link;
}

function resolve(trimmed: string, baseUrl: string): string | null {
  if (lastOrigin !== null && plainPath.test(trimmed) && !mayTrack.test(trimmed)) return lastOrigin + trimmed;
  if (plainAddress.test(trimmed) && !mayTrack.test(trimmed)) return trimmed;
  if (!trimmed || trimmed.startsWith('#') || /^(?:javascript|mailto|tel|data|about):/i.test(trimmed))
    return null;
  const url = URL.parse(trimmed, baseUrl);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.href.includes('#')) url.hash = '';
  if (url.search) {
    const names = [...url.searchParams.keys()].filter((name) => tracking.test(name));
    for (const name of names) url.searchParams.delete(name);
  }
  return url.href;
}
