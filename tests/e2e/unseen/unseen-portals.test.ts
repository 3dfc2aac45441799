import * as cheerio from 'cheerio';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUnseenPortals, type UnseenPortal, type UnseenPortals } from './start-unseen-portals.ts';

const charsets = ['shift_jis', 'euc-kr', 'windows-1251', 'utf-8', 'windows-1252', 'utf-8', 'utf-8'];
let network: UnseenPortals;
beforeAll(async () => {
  network = await startUnseenPortals();
});
afterAll(() => network.close());

const charsetOf = (portal: UnseenPortal) => charsets[network.portals.indexOf(portal)] ?? 'utf-8';
async function html(portal: UnseenPortal, url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status, url).toBe(200);
  return iconv.decode(Buffer.from(await response.arrayBuffer()), charsetOf(portal));
}

/** All pages of a portal that links lead to. */
async function walk(portal: UnseenPortal): Promise<Set<string>> {
  const seen = new Set<string>();
  const open = [portal.startUrl];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (seen.has(url) || portal.forbidden.some((path) => url === portal.origin + path)) continue;
    seen.add(url);
    const $ = cheerio.load(await html(portal, url));
    for (const element of $('a[href]').toArray()) {
      const link = new URL($(element).attr('href') ?? '', url);
      link.hash = '';
      if (link.origin === portal.origin) open.push(link.href);
    }
  }
  return seen;
}

const plain = (text: string) => text.replace(/[\s\u00a0　]+/g, ' ');

describe('the network of unseen portals', () => {
  it('has seven portals in six languages, each with its own address and at least 12 articles', () => {
    expect(network.portals).toHaveLength(7);
    const languages = new Set(
      network.portals.flatMap(({ articles }) => articles.map(({ language }) => language)),
    );
    expect([...languages].sort()).toEqual(['de', 'en', 'es', 'ja', 'ko', 'ru']);
    expect(new Set(network.portals.map(({ origin }) => origin)).size).toBe(7);
    for (const { articles } of network.portals) expect(articles.length).toBeGreaterThanOrEqual(12);
  });

  it('is joined by links: from the start page to every article, every list and every other page', async () => {
    for (const portal of network.portals) {
      const seen = await walk(portal);
      expect(portal.articles.map(({ url }) => url).filter((url) => !seen.has(url))).toEqual([]);
      expect(portal.notArticles.filter((url) => !seen.has(url))).toEqual([]);
    }
  });

  it('prints title, paragraphs, author, counts and lists as the truth says', async () => {
    for (const portal of network.portals) {
      for (const article of portal.articles) {
        const $ = cheerio.load(await html(portal, article.url));
        $('script').remove();
        $('br').replaceWith('\n');
        const text = plain($.root().text());
        expect(text).toContain(plain(article.title));
        for (const paragraph of article.paragraphs) expect(text).toContain(plain(paragraph));
        for (const author of article.authors) expect(text).toContain(author);
        for (const { label, count } of article.reactions) {
          // A button's label may stand in its value.
          expect(text.includes(label) || $(`input[value="${label}"]`).length === 1).toBe(true);
          expect(text).toContain(String(count));
        }
        if (article.views !== null)
          expect(text.replace(/(\d)[ ,](?=\d{3})/g, '$1')).toContain(String(article.views));
        const links = $('a[href]')
          .toArray()
          .map((element) => ({
            text: plain($(element).text()).trim(),
            url: new URL($(element).attr('href') ?? '', article.url).href,
          }));
        for (const { text: shown, url } of article.links)
          expect(links).toContainEqual({ text: plain(shown), url });
      }
    }
  });

  it('gives every article an address and a text of its own', () => {
    for (const { articles } of network.portals) {
      expect(new Set(articles.map(({ url }) => url)).size).toBe(articles.length);
      expect(new Set(articles.map(({ paragraphs }) => paragraphs.join())).size).toBe(articles.length);
    }
  });

  it('has no two different stories with 40 percent of their runs of five letters in common', () => {
    for (const { articles } of network.portals) {
      const sets = articles.map(({ paragraphs }) => {
        const letters = [...paragraphs.join('')];
        return new Set(letters.slice(4).map((_, i) => letters.slice(i, i + 5).join('')));
      });
      const most = sets.flatMap((a, i) =>
        sets.slice(i + 1).map((b) => {
          const common = [...a].filter((run) => b.has(run)).length;
          return common / (a.size + b.size - common);
        }),
      );
      expect(Math.max(...most)).toBeLessThan(0.4);
    }
  });

  it('shares stories between the two English portals, with the same text', () => {
    const english = network.portals.filter(({ articles }) => articles[0]?.language === 'en');
    const [first, second] = english.map(
      ({ articles }) => new Map(articles.map((article) => [article.storyId, article])),
    );
    const shared = [...(first ?? [])].filter(([id]) => second?.has(id));
    expect(shared.length).toBeGreaterThanOrEqual(6);
    for (const [id, article] of shared) expect(second?.get(id)?.paragraphs).toEqual(article.paragraphs);
  });

  it('prints dates in the ISO form of the truth or in the words of its language', async () => {
    for (const portal of network.portals) {
      const article = portal.articles[0];
      if (!article) throw new Error('no article');
      const iso = article.claimedDate.iso ?? '';
      const page = await html(portal, article.url);
      const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
      expect(page).toContain(String(year));
      expect(page).toMatch(new RegExp(`\\b0?${day}\\b|${month}月${day}日`));
    }
  });

  it('loses no letter to its charset', async () => {
    for (const portal of network.portals) {
      const charset = charsetOf(portal);
      for (const { title, paragraphs } of portal.articles) {
        const text = [title, ...paragraphs].join('\n');
        expect(iconv.decode(iconv.encode(text, charset), charset)).toBe(text);
      }
    }
  });

  it('forbids in robots.txt what it says it forbids', async () => {
    for (const portal of network.portals) {
      if (portal.forbidden.length === 0) continue;
      const robots = await (await fetch(`${portal.origin}/robots.txt`)).text();
      for (const path of portal.forbidden)
        expect(
          [...robots.matchAll(/^Disallow: (\/.+)$/gm)].some(([, prefix = '?']) => path.startsWith(prefix)),
        ).toBe(true);
    }
  });

  it('counts what was asked for', async () => {
    const [portal] = network.portals;
    const url = `${portal?.origin}/nowhere`;
    const before = network.requests.get(url) ?? 0;
    expect((await fetch(url)).status).toBe(404);
    expect(network.requests.get(url)).toBe(before + 1);
  });
});
