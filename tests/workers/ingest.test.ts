import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinPages } from '../../parsers/join-pages.ts';
import { parse } from '../../parsers/parse.ts';
import type { Archive } from '../../src/archive/archive.ts';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import { articleId } from '../../src/model/article-id.ts';
import type { Page } from '../../src/model/page.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { UrlRecord } from '../../src/model/url-record.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { storyTools } from '../../src/stories/story-tools.ts';
import { ingest } from '../../workers/ingest.ts';

let folder: string;
let store: ArticleStore;
let archive: Archive;
let clock: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-ingest-'));
  store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
  archive = await openWarcArchive({ folder: join(folder, 'archive') });
  clock = Date.parse('2026-01-01T00:00:00Z');
});
afterEach(async () => {
  await archive.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const text = [
  'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago after a storm.',
  'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the missing wheels by hand.',
  'Nobody could say what one of the gears was for until the clock was put together again and refused to strike without it.',
  'The council had set aside thirty eight thousand for the work, and a bake sale on the quay brought in the rest of the money.',
];

const html = (
  paragraphs: readonly string[],
  change: { title?: string; likes?: number; head?: string; tail?: string } = {},
) =>
  `<html lang="en"><head><title>${change.title ?? 'Tide clock strikes again'}</title>${change.head ?? ''}</head><body>
  <h1>${change.title ?? 'Tide clock strikes again'}</h1><div class="meta">Date:2025-04-16 12:47:42</div>
  <div class="content">${paragraphs.map((each) => `<p>${each}</p>`).join('')}</div>
  <div class="diggit">veryGood! (${change.likes ?? 15})</div>${change.tail ?? ''}</body></html>`;

/** What the crawl does before: the page is archived and its URL waits to be parsed. */
async function fetched(url: string, body: string): Promise<{ url: string; snapshot: Snapshot }> {
  clock += 60_000;
  const at = new Date(clock).toISOString();
  const bytes = new Uint8Array(Buffer.from(body));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const page: Page = {
    url,
    finalUrl: url,
    fetchedAt: at,
    status: 200,
    headers,
    body: bytes,
    via: 'http',
    digest,
  };
  const snapshot = await archive.append(page, { method: 'GET', url, headers: {} });
  const record: UrlRecord = {
    url,
    host: new URL(url).host,
    outcome: 'queued',
    waitsFor: 'ingest',
    reason: 'HTTP 200',
    discovery: { by: 'start', from: null, date: null },
    depth: 0,
    priority: 0,
    runId: 'run-1',
    firstSeenAt: at,
    updatedAt: at,
    lastFetch: { at, status: 200, finalUrl: url, etag: null, lastModified: null, digest, snapshot },
    articleId: null,
  };
  await store.settle([record]);
  return { url, snapshot };
}

async function ingestAll(...pages: { url: string; snapshot: Snapshot }[]): Promise<void> {
  await ingest(
    { runId: 'run-1', pages },
    {
      archive,
      store,
      joinPages,
      stories: storyTools,
      parse: async (page) => parse(page),
      now: () => new Date(clock),
    },
  );
}

const events = async () => (await store.changes(0, 1_000)).map(({ type }) => type);

describe('ingest', () => {
  it('stores an article with its observation, its story and its change events in one commit', async () => {
    const url = 'https://a.example/news/1.html';
    await ingestAll(await fetched(url, html(text)));
    const article = await store.article(articleId(url));
    expect(article).toMatchObject({
      title: 'Tide clock strikes again',
      revision: 1,
      paragraphs: text,
      relation: 'unique',
    });
    expect(await store.observations(articleId(url))).toMatchObject([
      { reactions: [{ label: 'veryGood!', count: 15 }] },
    ]);
    expect(await events()).toEqual(['article.created', 'story.changed']);
    expect(await store.url(url)).toMatchObject({
      outcome: 'stored',
      waitsFor: null,
      articleId: articleId(url),
    });
  });

  it('has the effect of once when it runs twice', async () => {
    const page = await fetched('https://a.example/news/1.html', html(text));
    await ingestAll(page);
    await ingestAll(page);
    expect(await events()).toEqual(['article.created', 'story.changed']);
    expect(await store.observations(articleId(page.url))).toHaveLength(1);
  });

  it('keeps new counts as an observation and makes no revision and no event of them', async () => {
    const url = 'https://a.example/news/1.html';
    await ingestAll(await fetched(url, html(text, { likes: 15 })));
    await ingestAll(await fetched(url, html(text, { likes: 99 })));
    expect((await store.observations(articleId(url))).map(({ reactions }) => reactions[0]?.count)).toEqual([
      15, 99,
    ]);
    expect(await store.revisions(articleId(url))).toEqual([]);
    expect(await events()).toEqual(['article.created', 'story.changed']);
    expect(await store.url(url)).toMatchObject({ outcome: 'unchanged' });
  });

  it('keeps the older text as a revision when the text changed', async () => {
    const url = 'https://a.example/news/1.html';
    await ingestAll(await fetched(url, html(text)));
    await ingestAll(
      await fetched(
        url,
        html([...text.slice(0, 3), 'The council took the money back on Friday, to the anger of all.']),
      ),
    );
    const article = await store.article(articleId(url));
    expect(article?.revision).toBe(2);
    expect(await store.revisions(articleId(url))).toMatchObject([{ revision: 1, body: text.join('\n\n') }]);
    expect((await events()).filter((type) => type === 'article.updated')).toHaveLength(1);
  });

  it('gives copies on two sites one story, in one batch or in two', async () => {
    const [a, b, c] = [
      'https://a.example/1.html',
      'https://b.example/2.html',
      'https://c.example/3.html',
    ] as const;
    await ingestAll(await fetched(a, html(text)), await fetched(b, html(text)));
    await ingestAll(await fetched(c, html(text)));
    const stories = await Promise.all(
      [a, b, c].map(async (url) => (await store.article(articleId(url)))?.storyId),
    );
    expect(new Set(stories).size).toBe(1);
    const story = await store.story(stories[0] ?? '');
    expect(story?.members).toHaveLength(3);
    expect(story?.spread).toMatchObject({ copies: 2, sites: 3 });
  });

  it('takes two addresses with one canonical URL as one article', async () => {
    const head = '<link rel="canonical" href="https://a.example/news/1.html">';
    await ingestAll(await fetched('https://a.example/news/1.html?share=x', html(text, { head })));
    await ingestAll(await fetched('https://a.example/news/1.html', html(text, { head })));
    // Followers learn that it is known by its own address now.
    expect(await events()).toEqual(['article.created', 'story.changed', 'article.updated']);
    const article = await store.article(articleId('https://a.example/news/1.html'));
    expect(article?.url).toBe('https://a.example/news/1.html');
  });

  it('does not take in what was removed by another address, until a person asks for its own again', async () => {
    const [own, shared] = ['https://a.example/news/1.html', 'https://a.example/news/1.html?share=x'];
    const head = `<link rel="canonical" href="${own}">`;
    await ingestAll(await fetched(own, html(text, { head })));
    const id = articleId(own);
    await store.remove(id, 'asked for', new Date(clock).toISOString());
    const record = await store.url(own);
    if (record) await store.settle([{ ...record, lastFetch: null }]);
    await ingestAll(await fetched(shared, html(text, { head })));
    expect(await store.article(id)).toBeNull();
    expect(await store.url(shared)).toMatchObject({
      outcome: 'duplicate',
      reason: `another address of ${own}, which was removed: asked for`,
    });
    await ingestAll(await fetched(own, html(text, { head })));
    expect((await store.article(id))?.url).toBe(own);
  });

  it('lets a paged article grow with each part, in any order, without a revision', async () => {
    const [first, second] = ['https://a.example/88/1207.html', 'https://a.example/88/1207_2.html'];
    const paging = (page: number) =>
      `<div id="pages"><a href="/88/1207.html">1</a> <a href="/88/1207_2.html">2</a> ${page === 1 ? '<a href="/88/1207_2.html">Next</a>' : '<a href="/88/1207.html">Prev</a>'}</div>`;
    await ingestAll(
      await fetched(second, html(text.slice(2), { tail: paging(2), title: 'Tide clock strikes again (2)' })),
    );
    await ingestAll(await fetched(first, html(text.slice(0, 2), { tail: paging(1) })));
    const article = await store.article(articleId(first));
    expect(article?.paragraphs).toEqual(text);
    expect(await store.url(second)).toMatchObject({ outcome: 'duplicate', reason: `part of ${first}` });
  });

  it('gives every page that is no article its outcome, and stores the good ones beside it', async () => {
    const list = `<h1>News</h1><ul>${text.map((line, n) => `<li><a href="/${n}.html">${line.slice(0, 60)}</a></li>`).join('')}</ul>`;
    const pages = [
      await fetched('https://a.example/list/', list),
      await fetched('https://a.example/deep.html', '<div>'.repeat(10_000)),
      await fetched('https://a.example/empty.html', ''),
      await fetched('https://a.example/good.html', html(text)),
    ];
    await ingestAll(...pages);
    const outcomes = await Promise.all(pages.map(async ({ url }) => (await store.url(url))?.outcome));
    expect(outcomes).toEqual(['not-article', 'parse-refused', 'not-article', 'stored']);
  });

  it('leaves a URL alone that was removed or fetched again since', async () => {
    const page = await fetched('https://a.example/1.html', html(text));
    const record = await store.url(page.url);
    if (!record) throw new Error('no record');
    await store.settle([{ ...record, outcome: 'removed', waitsFor: null }]);
    await ingestAll(page);
    expect(await events()).toEqual([]);
    const older = await fetched('https://a.example/2.html', html(text));
    const newer = await fetched('https://a.example/2.html', html(text, { title: 'Tide clock is mended' }));
    await ingestAll(older);
    expect(await events()).toEqual([]);
    await ingestAll(newer);
    expect(await store.article(articleId(newer.url))).toMatchObject({ title: 'Tide clock is mended' });
  });

  describe('an article that opened a story and then tells something else', () => {
    const other = [
      'A ferry line between the two islands will carry bicycles free of charge from the first of May until late autumn.',
      'Its owner said that the deck had been half empty for years, and that an empty deck earns nothing at any season.',
      'Passengers with more than six bicycles are asked to call the pier one day before, so that hooks can be put up.',
    ];
    const [a, b, c] = ['https://a.example/1.html', 'https://b.example/2.html', 'https://c.example/3.html'];
    const storyIdOf = async (url: string) => (await store.article(articleId(url)))?.storyId ?? '';

    it('opens a new story, and the old one lives on for its other members', async () => {
      await ingestAll(await fetched(a, html(text)));
      await ingestAll(await fetched(b, html(text)), await fetched(c, html(text)));
      const old = await storyIdOf(a);
      expect(old).toBe(`s${articleId(a)}`);
      const before = await store.lastSeq();
      await ingestAll(await fetched(a, html(other, { title: 'Bicycles cross for nothing' })));
      expect([await storyIdOf(b), await storyIdOf(c)]).toEqual([old, old]);
      expect(await storyIdOf(a)).not.toBe(old);
      expect((await store.story(old))?.members.toSorted()).toEqual([articleId(b), articleId(c)].toSorted());
      expect((await store.story(await storyIdOf(a)))?.members).toEqual([articleId(a)]);
      expect(await store.article(articleId(a))).toMatchObject({ relation: 'unique' });
      const relations = [await store.article(articleId(b)), await store.article(articleId(c))];
      expect(relations.map((article) => article?.relation).toSorted()).toEqual(['copy', 'original']);
      const told = (await store.changes(before, 100)).filter(({ type }) => type === 'story.changed');
      expect(told.map(({ id }) => id).toSorted()).toEqual([old, await storyIdOf(a)].toSorted());
    });

    it('opens a new story where its first one was merged into another', async () => {
      const [first, second] = [a, b].toSorted((x, y) => (articleId(x) < articleId(y) ? -1 : 1));
      await ingestAll(await fetched(second ?? '', html(text)));
      await ingestAll(
        await fetched(second ?? '', html([...text.slice(0, 2), ...other], { title: 'Clock and bicycles' })),
      );
      await ingestAll(await fetched(first ?? '', html(text)));
      await ingestAll(await fetched(second ?? '', html(text)));
      expect(await storyIdOf(second ?? '')).toBe(await storyIdOf(first ?? ''));
      await ingestAll(await fetched(second ?? '', html(other, { title: 'Bicycles cross for nothing' })));
      expect(await storyIdOf(second ?? '')).not.toBe(await storyIdOf(first ?? ''));
      expect((await store.story(await storyIdOf(first ?? '')))?.members).toEqual([articleId(first ?? '')]);
      expect((await store.story(await storyIdOf(second ?? '')))?.members).toEqual([articleId(second ?? '')]);
    });

    it('is not met by its older text in the batch that brings the newer', async () => {
      await ingestAll(await fetched(a, html(text)));
      await ingestAll(
        await fetched(a, html(other, { title: 'Bicycles cross for nothing' })),
        await fetched(b, html(text)),
      );
      expect(await storyIdOf(a)).not.toBe(await storyIdOf(b));
    });
  });

  it('parts a story that only an older text held together', async () => {
    const other = [
      'The lamp of the northern pier will be painted by the pupils of the harbour school, who won the draw on Sunday.',
      'They chose stripes of blue and white, and a small green whale that can be seen at low tide only from the boats.',
      'The harbour master asked them to leave the glass alone, and promised a trip to the lighthouse for all of them.',
    ];
    const [a, b, c] = ['https://a.example/1.html', 'https://b.example/2.html', 'https://c.example/3.html'];
    const title = { title: 'News of the harbour' };
    await ingestAll(await fetched(b, html(text, title)));
    await ingestAll(await fetched(c, html(other, title)));
    const stories = async () =>
      Promise.all([a, b, c].map(async (url) => (await store.article(articleId(url)))?.storyId ?? ''));
    await ingestAll(await fetched(a, html([...text, ...other], title)));
    expect(new Set(await stories()).size).toBe(1);
    const before = await store.lastSeq();
    await ingestAll(await fetched(a, html(text, title)));
    const [ofA, ofB, ofC] = await stories();
    expect(ofA).toBe(ofB);
    expect(ofC).not.toBe(ofA);
    for (const id of new Set([ofA, ofC])) {
      expect((await store.changes(before, 100)).filter((event) => event.id === id)).toMatchObject([
        { type: 'story.changed' },
      ]);
    }
    expect((await store.story(ofC ?? ''))?.members).toEqual([articleId(c)]);
  });
});
