import type { DemoPortal } from './demo-portal.ts';
import { escapeHtml as esc } from './templates/escape-html.ts';
import { day, offset } from './templates/wall-clock.ts';

/** URLs in one sitemap file; small enough that the demo always has several. */
const sitemapUrls = 5_000;
const feedItems = 20;
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** Paths of the sitemap files in order; the last is a gzip file. */
export function sitemapPaths(portal: DemoPortal): string[] {
  const files = Math.max(2, Math.ceil(portal.articles / sitemapUrls));
  return Array.from({ length: files }, (_, i) => `/sitemap-${i + 1}.xml${i === files - 1 ? '.gz' : ''}`);
}

export function sitemapIndex(portal: DemoPortal): string {
  const entries = sitemapPaths(portal).map(
    (path) => `<sitemap><loc>${portal.site.origin}${path}</loc></sitemap>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex ${namespace}>\n${entries.join('\n')}\n</sitemapindex>\n`;
}

/** @param file from 0 */
export function sitemap(portal: DemoPortal, file: number): string {
  const files = sitemapPaths(portal).length;
  const perFile = Math.ceil(portal.articles / files);
  const entries: string[] = [];
  for (let index = file * perFile; index < Math.min(portal.articles, (file + 1) * perFile); index += 1) {
    const { paths, postedAt } = portal.article(index);
    entries.push(
      `<url><loc>${esc(portal.site.origin + paths[0])}</loc><lastmod>${day(postedAt)}</lastmod></url>`,
    );
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${namespace}>\n${entries.join('\n')}\n</urlset>\n`;
}

/** RSS 2.0 of the newest articles. */
export function feed(portal: DemoPortal): string {
  const { site, plan } = portal;
  const indexes = Array.from(
    { length: Math.min(feedItems, portal.articles) },
    (_, i) => portal.articles - 1 - i,
  );
  const items = indexes.map((index) => {
    const { paths, title, paragraphs, postedAt, number } = portal.article(index);
    const link = esc(site.origin + paths[0]);
    const date = postedAt.toUTCString().replace('GMT', offset(site.zoneMinutes).replace(':', ''));
    return `<item><title>${esc(title)}</title><link>${link}</link><guid isPermaLink="false">${plan.index}-${number}</guid><pubDate>${date}</pubDate><description>${esc(paragraphs[0] ?? '')}</description></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>${esc(site.name)}</title><link>${site.origin}/</link><description>${esc(site.name)}</description>
${items.join('\n')}
</channel></rss>
`;
}

export function robots(portal: DemoPortal): string {
  const { disallow, crawlDelaySeconds } = portal.plan.template;
  return [
    'User-agent: *',
    ...disallow.map((path) => `Disallow: ${path}`),
    ...(crawlDelaySeconds === null ? [] : [`Crawl-delay: ${crawlDelaySeconds}`]),
    `Sitemap: ${portal.site.origin}/sitemap-index.xml`,
    '',
  ].join('\n');
}
