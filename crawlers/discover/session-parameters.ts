/** So many links of a page that carry the same long value: nobody's article, but the visit itself. */
const fewestLinks = 5;
/** A number, a hash, a jumble: sixteen signs or more with letters and digits, and no words. */
const jumble = /^(?=[^-_]*\d)(?=.*[a-z])[\da-z_-]{16,128}$/i;

/**
 * Addresses with what stands for the visit taken out, where the site calls it by a name of its own: a parameter that five or
 * more links of one page carry with one and the same random value, and nearly all that have parameters.
 */
export function withoutSessions<T extends { url: string }>(links: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  let withQuery = 0;
  for (const { url } of links) {
    const query = url.indexOf('?');
    if (query < 0) continue;
    withQuery += 1;
    for (const pair of url.slice(query + 1).split('&')) {
      if (jumble.test(pair.slice(pair.indexOf('=') + 1))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  const sessions = [...counts].filter(([, count]) => count >= fewestLinks && count >= withQuery * 0.8);
  if (sessions.length === 0) return links;
  const names = new Set(sessions.map(([pair]) => pair));
  return links.map((link) => ({ ...link, url: withoutPairs(link.url, names) }));
}

function withoutPairs(url: string, pairs: ReadonlySet<string>): string {
  const query = url.indexOf('?');
  if (query < 0) return url;
  const kept = url
    .slice(query + 1)
    .split('&')
    .filter((pair) => !pairs.has(pair));
  return kept.length === 0 ? url.slice(0, query) : `${url.slice(0, query)}?${kept.join('&')}`;
}
