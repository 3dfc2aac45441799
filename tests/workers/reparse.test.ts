import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, parserVersion } from '../../parsers/parse.ts';
import { articleId } from '../../src/model/article-id.ts';
import type { SiteDefinition } from '../../src/model/site-definition.ts';
import { readSite } from '../../src/sites/read-site.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { reparse } from '../../workers/reparse.ts';
import { harbourPage, harbourText, olderParser, openArchivedVisits, type Parse } from './archived-visits.ts';

let folder: string;
let store: ArticleStore;
let visits: Awaited<ReturnType<typeof openArchivedVisits>>;
let clock: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-reparse-'));
  clock = Date.parse('2026-01-01T00:00:00Z');
  visits = await openArchivedVisits(folder, () => clock);
  store = visits.store;
});
afterEach(async () => {
  await visits.close();
  rmSync(folder, { recursive: true });
});

async function store1(url: string, body: string, read?: Parse): Promise<string> {
  clock += 60_000;
  return visits.visit(url, body, read);
}

const again = (apply: boolean, read: Parse = (page) => parse(page), sites: string[] | null = null) => {
  clock += 3_600_000;
  return reparse({ sites, apply }, visits.needs(read), () => undefined, new AbortController().signal);
};
const types = async (since = 0) => (await store.changes(since, 1_000)).map(({ type }) => type);
const cut = olderParser(({ paragraphs }) => ({
  paragraphs: paragraphs.slice(0, 2),
  body: paragraphs.slice(0, 2).join('\n\n'),
}));
const url = 'https://a.example/news/1.html';

