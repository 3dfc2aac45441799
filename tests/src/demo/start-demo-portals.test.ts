import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import * as cheerio from 'cheerio';
import { parseFeed } from 'feedsmith';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DemoPortals,
  type StartedPortal,
  startDemoPortals,
} from '../../../src/demo/start-demo-portals.ts';

// The package's types describe an ES module but its code is CommonJS, so an import cannot be typed.
const robotsParser: (
  url: string,
  text: string,
) => {
  isAllowed(url: string, agent: string): boolean | undefined;
  isDisallowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
  getSitemaps(): string[];
} = createRequire(import.meta.url)('robots-parser');

const articlesPerPortal = 40;
const agent = 'wellspring';
let demo: DemoPortals;
beforeAll(async () => {
  demo = await startDemoPortals({ seed: 7, portals: 6, articlesPerPortal });
});
afterAll(() => demo.close());

const text = async (url: string) => (await fetch(url)).text();
const html = async (url: string) => {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  return iconv.decode(bytes, /gb2312/.test(bytes.toString('latin1')) ? 'gbk' : 'utf-8');
};
const portal = (name: string): StartedPortal => {
  const found = demo.portals.find((one) => one.name === name);
  if (!found) throw new Error(`no portal ${name}`);
  return found;
};
const robotsOf = async ({ origin }: StartedPortal) =>
  robotsParser(`${origin}/robots.txt`, await text(`${origin}/robots.txt`));

/** Every page that a polite visitor reaches from the start page by links alone, without their queries. */
async function walk(from: StartedPortal): Promise<Map<string, string>> {
  const robots = await robotsOf(from);
  const seen = new Map<string, string>();
  const open = [from.startUrl];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (seen.has(url) || robots.isDisallowed(url, agent)) continue;
    const page = await html(url);
    seen.set(url, page);
    const $ = cheerio.load(page);
    for (const element of $('a[href]').toArray()) {
      const link = new URL($(element).attr('href') ?? '', url);
      if (link.origin === from.origin) open.push(link.origin + link.pathname);
    }
  }
  return seen;
}

