import childProcess from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CrawlInterruptedError, crawl } from '../../crawlers/crawl.ts';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';
import { type CrawlBench, type CrawlChange, openCrawlBench } from './crawl-bench.ts';
import { pageWithLinks, type Routes } from './test-portal.ts';

let bench: CrawlBench;
let store: CrawlBench['store'];
let archive: CrawlBench['archive'];
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  bench = await openCrawlBench();
  ({ store, archive } = bench);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await bench.close();
});

const portal = (routes: Routes) => bench.portal(routes);
const crawlPortal = (site: { host: string; origin: string }, change?: CrawlChange) =>
  bench.crawl(site, change);
const outcome = (url: string) => bench.outcome(url);

describe('crawl', () => {
  it('follows links of the host, fetches each page once, and hands pages on in archived form', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/a', '/b?utm_source=x', 'https://elsewhere.example/') },
      '/a': { body: pageWithLinks('/', '/b', '/c#top') },
      '/b': { body: pageWithLinks('/a') },
      '/c': { body: pageWithLinks('/c') },
    });
    const { ingested } = await crawlPortal(site);
    expect(ingested).toEqual(['/', '/a', '/b', '/c']);
    expect(site.counts()).toEqual({ '/robots.txt': 1, '/': 1, '/a': 1, '/b': 1, '/c': 1, '/sitemap.xml': 1 });
    const record = await store.url(`${site.origin}/a`);
    expect(record).toMatchObject({ outcome: 'queued', waitsFor: 'ingest', depth: 1 });
    const snapshot = record?.lastFetch?.snapshot;
    if (!snapshot) throw new Error('no snapshot');
    expect(Buffer.from((await archive.read(snapshot)).body).toString()).toBe(
      pageWithLinks('/', '/b', '/c#top'),
    );
    expect(await outcome('https://elsewhere.example/')).toBe(
      'out-of-scope: elsewhere.example is not part of this crawl',
    );
  });

  it('starts no process of its own, which would hold up all that runs in this one', async () => {
    const spawned = vi.spyOn(childProcess, 'spawn');
    const site = await portal({ '/': { body: pageWithLinks('/a') }, '/a': { body: pageWithLinks('/') } });
    const { ingested } = await crawlPortal(site);
    expect(ingested).toEqual(['/', '/a']);
    expect(spawned.mock.calls).toEqual([]);
    spawned.mockRestore();
  });

  it('finds pages by sitemap index, gzipped sitemap and feed', async () => {
    const site = await portal({
      '/robots.txt': () => ({ body: `Sitemap: ${site.origin}/maps.xml` }),
      '/': { body: '<link rel="alternate" type="application/rss+xml" href="/rss.xml"><body>Hello' },
      '/maps.xml': () => ({
        body: `<sitemapindex><sitemap><loc>${site.origin}/map1.xml.gz</loc></sitemap></sitemapindex>`,
      }),
      '/map1.xml.gz': () => ({
        headers: { 'content-type': 'application/gzip' },
        body: gzipSync(
          `<urlset><url><loc>${site.origin}/deep/1</loc><lastmod>2025-01-02</lastmod></url></urlset>`,
        ),
      }),
      '/rss.xml': {
        body: '<rss version="2.0"><channel><title>t</title><link>/</link><description>d</description><item><title>a</title><link>/deep/2</link></item></channel></rss>',
      },
      '/deep/1': { body: `${pageWithLinks()}<p>one` },
      '/deep/2': { body: `${pageWithLinks()}<p>two` },
    });
    const { ingested } = await crawlPortal(site);
    expect(ingested).toEqual(['/', '/deep/1', '/deep/2']);
    expect((await store.url(`${site.origin}/deep/1`))?.discovery).toEqual({
      by: 'sitemap',
      from: `${site.origin}/map1.xml.gz`,
      date: '2025-01-02',
      position: 1,
    });
    expect(await outcome(`${site.origin}/rss.xml`)).toBe('not-article: a feed of 1 addresses');
  });

  it('fails only when what it has under way is written: it must not come in between whoever does the work again', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/a', '/b') },
      '/a': { body: pageWithLinks() },
      '/b': (_, response) => void setTimeout(() => response.end('<p>late'), 900),
    });
    const told: string[] = [];
    const crawling = crawlPortal(site, {
      store: {
        async queued(...asked) {
          if (told.includes('/a')) throw Object.assign(new Error('the store is away'), { code: 'store' });
          return store.queued(...asked);
        },
        async settle(records) {
          await store.settle(records);
          told.push(...records.map(({ url }) => new URL(url).pathname));
        },
      },
    });
    await expect(crawling).rejects.toThrow('the store is away');
    expect(told.at(-1)).toBe('/b');
    expect(await store.url(`${site.origin}/b`)).toMatchObject({ waitsFor: 'ingest' });
  });

  it('keeps robots.txt', async () => {
    const site = await portal({
      '/robots.txt': { body: 'User-agent: *\nDisallow: /e/' },
      '/': { body: pageWithLinks('/e/secret', '/open') },
      '/open': { body: pageWithLinks() },
      '/e/secret': { body: 'never' },
    });
    await crawlPortal(site);
    expect(site.counts()['/e/secret']).toBeUndefined();
    expect(await outcome(`${site.origin}/e/secret`)).toBe('robots: robots.txt line 2: Disallow: /e/');
  });

  it('keeps what a page asks of crawlers', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/quiet', '/alone') },
      '/quiet': { body: `<meta name="robots" content="noindex">${pageWithLinks('/on')}` },
      '/alone': { headers: { 'x-robots-tag': 'nofollow' }, body: pageWithLinks('/never') },
      '/on': { body: pageWithLinks() },
    });
    const { ingested } = await crawlPortal(site);
    expect(ingested).toEqual(['/', '/alone', '/on']);
    expect(await outcome(`${site.origin}/quiet`)).toMatch(/^robots: the page asks not to be indexed/);
    expect(await outcome(`${site.origin}/never`)).toBeNull();
  });

  it('stops at the budget of pages and tells every URL left over', async () => {
    const site = await portal({
      '/': { body: pageWithLinks(...Array.from({ length: 20 }, (_, n) => `/${n}`)) },
      ...Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`/${n}`, { body: pageWithLinks() }])),
    });
    await crawlPortal(site, { maxPages: 6 });
    const outcomes = await store.outcomes('run-1');
    // The start, its sitemap (404) and four pages.
    expect(outcomes).toEqual({ queued: 5, 'http-error': 1, budget: 16 });
    expect(site.requests.length).toBe(7);
  });

  it('goes no deeper than told, and not deeper for the next page of a list', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/1') },
      '/1': { body: '<a href="/2">on</a><a rel="next" href="/1p2">2</a>' },
      '/1p2': { body: '<a rel="next" href="/1p3">3</a>' },
      '/1p3': { body: pageWithLinks() },
      '/2': { body: pageWithLinks() },
    });
    const { ingested } = await crawlPortal(site, { maxDepth: 1 });
    expect(ingested).toEqual(['/', '/1', '/1p2', '/1p3']);
    expect(await outcome(`${site.origin}/2`)).toBe('budget: 2 links from a start; at most 1 are followed');
  });

  it('takes a redirect as another address, and ends loops', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/old', '/loop1') },
      '/old': { status: 301, headers: { location: '/new' } },
      '/new': { body: pageWithLinks() },
      '/loop1': { status: 302, headers: { location: '/loop2' } },
      '/loop2': { status: 302, headers: { location: '/loop1' } },
    });
    const { ingested } = await crawlPortal(site);
    expect(ingested).toEqual(['/', '/new']);
    expect(await outcome(`${site.origin}/old`)).toBe(
      `duplicate: another address of ${site.origin}/new (HTTP 301)`,
    );
    expect(site.counts()['/loop1']).toBe(1);
  });

  it('ends an endless row of redirects after five', async () => {
    const hops = Array.from({ length: 12 }, (_, n) => [
      `/hop${n}`,
      { status: 302, headers: { location: `/hop${n + 1}` } },
    ]);
    const site = await portal({ '/': { body: pageWithLinks('/hop0') }, ...Object.fromEntries(hops) });
    await crawlPortal(site);
    expect(await outcome(`${site.origin}/hop5`)).toBe('http-error: more than 5 redirects');
    expect(site.counts()['/hop6']).toBeUndefined();
  });

  it('refuses a redirect to a private address or another scheme', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/meta', '/file') },
      '/meta': { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } },
      '/file': { status: 302, headers: { location: 'file:///etc/passwd' } },
    });
    await crawlPortal(site);
    expect(await outcome(`${site.origin}/meta`)).toMatch(
      /^refused-address: HTTP 302 leads to http:\/\/169\.254\.169\.254/,
    );
    expect(await outcome(`${site.origin}/file`)).toMatch(/^http-error: HTTP 302 to "file:/);
  });

  it('makes a start that leads to another host a crawl of that host', async () => {
    const other = await portal({ '/': { body: pageWithLinks() } });
    const site = await portal({ '/': () => ({ status: 301, headers: { location: `${other.origin}/` } }) });
    // The other one is allowed too, else its address would be refused.
    const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [site.host, other.host] });
    closing.push(client.close);
    const crawls: string[] = [];
    await crawl(
      {
        ...{ runId: 'run-1', hosts: [site.host], include: ['/'], exclude: [], maxPages: 10, maxDepth: 1 },
        starts: [{ url: `${site.origin}/`, kind: 'page' }],
      },
      {
        ...{ store, archive, client, signal: new AbortController().signal, concurrency: 2 },
        gate: localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 4 }),
        now: () => new Date(),
        addIngest: async () => undefined,
        async addCrawl(url) {
          crawls.push(url);
        },
      },
    );
    expect(crawls).toEqual([`${other.origin}/`]);
  });

  it('gives every bad answer its outcome and goes on', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/404', '/500', '/huge', '/bomb', '/silent', '/cut', '/pdf', '/good') },
      '/500': { status: 500, body: 'oops' },
      '/huge': { headers: { 'content-length': String(50 * 1_024 * 1_024) }, body: '' },
      '/bomb': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50 * 1_024 * 1_024)) },
      '/silent': () => undefined,
      '/cut': (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('half');
        setImmediate(() => response.destroy());
        return undefined;
      },
      '/pdf': {
        headers: { 'content-type': 'application/pdf' },
        body: Buffer.from('%PDF-1.7\n\0\0\0\x01\x02\x03'),
      },
      '/good': { body: pageWithLinks() },
    });
    const { ingested } = await crawlPortal(site, { timeoutMs: 700 });
    expect(ingested).toEqual(['/', '/good']);
    expect(await outcome(`${site.origin}/404`)).toBe('http-error: HTTP 404');
    expect(await outcome(`${site.origin}/500`)).toBe('http-error: HTTP 500');
    expect(site.counts()['/500']).toBe(3);
    expect(await outcome(`${site.origin}/huge`)).toMatch(/^too-large: more than 5242880 bytes on the wire/);
    expect(await outcome(`${site.origin}/bomb`)).toMatch(/^too-large: more than 5242880 bytes when its gzip/);
    expect(await outcome(`${site.origin}/silent`)).toMatch(/^timeout: /);
    expect(await outcome(`${site.origin}/cut`)).toMatch(/^http-error: the host closed the connection/);
    expect(await outcome(`${site.origin}/pdf`)).toBe('not-article: application/pdf');
  });

  it('asks on the second visit whether anything changed, and reads an unchanged page from the archive', async () => {
    const site = await portal({
      '/': ({ headers }) =>
        headers['if-none-match'] === '"1"'
          ? { status: 304 }
          : { headers: { etag: '"1"' }, body: pageWithLinks('/a') },
      '/a': ({ headers }) =>
        headers['if-modified-since']
          ? { status: 304 }
          : { headers: { 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' }, body: pageWithLinks() },
    });
    await crawlPortal(site);
    const first = await store.url(`${site.origin}/a`);
    if (!first) throw new Error('the page was not settled');
    await store.settle([{ ...first, outcome: 'not-article', waitsFor: null, reason: 'parsed' }]);
    const { ingested } = await crawlPortal(site, { runId: 'run-2' });
    expect(ingested).toEqual(['/', '/a']);
    const second = await store.url(`${site.origin}/a`);
    expect(second?.lastFetch).toMatchObject({ status: 304, snapshot: first.lastFetch?.snapshot });
    expect(second?.firstSeenAt).toBe(first.firstSeenAt);
  });

  it('leaves what it did not reach in the frontier when it is told to stop, and goes on there', async () => {
    const stop = new AbortController();
    const pages = Array.from({ length: 60 }, (_, n) => `/${n}`);
    const site = await portal({
      '/': { body: pageWithLinks(...pages) },
      ...Object.fromEntries(
        pages.map((path, n) => [
          path,
          () => {
            if (n === 20) stop.abort();
            return { body: pageWithLinks() };
          },
        ]),
      ),
    });
    await expect(crawlPortal(site, { signal: stop.signal })).rejects.toThrow(CrawlInterruptedError);
    expect(site.requests.length).toBeLessThan(50);
    await crawlPortal(site);
    for (const path of pages) expect(site.counts()[path], path).toBe(1);
    const forgotten = await store.outcomes('run-1');
    expect(forgotten).toEqual({ queued: 61, 'http-error': 1 });
  });

  it('bounds endless paths with a named outcome', async () => {
    const site = await portal({
      '/': { body: pageWithLinks('/a/b/a/b/a/b/a/b/', '/x') },
      '/x': { body: pageWithLinks() },
    });
    await crawlPortal(site);
    expect(await outcome(`${site.origin}/a/b/a/b/a/b/a/b/`)).toMatch(/^out-of-scope: its path repeats "a"/);
  });
});
