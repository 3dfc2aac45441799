import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { DemoCategory } from './demo-article.ts';
import type { DemoPortal } from './demo-portal.ts';
import { feed, robots, sitemap, sitemapIndex, sitemapPaths } from './portal-feeds.ts';

export type PortalAnswer = {
  status: number;
  contentType: string;
  body: Buffer;
  /** Null where the page does not tell. */
  lastModified: Date | null;
  location: string | null;
};

/** Addresses that raise a counter when they are called, as on real portals; a crawler must never ask for them. */
export const counterPath = /^\/(e\/public\/|plus\/count\.php|api\.php)/;

const latestArticles = 12;

/**
 * What a portal answers for a path with its query.
 *
 * @param moving counts grow and rankings turn with each look at an article
 */
export function portalPages(
  portal: DemoPortal,
  { moving = false }: { moving?: boolean } = {},
): (path: string) => PortalAnswer {
  const looks = new Map<string, number>();
  const { template } = portal.plan;
  const lists = listPaths(portal);
  const sitemaps = sitemapPaths(portal);

  function article(path: string): PortalAnswer | null {
    const index = (template.numberIn(path) ?? -1) - template.firstNumber;
    if (index < 0 || index >= portal.articles) return null;
    const found = portal.article(index);
    const part = found.paths.indexOf(path) + 1;
    if (part === 0) return null;
    const look = moving ? (looks.get(path) ?? 0) : 0;
    looks.set(path, look + 1);
    const shown = { ...found, likes: grown(found.likes, look), views: grown(found.views, look) };
    const lists = portal.lists(found);
    const turn = look % Math.max(1, lists.ranking.length);
    const turned = { ...lists, ranking: [...lists.ranking.slice(turn), ...lists.ranking.slice(0, turn)] };
    const view = { site: portal.site, article: shown, part, lists: turned };
    // A Last-Modified is an instant; `postedAt` is what the portal's clock showed.
    const lastModified = new Date(found.postedAt.getTime() - portal.site.zoneMinutes * 60_000);
    return page(template.articlePage(view), lastModified);
  }

  function page(html: string, lastModified: Date | null = null): PortalAnswer {
    return answer(template.contentType, iconv.encode(html, template.charset), { lastModified });
  }

  /** An address from before the last redesign: "/old/1025.html". */
  function moved(path: string): PortalAnswer | null {
    const index = Number(/^\/old\/(\d+)\.html$/.exec(path)?.[1] ?? Number.NaN) - template.firstNumber;
    if (!(index >= 0 && index < portal.articles)) return null;
    return answer('text/html', Buffer.alloc(0), { status: 301, location: portal.article(index).paths[0] });
  }

  return (pathAndQuery) => {
    const path = pathAndQuery.replace(/[?#].*$/, '');
    const list = lists.get(path);
    if (path === '/') return page(home(portal));
    if (list)
      return page(
        template.listPage({ site: portal.site, ...list, ...portal.listed(list.category, list.page) }),
      );
    if (path === '/robots.txt') return answer('text/plain', Buffer.from(robots(portal)));
    if (path === '/sitemap-index.xml') return answer('application/xml', Buffer.from(sitemapIndex(portal)));
    if (path === template.feedPath) return answer('application/rss+xml', Buffer.from(feed(portal)));
    const file = sitemaps.indexOf(path);
    if (file >= 0) {
      const xml = sitemap(portal, file);
      return path.endsWith('.gz')
        ? answer('application/gzip', gzipSync(xml))
        : answer('application/xml', Buffer.from(xml));
    }
    if (counterPath.test(path)) return answer('text/javascript', Buffer.from("document.write('370');"));
    if (/^\/(author\/\d+|about)\/$/.test(path))
      return page('<html><title>About</title><body><h1>About us</h1><p>Write to the desk.</p></body></html>');
    if (path.startsWith('/private/')) return page('<html><body><h1>For editors only</h1></body></html>');
    return (
      moved(path) ??
      article(path) ?? { ...page('<html><title>404</title><h1>Not found</h1></html>'), status: 404 }
    );
  };
}

/** The front page, with links that try a crawler: moved, gone, tracked, forbidden. */
function home(portal: DemoPortal): string {
  const { template } = portal.plan;
  const latest = Array.from({ length: Math.min(latestArticles, portal.articles) }, (_, i) =>
    portal.article(portal.articles - 1 - i),
  );
  const picked = portal.article(Math.min(1, portal.articles - 1));
  const picks = [
    { href: `/old/${picked.number}.html`, text: picked.title },
    { href: `${portal.article(0).paths[0]}?utm_source=home&utm_medium=picks`, text: portal.article(0).title },
    {
      href: '/gone/2019/yearbook.html',
      text: template.language === 'zh' ? '旧年鉴' : 'The yearbook of 2019',
    },
    { href: '/private/drafts.html', text: template.language === 'zh' ? '草稿箱' : 'Drafts' },
  ];
  return template.homePage({ site: portal.site, latest, picks });
}

function listPaths(portal: DemoPortal): Map<string, { category: DemoCategory; page: number }> {
  const { template } = portal.plan;
  const paths = new Map<string, { category: DemoCategory; page: number }>();
  for (const category of template.categories) {
    const { pages } = portal.listed(category, 1);
    for (let page = 1; page <= pages; page += 1)
      paths.set(template.listPath(category, page), { category, page });
  }
  return paths;
}

/** Fast at first, then slower, as attention goes; the first look is at the count itself. */
function grown(count: number, look: number): number {
  return Math.round(count * (1 + 0.45 * Math.log1p(look)));
}

function answer(contentType: string, body: Buffer, change: Partial<PortalAnswer> = {}): PortalAnswer {
  return { status: 200, contentType, body, lastModified: null, location: null, ...change };
}
