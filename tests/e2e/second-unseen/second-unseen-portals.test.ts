import * as cheerio from 'cheerio';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type SecondPortal,
  type SecondPortals,
  startSecondUnseenPortals,
} from './start-second-unseen-portals.ts';

let network: SecondPortals;
beforeAll(async () => {
  network = await startSecondUnseenPortals();
});
afterAll(() => network.close());

async function html(portal: SecondPortal, url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status, url).toBe(200);
  return iconv.decode(
    Buffer.from(await response.arrayBuffer()),
    portal.name === '临江在线' ? 'gbk' : 'utf-8',
  );
}

/** All pages of a portal that links lead to, with their text. */
async function walk(portal: SecondPortal): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const open = [portal.startUrl];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (seen.has(url) || portal.forbidden.includes(url)) continue;
    const page = await html(portal, url);
    seen.set(url, page);
    const $ = cheerio.load(page);
    for (const element of $('a[href]').toArray()) {
      const link = new URL($(element).attr('href') ?? '', url);
      link.hash = '';
      if (link.origin === portal.origin) open.push(link.href);
    }
  }
  return seen;
}

const plain = (text: string) => text.replace(/[\s\u00a0\u202f　]+/g, ' ');

describe('the second network of unseen portals', () => {
  it('has seven portals in four languages, with at least 12 articles each', () => {
    expect(network.portals.map(({ articles }) => articles[0]?.language)).toEqual([
      'en',
      'en',
      'en',
      'zh',
      'zh',
      'fr',
      'pt',
    ]);
    for (const { articles } of network.portals) {
      expect(articles.length).toBeGreaterThanOrEqual(12);
      expect(new Set(articles.map(({ url }) => url)).size).toBe(articles.length);
      expect(new Set(articles.map(({ title }) => title)).size).toBe(articles.length);
    }
  });

  it('has texts as long as those of real portals', () => {
    for (const { paragraphs, language } of network.portals.flatMap(({ articles }) => articles)) {
      expect(paragraphs.length).toBeGreaterThanOrEqual(6);
      expect(paragraphs.length).toBeLessThanOrEqual(12);
      const letters = paragraphs.join('').length;
      expect(letters).toBeGreaterThan(language === 'zh' ? 250 : 600);
      expect(letters).toBeLessThan(2_500);
    }
  });

  it('is joined by links: from the start page to every article, every list and every other page', async () => {
    for (const portal of network.portals) {
      const seen = await walk(portal);
      expect(portal.articles.map(({ url }) => url).filter((url) => !seen.has(url))).toEqual([]);
      expect(portal.notArticles.filter((url) => !seen.has(url))).toEqual([]);
    }
  });

  it('prints title, paragraphs, authors, labels and lists as the truth says', async () => {
    for (const portal of network.portals) {
      for (const article of portal.articles) {
        const $ = cheerio.load(await html(portal, article.url));
        $('script').remove();
        const text = plain($('body').text());
        expect(text).toContain(plain(article.title));
        for (const author of article.authors) expect(text).toContain(author);
        for (const { label } of article.reactions) expect(text).toContain(label);
        const printed = article.paragraphs.filter((paragraph) => text.includes(plain(paragraph)));
        // Long articles of one portal go on on further pages.
        if (portal.name !== '临江在线') expect(printed).toEqual(article.paragraphs);
        else expect(printed.length).toBeGreaterThanOrEqual(3);
        const hrefs = $('a[href]')
          .toArray()
          .map((element) => new URL($(element).attr('href') ?? '', article.url).href);
        for (const { url } of article.links) expect(hrefs).toContain(url);
      }
    }
  });

  it('forbids in robots.txt what it says it forbids, and links to it', async () => {
    for (const portal of network.portals) {
      const robots = await (await fetch(`${portal.origin}/robots.txt`)).text();
      const start = cheerio.load(await html(portal, portal.startUrl));
      const hrefs = start('a[href]')
        .toArray()
        .map((element) => new URL(start(element).attr('href') ?? '', portal.startUrl).href);
      expect(portal.forbidden.length).toBeGreaterThan(0);
      for (const url of portal.forbidden) {
        const path = url.slice(portal.origin.length);
        expect([...robots.matchAll(/^Disallow: (\/.+)$/gm)].some(([, p = '?']) => path.startsWith(p))).toBe(
          true,
        );
        expect(hrefs).toContain(url);
      }
    }
  });
});
