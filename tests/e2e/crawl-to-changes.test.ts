import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoPortals, startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import type { Article } from '../../src/model/article.ts';
import { ChangeEvent } from '../../src/model/change-event.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { cli, jsonLines, startCli } from './run-cli.ts';

const articlesPerPortal = 24;
let folder: string;
let portals: DemoPortals;
let allow: string;
let starts: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-e2e-'));
  portals = await startDemoPortals({ seed: 7, portals: 6, articlesPerPortal });
  allow = portals.portals.map(({ origin }) => new URL(origin).host).join(',');
  starts = portals.portals.map(({ startUrl }) => startUrl);
});
afterAll(async () => {
  await portals.close();
  rmSync(folder, { recursive: true, force: true });
});

async function stored(data: string): Promise<Article[]> {
  const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
  try {
    const articles: Article[] = [];
    for await (const article of store.export({ type: 'everything' })) articles.push(article);
    return articles;
  } finally {
    await store.close();
  }
}

/** As text, with spaces and the zone UTC written in one way. */
const plain = (value: unknown) =>
  JSON.stringify(value ?? null)
    .replace(/\s+/g, ' ')
    .replace(/\+00:00"/g, 'Z"');

const expectedUrls = () => portals.portals.flatMap(({ articles }) => articles.map(({ url }) => url)).sort();

describe('from crawl to changes', () => {
  let data: string;

  beforeAll(async () => {
    data = join(folder, 'first');
    const { code, out, err } = await cli(['crawl', ...starts, '--allow', allow, '--json'], { data });
    // A slow machine gets lines of progress, but no error.
    expect(err).not.toContain('wellspring:');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ interrupted: false, failures: [] });
  }, 120_000);

  it('finds every article, and none twice', async () => {
    const articles = await stored(data);
    expect(articles.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(expectedUrls());
  });

  it('asks for no page twice, and never for what robots.txt forbids or a view counter', () => {
    const twice = [...portals.requests].filter(([url, count]) => count > 1 && !url.endsWith('/robots.txt'));
    expect(twice).toEqual([]);
    expect(portals.counterHits).toBe(0);
  });

  it('reads what each page says', async () => {
    const byUrl = new Map((await stored(data)).map((article) => [article.canonicalUrl, article]));
    const wrong: string[] = [];
    let fields = 0;
    for (const expected of portals.portals.flatMap(({ articles }) => articles)) {
      const found = byUrl.get(expected.url);
      const check = (field: string, got: unknown, wanted: unknown) => {
        fields += 1;
        if (plain(got) !== plain(wanted)) wrong.push(`${field} of ${expected.url}: ${plain(got)}`);
      };
      check('title', found?.title, expected.title);
      // To the minute where the page says no more.
      const digits = expected.claimedDate.iso?.length;
      check('claimedDate', found?.claimedDate?.iso?.slice(0, digits), expected.claimedDate.iso);
      check('paragraphs', found?.paragraphs, expected.paragraphs);
      check('authors', found?.authors, expected.authors);
      check('category', found?.category, expected.category);
      check('language', found?.language, expected.language);
      check('views', found?.views, expected.views);
      check(
        'reactions',
        found?.reactions.map(({ label, count }) => [label, count]),
        expected.reactions.map(({ label, count }) => [label, count]),
      );
      for (const block of ['related', 'ranking', 'recommendation'] as const) {
        const urls = (links: readonly { block: string; url: string }[] | undefined) =>
          links?.filter((link) => link.block === block).map(({ url }) => url);
        check(block, urls(found?.links), urls(expected.links));
      }
    }
    expect(fields).toBe(6 * articlesPerPortal * 11);
    expect(wrong).toEqual([]);
  });

  it('shows by its ledger that every host was treated by its rule', async () => {
    const { out } = await cli(['hosts', '--json'], { data });
    const hosts = jsonLines(out);
    expect(hosts.map(({ origin }) => origin).sort()).toEqual(
      portals.portals.map(({ origin }) => origin).sort(),
    );
    for (const { requests, gapMs, smallestGapMs, source } of hosts) {
      expect(requests).toBeGreaterThan(articlesPerPortal);
      expect(Number(smallestGapMs)).toBeGreaterThanOrEqual(Number(gapMs));
      expect(source).toMatch(/^robots\.txt: HTTP \d+$/);
    }
  });

  it('gives copies of one story one storyId, and other stories another', async () => {
    const byUrl = new Map((await stored(data)).map((article) => [article.canonicalUrl, article.storyId]));
    const truth = portals.portals.flatMap(({ articles }) => articles);
    let right = 0;
    let pairs = 0;
    let wronglyJoined = 0;
    for (const [index, a] of truth.entries()) {
      for (const b of truth.slice(index + 1)) {
        const joined = byUrl.get(a.url) === byUrl.get(b.url);
        if (a.storyId === b.storyId) {
          pairs += 1;
          if (joined) right += 1;
        } else if (joined) wronglyJoined += 1;
      }
    }
    expect(pairs).toBeGreaterThan(20);
    expect(right / pairs).toBeGreaterThanOrEqual(0.95);
    expect(wronglyJoined).toBe(0);
  });

  it('tells the changes in one order without a gap, from any cursor', async () => {
    const { out } = await cli(['changes'], { data });
    const events = jsonLines(out);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    for (const event of events) expect(ChangeEvent.safeParse(event).success).toBe(true);
    const middle = events[Math.floor(events.length / 2)];
    const rest = await cli(['changes', '--since', String(middle?.cursor)], { data });
    expect(jsonLines(rest.out)[0]?.seq).toBe(Number(middle?.seq) + 1);
  });

  it('makes no duplicate, no revision and no change event on a second crawl', async () => {
    const before = (await stored(data)).map(({ id, revision }) => [id, revision]);
    const lastBefore = jsonLines((await cli(['changes'], { data })).out).at(-1)?.seq;
    const { code } = await cli(['crawl', ...starts, '--allow', allow, '--json'], { data });
    expect(code).toBe(0);
    expect((await stored(data)).map(({ id, revision }) => [id, revision])).toEqual(before);
    expect(jsonLines((await cli(['changes'], { data })).out).at(-1)?.seq).toBe(lastBefore);
  });

  it('answers search, story, explain, url and export', async () => {
    const found = jsonLines((await cli(['search', 'Lukashenko', '--json', '--limit', '50'], { data })).out);
    expect(found.length).toBeGreaterThan(1);
    const { id, storyId, canonicalUrl } = found[0] ?? {};
    const story = await cli(['story', String(storyId)], { data });
    expect(story.out).toContain('earliest evidence: 2023-12-04');
    const explained = await cli(['explain', String(id), 'title'], { data });
    expect(explained.out).toContain('title');
    const biography = await cli(['url', String(canonicalUrl)], { data });
    expect(biography.out).toMatch(/outcome\s+(?:stored|unchanged)/);
    const exported = await cli(['export', '*', '--format', 'ndjson'], { data });
    expect(jsonLines(exported.out)).toHaveLength(6 * articlesPerPortal);
    const csv = await cli(['export', '*', '--format', 'csv'], { data });
    expect(csv.out.split('\n')[0]).toContain('title');
    // Whatever else listens on this machine.
    const settings = { WELLSPRING_API_PORT: '0', WELLSPRING_PROBES_PORT: '0' };
    const health = await cli(['doctor'], { data, settings });
    expect(health.code).toBe(0);
  });
});

