import { describe, expect, it } from 'vitest';
import { dateCounts, knownPortals, pairCounts } from '../../../bench/known-portals.ts';
import { type NetworkArticle, siteNetwork } from '../../../src/stories/site-network.ts';
import { urlSchemes } from '../../../src/stories/url-scheme.ts';

/** "/news/43c64899308.html": 43 + 648 + 99308 = 99999. */
const address = (host: string, page: number, category: number) =>
  `https://${host}/news/${page}c${category}${99_999 - page - category}.html`;

const pages = [7, 43, 281, 305, 512, 640, 913];

function portal(site: string, fields: Partial<NetworkArticle> = {}): NetworkArticle[] {
  return pages.map((page, i) => ({
    site,
    url: address(site, page + site.length, 648 + i),
    title: `Headline ${i}`,
    storyId: `s${i}`,
    relation: 'copy',
    template: 'empire',
    links: [{ block: 'related', position: 1, text: `Title ${i}`, url: 'https://x.example/' }],
    reactions: [{ label: 'veryGood!', count: 15, atLeast: false }],
    lagDays: 100 + i,
    ...fields,
  }));
}

/** A publisher whose stories are copied, with nothing else in common. */
const publisher: NetworkArticle[] = pages.map((_, i) => ({
  site: 'publisher.example',
  url: `https://publisher.example/2023/12/0${i + 1}/a-headline`,
  title: `Headline ${i}`,
  storyId: `s${i}`,
  relation: 'original',
  template: 'own',
  links: [],
  reactions: [],
  lagDays: 0,
}));

const urlScheme = (urls: readonly string[]) => urlSchemes(urls)[0] ?? null;

describe('urlSchemes', () => {
  it('finds a sum that all addresses come to, without being told of it', () => {
    expect(urlScheme(pages.map((page, i) => address('a.example', page, 600 + i)))).toEqual({
      shape: '/news/#?##5.html',
      checksum: 99_999,
    });
    const others = [10, 24, 33, 47, 58].map((page) => `https://a.example/x/${page}-${5000 - page}.html`);
    expect(urlScheme(others)).toEqual({ shape: '/x/#-#.html', checksum: 5000 });
  });

  it('finds none in numbers that run on, or in a number that never changes', () => {
    const running = [1, 2, 3, 4, 5, 6].map((page) => `https://a.example/news/${1000 + page}.html`);
    expect(urlScheme(running)).toEqual({ shape: '/news/#.html', checksum: null });
    const titled = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (name) => `https://a.example/2024-top-5-of-${name}${name}`,
    );
    expect(urlScheme(titled)?.checksum ?? null).toBeNull();
  });

  it('does not judge by fewer than five addresses, or by addresses without a number', () => {
    expect(urlScheme(pages.slice(0, 4).map((page) => address('a.example', page, 600)))).toBeNull();
    expect(urlScheme(pages.map((page) => `https://a.example/${'x'.repeat(page % 9)}`))).toBeNull();
  });
});

