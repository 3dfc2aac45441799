import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, openCrawlBench } from './crawl-bench.ts';
import { pageWithLinks } from './test-portal.ts';

let bench: CrawlBench;
beforeEach(async () => {
  bench = await openCrawlBench();
});
afterEach(() => bench.close());

const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
const story = (n: number, more = '') => ({
  body: `<html><head>${more}</head><body><h1>Report ${letters(n)} of the harbour board</h1>
    <p>The board of quay ${letters(n)} voted on Thursday to rebuild the old tide clock.</p></body></html>`,
});
const frame = '<p>The Harbour Gazette, news of the town since 1887</p>';

describe('one article is fetched once', () => {
  it('where it is linked with tracking, with a session, and plain', async () => {
    const session = 'visit=4f9c2b7d1e8a6035bb21';
    const stories = [1, 2, 3, 4, 5, 6];
    const site = await bench.portal({
      '/': { body: pageWithLinks(...stories.map((n) => `/${n}?${session}`), '/1?utm_source=x', '/2#top') },
      ...Object.fromEntries(stories.map((n) => [`/${n}`, story(n)])),
    });
    const { ingested } = await bench.crawl(site);
    expect(ingested).toEqual(['/', ...stories.map((n) => `/${n}`)]);
    expect(site.counts()).toMatchObject(Object.fromEntries(stories.map((n) => [`/${n}`, 1])));
  });

  it('where AMP, mobile and print forms lead to it', async () => {
    const site = await bench.portal({
      '/': { body: pageWithLinks('/1/amp', '/1/print', '/1?m=1', '/1', '/2') },
      '/1': story(1),
      '/2': story(
        2,
        '<link rel="amphtml" href="/fast/2"><link rel="alternate" media="handheld" href="/small/2">',
      ),
      '/fast/2': story(2),
      '/small/2': story(2),
    });
    const { ingested } = await bench.crawl(site);
    expect(ingested).toEqual(['/', '/1', '/2']);
    expect(await bench.outcome(`${site.origin}/1/amp`)).toBe(
      `duplicate: the AMP, mobile or print form of ${site.origin}/1`,
    );
    expect(await bench.outcome(`${site.origin}/fast/2`)).toBe(
      `duplicate: a form of ${site.origin}/2 for other devices`,
    );
    expect(Object.keys(site.counts())).toEqual(['/robots.txt', '/', '/sitemap.xml', '/1', '/2']);
  });

  it('where a page names the address that is its own, whichever of the two comes first', async () => {
    const site = await bench.portal({
      '/': { body: pageWithLinks('/1?from_feed=yes', '/2') },
      '/1?from_feed=yes': story(1, '<link rel="canonical" href="/1">'),
      '/1': story(1),
      '/2': { body: `${story(2).body}${pageWithLinks('/1', '/2?ref=side')}` },
      '/2?ref=side': { ...story(2), headers: { link: '</2>; rel="canonical"' } },
    });
    const { ingested } = await bench.crawl(site);
    expect(ingested).toEqual(['/', '/1?from_feed=yes', '/2']);
    expect(site.counts()['/1']).toBeUndefined();
    expect(await bench.outcome(`${site.origin}/1`)).toBe(
      `duplicate: its page was fetched as ${site.origin}/1?from_feed=yes, which names it (rel=canonical)`,
    );
    expect(await bench.outcome(`${site.origin}/2?ref=side`)).toMatch(
      /^duplicate: another address of .*\/2, which/,
    );
  });

  it('while a canonical address that cannot be right is not believed', async () => {
    const wrong = '<link rel="canonical" href="/view">';
    const site = await bench.portal({
      '/': { body: pageWithLinks('/view?id=1', '/view?id=2', '/view') },
      '/view?id=1': story(1, wrong),
      '/view?id=2': story(2, wrong),
      '/view': { body: pageWithLinks('/3') },
      '/3': story(3, '<link rel="canonical" href="/4">'),
      '/4': story(4),
    });
    const { ingested } = await bench.crawl(site);
    // The address that a page names is a way to find it, too.
    expect(ingested).toEqual(['/', '/3', '/4', '/view', '/view?id=1', '/view?id=2']);
    expect((await bench.store.url(`${site.origin}/4`))?.discovery.by).toBe('canonical');
  });
});

describe('what is to be found', () => {
  it('is found by Link fields, by older pages of a feed, and a WebSub hub is named', async () => {
    const entry = (n: number) => `<entry><id>urn:${n}</id><title>t</title><link href="/${n}"/></entry>`;
    const atom = (more: string) => ({
      headers: { 'content-type': 'application/atom+xml' },
      body: `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>urn:x</id>${more}</feed>`,
    });
    const site = await bench.portal({
      '/': {
        headers: { link: '</feed>; rel="alternate"; type="application/atom+xml"' },
        body: pageWithLinks(),
      },
      '/feed': atom(
        `<link rel="hub" href="https://hub.example/"/><link rel="next" href="/feed?page=2"/>${entry(1)}`,
      ),
      '/feed?page=2': atom(entry(2)),
      '/1': story(1),
      '/2': story(2),
    });
    const { ingested } = await bench.crawl(site);
    expect(ingested).toEqual(['/', '/1', '/2']);
    expect(await bench.outcome(`${site.origin}/feed`)).toBe(
      'not-article: a feed of 2 addresses; its changes are announced by https://hub.example/',
    );
  });
});

