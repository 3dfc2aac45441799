import { once } from 'node:events';
import { createServer } from 'node:http';
import { englishStory } from './texts/english-story.ts';

/** What the portals of a river have said so far. */
export type Published = { url: string; storyKey: string; at: number };

export type NewsRiver = {
  /** The front pages, where a crawl begins. */
  starts: readonly string[];
  /** `ip:port` of each portal, for the allowlist. */
  allow: string;
  published: readonly Published[];
  /** When each address was asked for first, in milliseconds since 1970. */
  askedAt: ReadonlyMap<string, number>;
  /** Puts one more article on one portal; every third one is a copy of what another portal had before. */
  publish(): Published;
  close(): Promise<void>;
};

/**
 * Portals on loopback that publish while somebody looks on, with the truth of what they said and when they were asked.
 *
 * @param options.seed the texts depend on it alone
 * @param options.portals how many, at least 2
 * @param options.listed articles on each front page; by default more than are published while a test runs
 * @param options.crawlDelayMs what robots.txt asks for; without it there is no robots.txt
 * @param options.now what the portals take for the time, in milliseconds since 1970; this machine's clock by default
 * @param options.pageBytes length of a page, about; what is missing is filled with markup that is no text
 */
export async function newsRiver(options: {
  seed: number;
  portals?: number;
  listed?: number;
  crawlDelayMs?: number;
  now?: () => number;
  pageBytes?: number;
}): Promise<NewsRiver> {
  const { seed, listed = 2_000, crawlDelayMs, now = Date.now, pageBytes = 0 } = options;
  const published: Published[] = [];
  const lists = new Map<string, Published[]>();
  // Made when they are asked for: a river that runs for an hour has no place for all its pages.
  const pages = new Map<string, () => string>();
  const askedAt = new Map<string, number>();
  const portals = await Promise.all(
    Array.from({ length: options.portals ?? 2 }, () => portal(pages, askedAt)),
  );
  if (crawlDelayMs !== undefined) {
    const rule = `User-agent: *\nCrawl-delay: ${crawlDelayMs / 1_000}\n`;
    for (const { origin } of portals) pages.set(`${origin}/robots.txt`, () => rule);
  }

  return {
    starts: portals.map(({ origin }) => `${origin}/`),
    allow: portals.map(({ origin }) => new URL(origin).host).join(','),
    published,
    askedAt,
    publish() {
      const n = published.length;
      const { origin } = portals[n % portals.length] ?? { origin: '' };
      // The one before stands on another portal.
      const copied = n % 3 === 2 ? published[n - 1] : undefined;
      const storyKey = copied?.storyKey ?? `river-${n}`;
      const url = `${origin}/news/${n}.html`;
      const one: Published = { url, storyKey, at: Date.now() };
      const claimed = now();
      pages.set(url, () => {
        const { title, paragraphs } = englishStory(seed, storyKey);
        return articlePage(title, paragraphs, claimed, pageBytes);
      });
      published.push(one);
      const own = [...(lists.get(origin) ?? []), one].slice(-listed);
      lists.set(origin, own);
      const titleOf = (key: string) => englishStory(seed, key).title;
      pages.set(`${origin}/`, () => frontPage(own.toReversed().map((of) => [of.url, titleOf(of.storyKey)])));
      return one;
    },
    async close() {
      await Promise.all(portals.map(({ close }) => close()));
    },
  };
}

async function portal(pages: ReadonlyMap<string, () => string>, askedAt: Map<string, number>) {
  let origin = '';
  const server = createServer((request, response) => {
    const url = origin + (request.url ?? '');
    if (!askedAt.has(url)) askedAt.set(url, Date.now());
    const page = pages.get(url)?.();
    if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  return {
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function articlePage(title: string, paragraphs: readonly string[], at: number, pageBytes: number): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const filler = '<div class="slot"><span></span></div>\n'.repeat(Math.ceil(pageBytes / 40));
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body>
<h1>${title}</h1><div class="info">Date:${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}</div>
<div class="content">${text}</div>${filler}</body></html>`;
}

function frontPage(links: readonly (readonly [url: string, title: string])[]): string {
  const items = links.map(([url, title]) => `<li><a href="${url}">${title}</a></li>`).join('\n');
  return `<!doctype html><html lang="en"><head><title>News</title></head><body><ul>${items}</ul></body></html>`;
}
