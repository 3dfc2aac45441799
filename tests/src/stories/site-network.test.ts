import { describe, expect, it } from 'vitest';
import { type NetworkArticle, siteNetwork } from '../../../src/stories/site-network.ts';
import { urlScheme } from '../../../src/stories/url-scheme.ts';

/** "/news/43c64899308.html": 43 + 648 + 99308 = 99999. */
const address = (host: string, page: number, category: number) =>
  `https://${host}/news/${page}c${category}${99_999 - page - category}.html`;

const pages = [7, 43, 281, 305, 512, 640, 913];

function portal(site: string, fields: Partial<NetworkArticle> = {}): NetworkArticle[] {
  return pages.map((page, i) => ({
    site,
    url: address(site, page + site.length, 648 + i),
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
  storyId: `s${i}`,
  relation: 'original',
  template: 'own',
  links: [],
  reactions: [],
  lagDays: 0,
}));

describe('urlScheme', () => {
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
