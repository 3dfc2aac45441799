import { z } from 'zod';
import { canonicalUrl } from '../canonical-url.ts';

export type FeedEntry = { url: string; date: string | null };

const Link = z.union([
  z.string(),
  z
    .object({ href: z.string().optional(), rel: z.string().optional() })
    .transform(({ href, rel }) => (rel === undefined || rel === 'alternate' ? (href ?? '') : '')),
]);
/** RSS, RDF, Atom and JSON Feed in the one shape that we need of them. */
const Item = z
  .object({
    link: Link.optional(),
    links: z.array(Link).optional(),
    url: z.string().optional(),
    id: z.string().optional(),
    guid: z
      .union([z.string(), z.object({ value: z.string().optional(), isPermaLink: z.boolean().optional() })])
      .optional(),
    pubDate: z.string().optional(),
    published: z.string().optional(),
    updated: z.string().optional(),
    date_published: z.string().optional(),
    dc: z.object({ date: z.string().optional(), dates: z.array(z.string()).optional() }).optional(),
  })
  .loose();
const Links = z
  .array(z.object({ href: z.string().optional(), rel: z.string().optional() }).loose())
  .optional();
const Feed = z
  .object({
    items: z.array(Item).optional(),
    entries: z.array(Item).optional(),
    links: Links.catch(undefined),
    atom: z.object({ links: Links }).loose().optional().catch(undefined),
    next_url: z.string().optional(),
    hubs: z
      .array(z.object({ url: z.string().optional() }).loose())
      .optional()
      .catch(undefined),
  })
  .loose();

/** A feed's entries, where its older ones are (RFC 5005), and the hub that announces its changes (WebSub). */
export type FeedPage = { entries: FeedEntry[]; next: string[]; hub: string | null };

/** An RSS, RDF, Atom or JSON feed; null where the text is none of them. */
export async function readFeed(text: string, url: string): Promise<FeedPage | null> {
  // Loaded with the first feed: its 130 modules are a sixth of what a crawl reads before its first page.
  const { parseFeed } = await import('feedsmith');
  let parsed: unknown;
  try {
    parsed = parseFeed(text).feed;
  } catch {
    // Not a feed, or broken beyond reading: the caller gives the page its outcome.
    return null;
  }
  const feed = Feed.safeParse(parsed);
  if (!feed.success) return null;
  const { links = [], atom, next_url, hubs = [], items = [], entries = [] } = feed.data;
  const named = [...links, ...(atom?.links ?? [])];
  const byRel = (wanted: RegExp) =>
    named.flatMap(({ rel, href }) => (href && wanted.test(rel ?? '') ? [href] : []));
  const next = [...byRel(/^(?:next|prev-archive)$/i), ...(next_url ? [next_url] : [])];
  const [hub = hubs[0]?.url] = byRel(/^hub$/i);
  return {
    entries: [...items, ...entries].flatMap((item) => entryOf(item, url)),
    next: next.flatMap((address) => canonicalUrl(address, url) ?? []),
    hub: hub === undefined ? null : canonicalUrl(hub, url),
  };
}

function entryOf(item: z.infer<typeof Item>, url: string): FeedEntry[] {
  const { guid } = item;
  const permalink = typeof guid === 'string' ? guid : guid?.isPermaLink === false ? undefined : guid?.value;
  const address = [item.link, item.url, ...(item.links ?? []), permalink, item.id].find(
    (candidate) => candidate && /^(?:https?:|\/|\.)/i.test(candidate.trim()),
  );
  const target = address ? canonicalUrl(address, url) : null;
  const date =
    item.pubDate ??
    item.published ??
    item.date_published ??
    item.updated ??
    item.dc?.date ??
    item.dc?.dates?.[0];
  return target ? [{ url: target, date: date?.trim() || null }] : [];
}