describe('a trap', () => {
  it('made of days without end is closed by what it says, and the articles beside it are all fetched', async () => {
    const stories = Array.from({ length: 40 }, (_, n) => `/news/${n}.html`);
    let days = 0;
    const site = await bench.portal({
      '/': { body: pageWithLinks('/calendar/2025/1', ...stories) },
      ...Object.fromEntries(stories.map((path, n) => [path, story(n)])),
      else: ({ url = '' }) => {
        const [, year = 0, month = 0] = /^\/calendar\/(\d+)\/(\d+)$/.exec(url)?.map(Number) ?? [];
        if (!year) return { status: 404, body: 'not here' };
        days += 1;
        const links = [`/calendar/${year + 1}/${month}`, `/calendar/${year}/${month + 1}`];
        return { body: `${frame}<p>No events on Thursday ${month} ${year}</p>${pageWithLinks(...links)}` };
      },
    });
    const { ingested } = await bench.crawl(site, { maxDepth: 100 });
    expect(ingested.filter((path) => path.startsWith('/news/'))).toHaveLength(40);
    expect(days).toBeLessThan(30);
    const outcomes = await bench.store.outcomes('run-1');
    expect(outcomes.budget).toBeGreaterThan(0);
    const { urls } = await bench.store.urls({ outcome: 'budget', limit: 1, cursor: null });
    expect(urls[0]?.reason).toMatch(/^a trap: the last \d+ pages like \/calendar\/#\/# said nothing new$/);
  });

  it('made of sessions in the path is closed, though each address is new', async () => {
    let asked = 0;
    const site = await bench.portal({
      '/': { body: `${frame}${pageWithLinks('/s/a0000000000001/1')}` },
      else: ({ url = '' }) => {
        const n = Number(/^\/s\/\w+\/(\d+)$/.exec(url)?.[1]);
        if (!n) return { status: 404, body: '' };
        asked += 1;
        const links = [1, 2, 3, 4, 5].map((to) => `/s/a${String(asked * 7 + to).padStart(13, '0')}/${to}`);
        return { body: `${story(n).body}${frame}${pageWithLinks(...links)}` };
      },
    });
    await bench.crawl(site, { maxDepth: 100 });
    expect(asked).toBeLessThan(60);
    const outcomes = await bench.store.outcomes('run-1');
    expect((outcomes.budget ?? 0) + (outcomes.duplicate ?? 0)).toBeGreaterThan(10);
  });

  it('made of soft 404s ends in its outcome, and nothing on them is followed', async () => {
    const gone = { body: `<title>Page not found</title>${frame}${pageWithLinks('/further')}` };
    const site = await bench.portal({
      '/': {
        body: pageWithLinks('/gone/1', '/good', ...[1, 2, 3, 4, 5, 6].map((n) => `/lost${letters(n)}`)),
      },
      '/gone/1': gone,
      '/good': story(1),
      '/further': gone,
      else: ({ url = '' }) =>
        url.startsWith('/lost')
          ? { body: `<p>What you ask for is not here any more</p>` }
          : { status: 404, body: '' },
    });
    const { ingested } = await bench.crawl(site);
    expect(ingested).toHaveLength(5);
    expect(await bench.outcome(`${site.origin}/gone/1`)).toBe(
      'http-error: HTTP 200, yet the page says "Page not found" (a soft 404)',
    );
    expect(await bench.outcome(`${site.origin}/further`)).toBeNull();
    expect(await bench.outcome(`${site.origin}/lost${letters(6)}`)).toMatch(
      /^duplicate: says the same, word for word, as \d other addresses, the first /,
    );
  });

  it('made of redirects or cookies ends in its outcome; a page that wants one cookie is read', async () => {
    const site = await bench.portal({
      '/': { body: pageWithLinks('/loop1', '/wall', '/greedy') },
      '/loop1': { status: 302, headers: { location: '/loop2' } },
      '/loop2': { status: 302, headers: { location: '/loop1' } },
      '/wall': ({ headers }) =>
        headers.cookie === 'seen=1; lang=en'
          ? story(1)
          : {
              status: 302,
              headers: {
                location: '/wall',
                'set-cookie': ['seen=1; Expires=Thu, 01 Jan 2032 00:00:00 GMT; Path=/', 'lang=en'],
              },
            },
      '/greedy': { status: 302, headers: { location: '/greedy', 'set-cookie': 'more=1' } },
    });
    const { ingested } = await bench.crawl(site);
    expect(ingested).toEqual(['/', '/wall']);
    expect(await bench.outcome(`${site.origin}/loop2`)).toBe(
      `http-error: HTTP 302 leads back to ${site.origin}/loop1: a redirect loop`,
    );
    expect(await bench.outcome(`${site.origin}/greedy`)).toBe(
      'http-error: HTTP 302 leads back to the same address, its cookies or not',
    );
    expect(site.counts()).toMatchObject({ '/wall': 2, '/greedy': 2, '/loop1': 1, '/loop2': 1 });
  });
});