describe('a crawl that is killed', () => {
  it('goes on where it was: every article once, nothing fetched again that was stored', async () => {
    const data = join(folder, 'killed');
    const slow = await startDemoPortals({ seed: 8, portals: 6, articlesPerPortal: 40 });
    try {
      const words = [
        'crawl',
        ...slow.portals.map(({ startUrl }) => startUrl),
        '--allow',
        slow.portals.map(({ origin }) => new URL(origin).host).join(','),
      ];
      const { child, ended } = startCli(words, { data });
      while ([...slow.requests.values()].length < 120) await sleep(20);
      child.kill('SIGKILL');
      await ended;
      const settled = new Set((await stored(data)).map(({ url }) => url));
      const before = new Map(slow.requests);
      // Any later command with the same data goes on; here a crawl of one of the portals.
      const again = await cli(
        words.filter((_, index) => index < 2 || index > 6),
        { data },
      );
      expect(again.code).toBe(0);
      const articles = await stored(data);
      expect(articles.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(
        slow.portals.flatMap(({ articles: all }) => all.map(({ url }) => url)).sort(),
      );
      const first = slow.portals[0]?.origin ?? '';
      for (const url of settled) {
        // The portal that is crawled anew is visited again on purpose.
        if (!url.startsWith(first)) expect(slow.requests.get(url), url).toBe(before.get(url));
      }
    } finally {
      await slow.close();
    }
  }, 120_000);

  it('goes on when the same is asked for again, and tells what the run found in all', async () => {
    const data = join(folder, 'killed-again');
    const portals = await startDemoPortals({ seed: 9, portals: 1, articlesPerPortal: 40 });
    try {
      const [{ startUrl = '', origin = '' } = {}] = portals.portals;
      const words = ['crawl', startUrl, '--allow', new URL(origin).host, '--json'];
      const { child, ended } = startCli(words, { data });
      while (portals.requests.size < 20) await sleep(10);
      child.kill('SIGKILL');
      await ended;
      const settled = await stored(data);
      const before = new Map(portals.requests);
      const again = await cli(words, { data });
      expect(again.code).toBe(0);
      expect(JSON.parse(again.out)).toMatchObject({ resumed: true, outcomes: { stored: 40 } });
      for (const { url } of settled) expect(portals.requests.get(url), url).toBe(before.get(url));
      const third = await cli(words, { data });
      expect(JSON.parse(third.out)).toMatchObject({ resumed: false, outcomes: { unchanged: 40 } });
    } finally {
      await portals.close();
    }
  }, 60_000);
});