describe('the demo portals', () => {
  it('lead by links alone from the start page to every article and every part of it', async () => {
    for (const one of demo.portals) {
      const seen = await walk(one);
      const missed = one.articles.flatMap(({ partUrls }) => partUrls).filter((url) => !seen.has(url));
      expect(missed, one.name).toEqual([]);
    }
  });

  it('print the title, the paragraphs, the date and the counts of the expected article', async () => {
    for (const one of demo.portals) {
      for (const article of one.articles) {
        const pages = await Promise.all(article.partUrls.map(html));
        const page = cheerio.load(pages.join('\n'));
        page('script, style').remove();
        const printed = page.root().text();
        expect(printed).toContain(article.title);
        for (const paragraph of article.paragraphs) expect(printed).toContain(paragraph);
        for (const { label, count } of article.reactions) {
          expect(printed).toContain(label);
          if (count !== null) expect(printed).toContain(String(count));
        }
        for (const author of article.authors) expect(printed).toContain(author);
        expect(pages[0]).toContain(article.claimedDate.raw);
        expect(page('title').first().text()).toBe(article.titleWithSuffix);
      }
    }
  });

  it('link to the articles of the three lists', async () => {
    for (const one of demo.portals) {
      const own = new Set(one.articles.map(({ url }) => url));
      for (const { url, links } of one.articles.slice(0, 5)) {
        const $ = cheerio.load(await html(url));
        const hrefs = new Set(
          $('a[href]')
            .toArray()
            .map((element) => new URL($(element).attr('href') ?? '', url))
            .map((link) => link.origin + link.pathname),
        );
        expect(links.length).toBeGreaterThanOrEqual(8);
        for (const link of links) {
          expect(hrefs).toContain(link.url);
          expect(own).toContain(link.url);
        }
      }
    }
  });

  it('share stories: one portal has each on its day, the others claim days far from it', () => {
    const members = Map.groupBy(
      demo.portals.flatMap(({ articles }) => articles),
      ({ storyId }) => storyId,
    );
    const shared = [...members.values()].filter((articles) => articles.length > 1);
    expect(shared.length).toBeGreaterThan(20);
    for (const articles of shared) {
      expect(new Set(articles.map(({ language }) => language)).size).toBe(1);
      const originals = articles.filter(({ relation }) => relation === 'original');
      expect(originals).toHaveLength(1);
      for (const original of originals) {
        const { iso, zone } = original.claimedDate;
        if (zone) expect(new Date(iso ?? '').toISOString()).toBe(original.firstPublishedAt);
      }
      for (const { claimedDate, firstPublishedAt, relation } of articles) {
        if (relation === 'original' || claimedDate.zone) continue;
        const days = (Date.parse(`${claimedDate.iso}Z`) - Date.parse(firstPublishedAt)) / 86_400_000;
        expect(Math.abs(days)).toBeGreaterThan(19);
      }
    }
    const relations = new Set(
      demo.portals.flatMap(({ articles }) => articles.map(({ relation }) => relation)),
    );
    expect([...relations].sort()).toEqual(['copy', 'excerpt', 'original', 'unique']);
    for (const [, articles] of members)
      if (articles.length === 1) expect(articles[0]?.relation).toMatch(/unique/);
  });

  it('never print one story twice on one portal', () => {
    for (const { articles } of demo.portals)
      expect(new Set(articles.map(({ storyId }) => storyId)).size).toBe(articles.length);
  });

  it('serve the Chinese portal in GBK', async () => {
    const { articles } = portal('河口新闻网');
    const response = await fetch(articles[0]?.url ?? '');
    expect(response.headers.get('content-type')).toBe('text/html; charset=gb2312');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(iconv.decode(bytes, 'gbk')).toContain(articles[0]?.paragraphs[0]);
    expect(bytes.toString('utf8')).not.toContain(articles[0]?.paragraphs[0]);
  });

  it('forbid the private pages and the counters in robots.txt, and name the sitemap', async () => {
    for (const one of demo.portals) {
      const robots = await robotsOf(one);
      expect(robots.isDisallowed(`${one.origin}/private/drafts.html`, agent)).toBe(true);
      expect(robots.isAllowed(one.articles[0]?.url ?? '', agent)).toBe(true);
      expect(robots.getSitemaps()).toEqual([`${one.origin}/sitemap-index.xml`]);
      for (const { url } of one.articles.slice(0, 3)) {
        const counters = [...(await html(url)).matchAll(/src="(\/(?:e\/public|plus|api\.php)[^"]*)"/g)];
        for (const [, path] of counters)
          expect(robots.isDisallowed(`${one.origin}${path}`, agent)).toBe(true);
      }
    }
    expect((await robotsOf(portal('河口新闻网'))).getCrawlDelay(agent)).toBe(0.05);
  });

  it('list every article in the sitemaps, one of them compressed', async () => {
    for (const one of demo.portals) {
      const index = cheerio.load(await text(`${one.origin}/sitemap-index.xml`), { xml: true });
      const files = index('sitemapindex > sitemap > loc')
        .toArray()
        .map((element) => index(element).text());
      const urls: string[] = [];
      for (const file of files) {
        const bytes = Buffer.from(await (await fetch(file)).arrayBuffer());
        const $ = cheerio.load(file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString(), {
          xml: true,
        });
        urls.push(
          ...$('urlset > url > loc')
            .toArray()
            .map((element) => $(element).text()),
        );
        expect($('urlset > url > lastmod').first().text()).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
      expect(files.filter((file) => file.endsWith('.gz'))).toHaveLength(1);
      expect(urls).toEqual(one.articles.map(({ url }) => url));
    }
  });

  it('give a valid feed of the newest articles, found from the start page', async () => {
    for (const one of demo.portals) {
      const $ = cheerio.load(await html(one.startUrl));
      const href = $('link[type="application/rss+xml"]').attr('href') ?? '/rss.xml';
      const { format, feed } = parseFeed(await text(new URL(href, one.startUrl).href));
      if (format !== 'rss') throw new Error(`${one.name} gives ${format}`);
      expect(feed.items).toHaveLength(20);
      const own = new Set(one.articles.map(({ url }) => url));
      for (const item of feed.items ?? []) {
        expect(own).toContain(item.link);
        expect(Number.isNaN(Date.parse(item.pubDate ?? ''))).toBe(false);
      }
    }
  });

  it('answer 304 to a validator they gave, and 200 to another', async () => {
    const { url } = portal('Coastline Wire').articles[0] ?? { url: '' };
    const first = await fetch(url);
    const etag = first.headers.get('etag') ?? '';
    const lastModified = first.headers.get('last-modified') ?? '';
    const status = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': '"other"' })).toBe(200);
    expect(await status({ 'if-modified-since': lastModified })).toBe(304);
    expect(await status({ 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' })).toBe(200);
    expect(await status({ 'if-none-match': '"other"', 'if-modified-since': lastModified })).toBe(200);
  });

  it('have a moved address, a dead link and a link with tracking on every start page', async () => {
    for (const one of demo.portals) {
      const $ = cheerio.load(await html(one.startUrl));
      const hrefs = $('a[href]')
        .toArray()
        .map((element) => $(element).attr('href') ?? '');
      const moved = hrefs.find((href) => href.startsWith('/old/'));
      const answer = await fetch(`${one.origin}${moved}`, { redirect: 'manual' });
      expect(answer.status).toBe(301);
      expect(one.articles.map(({ url }) => url)).toContain(one.origin + answer.headers.get('location'));
      const dead = hrefs.find((href) => href.startsWith('/gone/'));
      expect((await fetch(`${one.origin}${dead}`)).status).toBe(404);
      expect(hrefs.some((href) => href.includes('utm_source='))).toBe(true);
    }
  });

  it('cut some articles into pages', () => {
    const parts = portal('Tide Press').articles.map(({ partUrls }) => partUrls.length);
    expect(Math.max(...parts)).toBeGreaterThanOrEqual(2);
    expect(Math.min(...parts)).toBe(1);
  });

  it('count every request, and tell when a counter was called', async () => {
    const own = await startDemoPortals({ seed: 1, portals: 1, articlesPerPortal: 5 });
    try {
      const [one] = own.portals;
      if (!one) throw new Error('no portal');
      await text(`${one.origin}/robots.txt`);
      await text(`${one.origin}/robots.txt`);
      expect(own.requests.get(`${one.origin}/robots.txt`)).toBe(2);
      expect(own.counterHits).toBe(0);
      await text(`${one.origin}/e/public/ViewClick/?classid=648&id=281&addclick=1`);
      expect(own.counterHits).toBe(1);
      expect(one.visits.map(({ status }) => status)).toEqual([200, 200, 200]);
    } finally {
      await own.close();
    }
  });

  it('are the same for the same seed, and others for another', async () => {
    const pages = async (seed: number) => {
      const own = await startDemoPortals({ seed, portals: 6, articlesPerPortal: 6 });
      const found: string[] = [];
      for (const { origin, articles, startUrl } of own.portals) {
        // Only the port differs between two runs.
        const host = new URL(origin).host;
        for (const url of [startUrl, ...articles.map((article) => article.url)])
          found.push((await html(url)).replaceAll(host, 'host'));
        found.push(JSON.stringify(articles).replaceAll(host, 'host'));
      }
      await own.close();
      return found;
    };
    const [one, again, other] = [await pages(3), await pages(3), await pages(4)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('wait with the last article where a slow page is asked for', async () => {
    const own = await startDemoPortals({ seed: 1, portals: 1, articlesPerPortal: 5, slowArticleMs: 60_000 });
    const [one] = own.portals;
    await expect(
      fetch(one?.articles.at(-1)?.url ?? '', { signal: AbortSignal.timeout(200) }),
    ).rejects.toThrow(/timeout/);
    expect((await fetch(one?.articles.at(0)?.url ?? '')).status).toBe(200);
    await own.close();
  });
});
