/** One link of a `Link` field. */
export type HeaderLink = { target: string; rel: string; type: string; media: string };

const mostLinks = 50;

/** The `Link` field (RFC 8288): `<https://a.example/feed>; rel="alternate"; type="application/rss+xml", …`. */
export function readLinkHeader(field: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  for (const [, target = '', rest = ''] of field.matchAll(
    /<([^<>]*)>((?:\s*;\s*[^=;,\s]+(?:=(?:"[^"]*"|[^",;]*))?)*)/g,
  )) {
    if (links.length >= mostLinks) break;
    const parameter = (name: string) =>
      new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^",;\\s]*))`, 'i').exec(rest)?.slice(1).find(Boolean) ??
      '';
    links.push({ target, rel: parameter('rel'), type: parameter('type'), media: parameter('media') });
  }
  return links;
}