describe('reparse', () => {
  it('finds and writes nothing where the parsers read the same', async () => {
    const id = await store1(url, harbourPage());
    const [before, seq] = [await store.article(id), await store.lastSeq()];
    for (const apply of [false, true]) {
      expect(await again(apply)).toMatchObject({
        articles: 1,
        changed: 0,
        fields: [],
        failed: [],
        sketches: 0,
      });
    }
    expect(await store.article(id)).toEqual(before);
    expect(await store.lastSeq()).toBe(seq);
  });

  it('shows the differences by field without writing', async () => {
    const id = await store1(url, harbourPage(), cut);
    const [before, seq] = [await store.article(id), await store.lastSeq()];
    const report = await again(false);
    expect(report).toMatchObject({ applied: false, articles: 1, changed: 1, revisions: 1 });
    const row = report.fields.find(({ field }) => field === 'paragraphs');
    expect(row).toMatchObject({
      articles: 1,
      examples: [{ url, before: harbourText.slice(0, 2), after: harbourText }],
    });
    expect(report.fields.map(({ field }) => field).toSorted()).toEqual([
      'body',
      'paragraphs',
      'parserVersion',
    ]);
    expect(await store.article(id)).toEqual(before);
    expect(await store.lastSeq()).toBe(seq);
  });

  it('writes a new text as a new revision, keeps the times of the visit, and has the effect of once', async () => {
    const id = await store1(url, harbourPage(), cut);
    const before = await store.article(id);
    const seq = await store.lastSeq();
    expect(await again(true)).toMatchObject({ applied: true, changed: 1, failed: [] });
    const after = await store.article(id);
    expect(after).toMatchObject({ revision: 2, paragraphs: harbourText, parserVersion });
    expect([after?.firstSeenAt, after?.lastSeenAt, after?.snapshot]).toEqual([
      before?.firstSeenAt,
      before?.lastSeenAt,
      before?.snapshot,
    ]);
    expect(await store.revisions(id)).toMatchObject([
      { revision: 1, body: harbourText.slice(0, 2).join('\n\n') },
    ]);
    expect(await types(seq)).toContain('article.updated');
    expect(await store.observations(id)).toHaveLength(1);
    expect(await store.url(url)).toMatchObject({ outcome: 'stored', waitsFor: null });
    const last = await store.lastSeq();
    expect(await again(true)).toMatchObject({ changed: 0, fields: [] });
    expect(await store.lastSeq()).toBe(last);
  });

  it('mends counts in the observation of the visit, without a revision or an event', async () => {
    const id = await store1(
      url,
      harbourPage(),
      olderParser(() => ({ reactions: [{ label: 'veryGood!', count: 1, atLeast: false }] })),
    );
    const seq = await store.lastSeq();
    expect(await again(true)).toMatchObject({ changed: 1, revisions: 0 });
    expect(await store.observations(id)).toMatchObject([{ reactions: [{ label: 'veryGood!', count: 15 }] }]);
    expect((await store.article(id))?.revision).toBe(1);
    expect(await store.lastSeq()).toBe(seq);
  });

  it('takes a misread date out of the evidence, and judges anew', async () => {
    const wrong = { raw: '1999-01-02', iso: '1999-01-02', precision: 'day' as const, zone: null };
    const id = await store1(
      url,
      harbourPage(),
      olderParser(() => ({ claimedDate: wrong, provenance: [] })),
    );
    expect((await store.article(id))?.dateEvidence).toContainEqual(
      expect.objectContaining({ kind: 'claimed', raw: '1999-01-02' }),
    );
    await again(true);
    const article = await store.article(id);
    expect(article?.claimedDate?.iso).toBe('2025-04-16T12:47:42');
    expect(article?.dateEvidence.map(({ raw }) => raw)).not.toContain('1999-01-02');
    expect(article?.dateEvidence.filter(({ kind }) => kind === 'first-seen')).toHaveLength(1);
    expect(await again(true)).toMatchObject({ changed: 0 });
  });

  it('finds the story of a text that was misread, and joins it', async () => {
    const copy = 'https://b.example/2.html';
    const first = await store1(url, harbourPage());
    const second = await store1(
      copy,
      harbourPage(),
      olderParser(() => ({ paragraphs: ['Accept all cookies.'], body: 'Accept all cookies.' })),
    );
    expect((await store.article(second))?.storyId).not.toBe((await store.article(first))?.storyId);
    await again(true);
    expect((await store.article(second))?.storyId).toBe((await store.article(first))?.storyId);
  });

  it('stores what was no article, and removes with a tombstone what is none any more', async () => {
    const kind = (value: 'list' | 'article') => olderParser(() => ({ kind: value }));
    const found = await store1(url, harbourPage(), kind('list'));
    expect(await store.article(found)).toBeNull();
    const imprint = 'https://a.example/imprint.html';
    const lost = await store1(
      imprint,
      '<h1>Imprint</h1><p>Harbour Press, Quay 1, Port Alder</p>',
      kind('article'),
    );
    expect(await store.article(lost)).not.toBeNull();
    const report = await again(false);
    expect(report.found.map((move) => move.url)).toEqual([url]);
    expect(report.lost.map((move) => move.url)).toEqual([imprint]);
    const seq = await store.lastSeq();
    await again(true);
    expect(await store.article(found)).toMatchObject({ revision: 1, url });
    expect(await store.article(lost)).toBeNull();
    expect(await types(seq)).toEqual(expect.arrayContaining(['article.created', 'article.removed']));
    expect(await store.url(imprint)).toMatchObject({ outcome: 'not-article', waitsFor: null });
    expect(await store.url(url)).toMatchObject({ outcome: 'stored', articleId: found });
    expect(await again(true)).toMatchObject({ changed: 0, found: [], lost: [], moved: [] });
  });

  it('keeps an article whose page is refused today: a slow day is no reason to lose it', async () => {
    const id = await store1(url, harbourPage());
    const report = await again(true, () => {
      throw Object.assign(new Error('the page takes longer than 3000 ms to read'), { code: 'parse-refused' });
    });
    expect(report.failed).toEqual([{ url, reason: expect.stringContaining('3000 ms') }]);
    expect(await store.article(id)).not.toBeNull();
  });

  it('moves an article to the canonical address that is read today, with the times it was seen', async () => {
    const canonical = 'https://a.example/news/tide-clock';
    const body = harbourPage().replace('<head>', `<head><link rel="canonical" href="${canonical}">`);
    const old = await store1(
      url,
      body,
      olderParser(() => ({ canonicalUrl: url })),
    );
    const before = await store.article(old);
    expect((await again(false)).moved).toEqual([{ url, reason: `its address is ${canonical}` }]);
    await again(true);
    expect(await store.article(old)).toBeNull();
    expect(await store.article(articleId(canonical))).toMatchObject({
      firstSeenAt: before?.firstSeenAt,
      lastSeenAt: before?.lastSeenAt,
    });
    expect(await store.url(url)).toMatchObject({ articleId: articleId(canonical) });
    expect(await again(true)).toMatchObject({ changed: 0, moved: [] });
  });

  it('makes sketches of another version anew, without an event', async () => {
    const id = await store1(url, harbourPage());
    const right = await store.sketch(id);
    await store.resketch([{ articleId: id, bands: [1], sketch: Uint8Array.of(0, 1, 2) }]);
    const seq = await store.lastSeq();
    expect(await again(false)).toMatchObject({ sketches: 1, changed: 0 });
    expect(await again(true)).toMatchObject({ sketches: 1, changed: 0 });
    expect((await store.sketch(id))?.sketch).toEqual(right?.sketch);
    expect((await store.sketch(id))?.bands.toSorted()).toEqual(right?.bands.toSorted());
    expect(await again(true)).toMatchObject({ sketches: 0 });

    await store.resketch([{ articleId: id, bands: [1], sketch: right?.sketch ?? new Uint8Array() }]);
    expect(await again(true), 'found by other bands').toMatchObject({ sketches: 1 });
    expect((await store.sketch(id))?.bands.toSorted()).toEqual(right?.bands.toSorted());
    expect(await store.lastSeq()).toBe(seq);
  });

  it('tells the differences by site, too, the one with most of them first', async () => {
    await store1(url, harbourPage(), cut);
    const others = ['https://b.example/2.html', 'https://www.b.example/3.html'];
    for (const [n, other] of others.entries())
      await store1(other, harbourPage([`Text ${n} about a clock of the harbour.`, ...harbourText]), cut);
    await store1(
      'https://b.example/imprint.html',
      '<h1>Imprint</h1><p>Harbour Press, Quay 1, Port Alder</p>',
      olderParser(() => ({ kind: 'article' })),
    );
    await store1(
      'https://c.example/4.html',
      harbourPage(['Nothing differs here, and the harbour is calm.', ...harbourText]),
    );
    const fields = (count: number) => ({ paragraphs: count, body: count, parserVersion: count });
    const none = { found: 0, lost: 0, moved: 0, failed: 0 };
    expect((await again(false)).sites).toEqual([
      { ...none, site: 'b.example', changed: 2, revisions: 2, fields: fields(2), lost: 1 },
      { ...none, site: 'a.example', changed: 1, revisions: 1, fields: fields(1) },
    ]);
  });

  it('keeps to the sites that it is asked for', async () => {
    await store1(url, harbourPage(), cut);
    const other = await store1(
      'https://b.example/2.html',
      harbourPage(['Another text about a clock.', ...harbourText]),
      cut,
    );
    const report = await again(true, (page) => parse(page), ['a.example']);
    expect(report).toMatchObject({ articles: 1, changed: 1 });
    expect((await store.article(other))?.revision).toBe(1);
  });

  it('joins the parts of a paged article as a visit does', async () => {
    const [first, second] = ['https://a.example/88/1207.html', 'https://a.example/88/1207_2.html'];
    const paging = (to: string, word: string) =>
      `<div id="pages"><a href="/88/1207.html">1</a> <a href="/88/1207_2.html">2</a> <a href="${to}">${word}</a></div>`;
    await store1(first, harbourPage(harbourText.slice(0, 2), paging('/88/1207_2.html', 'Next')), cut);
    await store1(second, harbourPage(harbourText.slice(2), paging('/88/1207.html', 'Prev')), cut);
    await again(true);
    expect((await store.article(articleId(first)))?.paragraphs).toEqual(harbourText);
    expect(await again(true)).toMatchObject({ changed: 0, found: [], lost: [], moved: [] });
  });

  it('reads a page from before the day that closed a version by the older rules', async () => {
    const file = (versions: string) =>
      readSite(
        'site.yaml',
        `name: A\nhosts: [a.example]\nstart: [{ list: "https://a.example/" }]\n${versions}`,
      );
    const by =
      (site: SiteDefinition): Parse =>
      (page) =>
        parse(page, site);
    const body = harbourPage().replace(
      '<div class="meta">',
      '<i class="desk">Sea</i><b class="rubric">Town</b><div class="meta">',
    );
    const before = await store1(url, body);
    clock = Date.parse('2026-03-01T00:00:00Z');
    const after = await store1('https://a.example/news/2.html', body.replace('Tide clock', 'The clock'));
    const site = file(
      'versions:\n  - { until: 2026-02-01, fields: { category: .desk } }\n  - { fields: { category: .rubric } }\n',
    );
    const report = await again(true, by(site));
    expect(report.fields.map(({ field }) => field).toSorted()).toEqual(['category', 'provenance']);
    expect((await store.article(before))?.category).toBe('Sea');
    expect((await store.article(after))?.category).toBe('Town');
    // The text stays, so nobody is told of a new revision.
    expect((await store.article(before))?.revision).toBe(1);
  });
});