describe('siteNetwork', () => {
  it('finds a sum that two sites have in common, though each has one category only', () => {
    const urls = (host: string, category: number) =>
      pages.map((page) => `https://${host}/n/${page}-${category}${99_999 - page - category}.html`);
    const ofCategory = (site: string, category: number) =>
      portal(site, { template: '', reactions: [], links: [] }).map((article, i) => ({
        ...article,
        storyId: `${site} ${i}`,
        url: urls(site, category)[i] ?? '',
      }));
    const { sites, edges } = siteNetwork([
      ...ofCategory('one.example', 648),
      ...ofCategory('two.example', 207),
    ]);
    expect(sites.map(({ urlScheme: scheme }) => scheme?.checksum)).toEqual([99_999, 99_999]);
    expect(edges[0]?.reasons.map(({ kind }) => kind)).toEqual(['url-scheme', 'checksum']);
  });

  const { sites, edges } = siteNetwork([
    ...portal('assetlink.example'),
    ...portal('echosense.example'),
    ...publisher,
  ]);

  it('joins two portals and gives a reason for each thing that they share', () => {
    const [edge] = edges;
    expect(edge).toMatchObject({ a: 'assetlink.example', b: 'echosense.example', sharedStories: 7 });
    expect(edge?.weight).toBeGreaterThan(0.9);
    expect(edge?.reasons.map(({ text }) => text)).toEqual([
      '7 of 7 stories that others tell too are common',
      '7 of 7 titles in side lists are common',
      '1 page template is the same',
      'the reaction labels are the same: veryGood!',
      'addresses are built alike: /news/#?##5.html',
      'the numbers of every address add up to 99999 on both',
    ]);
  });

  it('never joins on one shared thing: copied stories alone make no operation', () => {
    expect(edges).toHaveLength(1);
    const [a, b, c] = sites.map(({ group }) => group);
    expect(a).toBe(b);
    expect(c).not.toBe(a);
  });

  it('keeps customers of one agency apart, who print its texts in time under one theme', () => {
    const customer = (site: string) =>
      portal(site, { lagDays: 0.5, url: `https://${site}/2025/a-headline`, template: 'wordpress-theme' }).map(
        // Their lists name what they print.
        (article) => ({
          ...article,
          links: article.links.map((link, i) => ({ ...link, text: `Headline ${i}` })),
        }),
      );
    const apart = siteNetwork([...customer('daily.example'), ...customer('courier.example')]);
    expect(apart.edges[0]?.reasons.map(({ text }) => text)).toEqual([
      '7 of 7 stories that others tell too are common, 7 of them told within 7 days by one of the two',
      '1 page template is the same',
      'the reaction labels are the same: veryGood!',
    ]);
    expect(new Set(apart.sites.map(({ group }) => group)).size).toBe(2);
  });

  it('does not take two blogs under one roof for one hand', () => {
    const blog = (site: string) => portal(site, { url: `https://${site}/a`, template: site, reactions: [] });
    const { edges } = siteNetwork([...blog('one.blogspot.com'), ...blog('two.blogspot.com')]);
    expect(edges.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).not.toContain('domain');
    const news = siteNetwork([...blog('one.portal.example'), ...blog('two.portal.example')]);
    expect(news.edges.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).toContain('domain');
  });

  const known = knownPortals({ seed: 6, portals: 24, articlesPerPortal: 8 });

  it('finds who runs which of the demo portals: no wrong pair, nearly all of the right ones', () => {
    const { wanted, grouped, right } = pairCounts(known);
    expect(wanted).toBe(40);
    expect(grouped - right).toBe(0);
    expect(right).toBeGreaterThanOrEqual(0.9 * wanted);
  });

  it('dates their stories: nearly all rightly, no late date missed', () => {
    const { borneOut, right, late, judgedLate, rightlyLate } = dateCounts(known);
    expect(borneOut).toBeGreaterThan(50);
    expect(right).toBeGreaterThanOrEqual(0.96 * borneOut);
    expect(rightlyLate).toBe(late);
    expect(rightlyLate).toBeGreaterThanOrEqual(0.92 * judgedLate);
  });

  it('tells what share of a site is its own, and how late it is dated', () => {
    expect(sites).toEqual([
      expect.objectContaining({ site: 'assetlink.example', articles: 7, ownShare: 0, medianLagDays: 103 }),
      expect.objectContaining({ site: 'echosense.example', ownShare: 0 }),
      expect.objectContaining({ site: 'publisher.example', ownShare: 1, medianLagDays: 0 }),
    ]);
  });

  it('does not depend on the order of the articles', () => {
    const articles = [...portal('b.example'), ...portal('a.example'), ...publisher];
    expect(siteNetwork(articles.toReversed())).toEqual(siteNetwork(articles));
  });

  it('is empty without articles', () => {
    expect(siteNetwork([])).toEqual({ sites: [], edges: [] });
  });
});
