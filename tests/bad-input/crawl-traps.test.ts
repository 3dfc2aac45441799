import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, openCrawlBench } from '../crawlers/crawl-bench.ts';
import { pageWithLinks, type Reply } from '../crawlers/test-portal.ts';

let bench: CrawlBench;
beforeEach(async () => {
  bench = await openCrawlBench();
});
afterEach(() => bench.close());

/** Where the trap begins, and what it answers for each of its addresses, without end. */
type Trap = { start: string; answer(url: URL, nth: number): Reply };

const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
const frame = '<p>The Harbour Gazette, news of the town since 1887, printed on the old quay</p>';
/** A link says little; what it leads to says nothing new. */
const page = (...links: string[]): Reply => ({
  body: `${frame}<ul>${links.map((link, n) => `<li><a href="${link}">choice ${letters(n)}</a></li>`).join('')}</ul>`,
});
const number = (url: URL, name: string) => Number(url.searchParams.get(name) ?? 0);
const last = (url: URL) => url.pathname.split('/').filter(Boolean).at(-1) ?? '';
const colors = ['red', 'blue', 'green', 'grey', 'black', 'white'];

const traps: Readonly<Record<string, Trap>> = {
  'days of a calendar in the path': {
    start: '/calendar/0/',
    answer: (url) => page(`/calendar/${Number(last(url)) + 1}/`, `/calendar/${Number(last(url)) - 1}/`),
  },
  'days of a calendar in the query': {
    start: '/events?day=0',
    answer: (url) => page(`/events?day=${number(url, 'day') + 1}`, `/events?day=${number(url, 'day') - 1}`),
  },
  'a path that grows by itself': { start: '/deep/', answer: () => page('further/') },
  'a path that repeats itself': { start: '/a/b/', answer: () => page('a/b/') },
  'a session in the query': {
    start: '/shop/?visit=0',
    answer: (_, nth) =>
      page(...[1, 2, 3].map((n) => `/shop/?visit=${(nth * 4 + n).toString(36).padStart(20, 'f')}`)),
  },
  'a session in the path': {
    start: '/s/0/shop',
    answer: (_, nth) =>
      page(...[1, 2, 3].map((n) => `/s/${(nth * 4 + n).toString(36).padStart(20, 'f')}/shop`)),
  },
  'a counter in the query': { start: '/list?n=0', answer: (url) => page(`/list?n=${number(url, 'n') + 1}`) },
  'pages of a list without end': {
    start: '/archive?page=1',
    answer: (url) =>
      page(`/archive?page=${number(url, 'page') + 1}`, `/archive?page=${number(url, 'page') + 2}`),
  },
  'filters of filters in the query': {
    start: '/shop?x=0',
    answer: (url) => page(...colors.map((color, n) => `/shop${url.search}&f${n}=${color}`)),
  },
  'filters of filters in the path': {
    start: '/shop/all',
    answer: (url) => page(...colors.map((color) => `${url.pathname}/${color}`)),
  },
  'orders of orders': {
    start: '/table?by=a',
    answer: (url, nth) =>
      page(...['a', 'b', 'c'].map((by) => `/table?by=${by}&then=${url.search.length}${nth}`)),
  },
  'a form for an answer under each answer': {
    start: '/forum/reply?to=0',
    answer: (_, nth) => page(...[1, 2, 3].map((n) => `/forum/reply?to=${nth * 3 + n}`)),
  },
  'pages that are not there and say 200': {
    start: '/gone/0',
    answer: (_, nth) => ({
      body: `<title>Not found</title><h1>404 Not found</h1>${pageWithLinks(`/gone/${nth + 1}`, `/gone/${nth + 2}x`)}`,
    }),
  },
  'redirects without end': {
    start: '/r/0',
    answer: (url) => ({ status: 302, headers: { location: `/r/${Number(last(url)) + 1}` } }),
  },
  'tags of tags': {
    start: '/tag/a',
    answer: (url) => page(...['b', 'c', 'd', 'e'].map((tag) => `${url.pathname}+${tag}`)),
  },
  'searches for searches': {
    start: '/search?q=clock',
    answer: (url) =>
      page(...['harbour', 'quay', 'tide'].map((word) => `/search?q=${url.searchParams.get('q')}+${word}`)),
  },
  'a parameter with a new name each time': {
    start: '/x?a=1',
    answer: (_, nth) => page(...[1, 2, 3].map((n) => `/x?${letters(nth * 4 + n)}=1`)),
  },
  'parameters in the path': {
    start: '/m;v=0/x',
    answer: (_, nth) => page(...[1, 2].map((n) => `/m;v=${nth * 3 + n}/x`)),
  },
  'a query that grows by itself': { start: '/q?a=1', answer: (url) => page(`/q${url.search}&a=1`) },
  'escapes of escapes': { start: '/e/%2525', answer: (url) => page(`${url.pathname.replace('%', '%25')}`) },
  'the hour in the path': {
    start: '/at/1712345678/now',
    answer: (_, nth) => page(`/at/${1_712_345_678 + nth}/now`, `/at/${1_712_345_678 + nth * 7}/now`),
  },
};

const stories = Array.from({ length: 20 }, (_, n) => `/news/${letters(n)}.html`);
const story = (path: string): Reply => ({
  body: `${frame}<h1>Report ${path} of the harbour board</h1><p>The board of quay ${path} voted on Thursday to rebuild the old tide clock for ${path.repeat(3)}.</p>`,
});
/** What a trap may cost at most, whatever it is made of. */
const mostVisits = 250;

describe('a trap without an end', () => {
  it('is built in twenty ways', () => expect(Object.keys(traps).length).toBeGreaterThanOrEqual(20));
  for (const [name, trap] of Object.entries(traps)) {
    it(`made of ${name} is left, and the articles beside it are all fetched`, async () => {
      let visits = 0;
      const site = await bench.portal({
        '/': { body: frame + pageWithLinks(trap.start, ...stories) },
        ...Object.fromEntries(stories.map((path) => [path, story(path)])),
        '/robots.txt': { status: 404 },
        '/sitemap.xml': { status: 404 },
        else: (request) => {
          visits += 1;
          return trap.answer(new URL(request.url ?? '/', 'http://trap.example'), visits);
        },
      });
      const { ingested } = await bench.crawl(site, { maxDepth: 100_000, maxPages: 5_000 });
      expect(ingested.filter((path) => path.startsWith('/news/'))).toEqual(stories.toSorted());
      expect(visits).toBeGreaterThan(0);
      expect(visits).toBeLessThanOrEqual(mostVisits);
    });
  }
});
