/** A feed's address taken apart. */
export type FeedTopic = {
  origin: string;
  name: string;
  form: 'json' | 'atom' | 'rss';
  limit: number;
  text: 'full' | 'short';
};

const PATH = /^\/v1\/feeds\/([a-z0-9-]+)\.(json|atom|rss)$/;

/** What a subscriber may name as his topic: the newest page of a feed of ours. Null: it is something else. */
export function feedTopic(address: string): FeedTopic | null {
  if (!URL.canParse(address)) return null;
  const { protocol, origin, pathname, searchParams, hash, username, password } = new URL(address);
  const [, name, form] = PATH.exec(pathname) ?? [];
  if ((protocol !== 'http:' && protocol !== 'https:') || hash || username || password) return null;
  if (name === undefined || (form !== 'json' && form !== 'atom' && form !== 'rss')) return null;
  if ([...searchParams.keys()].some((key) => key !== 'limit' && key !== 'text')) return null;
  const limit = Number(searchParams.get('limit') ?? 50);
  const text = searchParams.get('text') ?? 'full';
  if (!Number.isInteger(limit) || limit < 1 || limit > 200 || (text !== 'full' && text !== 'short'))
    return null;
  return { origin, name, form, limit, text };
}
