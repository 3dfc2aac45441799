const tracking =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|spm|_ga|ns_mchannel|ns_campaign|ito)$/i;

/** An absolute http(s) address without fragment and tracking parameters; null for anything else. */
export function resolveLink(href: string | undefined, baseUrl: string): string | null {
  const trimmed = href?.trim();
  if (!trimmed || trimmed.startsWith('#') || /^(?:javascript|mailto|tel|data|about):/i.test(trimmed))
    return null;
  const url = URL.parse(trimmed, baseUrl);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  url.hash = '';
  if (url.search) {
    const names = [...url.searchParams.keys()].filter((name) => tracking.test(name));
    for (const name of names) url.searchParams.delete(name);
  }
  return url.href;
}
