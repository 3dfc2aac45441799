import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinPages } from '../../parsers/join-pages.ts';
import { parse } from '../../parsers/parse.ts';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import { type DemoPortals, startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { ParsedArticle } from '../../src/model/parsed-article.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { storyTools } from '../../src/stories/story-tools.ts';
import { compareAgain } from '../../workers/read-again.ts';
import { cli, jsonLines } from './run-cli.ts';

let folder: string;
let data: string;
let portals: DemoPortals;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-reparse-e2e-'));
  data = join(folder, 'data');
  process.env.WELLSPRING_SITES = join(folder, 'sites');
  portals = await startDemoPortals({ seed: 11, portals: 6, articlesPerPortal: 12 });
  const allow = portals.portals.map(({ origin }) => new URL(origin).host).join(',');
  const starts = portals.portals.map(({ startUrl }) => startUrl);
  const { code, err } = await cli(['crawl', ...starts, '--allow', allow], { data });
  expect(err).not.toContain('wellspring:');
  expect(code).toBe(0);
}, 120_000);
afterAll(async () => {
  delete process.env.WELLSPRING_SITES;
  await portals.close();
  rmSync(folder, { recursive: true, force: true });
});

const lastSeq = async () => jsonLines((await cli(['changes'], { data })).out).at(-1)?.seq;

describe('the archive of the demo portals', () => {
  it('gives every stored field again, byte for byte, with the same parserVersion', async () => {
    const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    const archive = await openWarcArchive({ folder: join(data, 'archive') });
    try {
      const fields = Object.keys(ParsedArticle.shape);
      const different: string[] = [];
      let derived = 0;
      for await (const article of store.export({ type: 'everything' })) {
        if (!article.snapshot) throw new Error(`no snapshot of ${article.url}`);
        const page = await archive.read(article.snapshot);
        const record = await store.url(page.url);
        if (!record) throw new Error(`no record of ${page.url}`);
        const compared = await compareAgain(
          { page, record, snapshot: article.snapshot },
          { known: article, at: article.lastSeenAt },
          { store, archive, joinPages, stories: storyTools, parse: async (one) => parse(one) },
        );
        const now = compared?.write?.article;
        expect(now?.parserVersion).toBe(article.parserVersion);
        for (const field of fields) {
          derived += 1;
          const [before, after] = [Reflect.get(article, field), Reflect.get(now ?? {}, field)];
          if (JSON.stringify(before) !== JSON.stringify(after)) different.push(`${field} of ${article.url}`);
        }
      }
      expect(different).toEqual([]);
      expect(derived).toBeGreaterThanOrEqual(6 * 12 * fields.length);
    } finally {
      await archive.close();
      await store.close();
    }
  });
});

describe('reparse', () => {
  it('says that there is nothing to write where nothing changed, and writes nothing', async () => {
    const seq = await lastSeq();
    const { code, out } = await cli(['reparse', '--apply'], { data });
    expect(out).toContain("today's parsers read the same: there is nothing to write");
    expect(code).toBe(0);
    expect(await lastSeq()).toBe(seq);
  });

  it('shows what a site file changes, writes it with --apply, and then finds nothing more', async () => {
    const origin = portals.portals[0]?.origin ?? '';
    const host = new URL(origin).host;
    mkdirSync(join(folder, 'sites', 'first'), { recursive: true });
    writeFileSync(
      join(folder, 'sites', 'first', 'site.yaml'),
      `name: First\nhosts: ["${host}"]\nstart: [{ list: "${origin}/" }]\nversions: [{ fields: { category: title } }]\n`,
    );
    const shown = await cli(['reparse', '--site', 'First'], { data });
    const [, stored = '0'] = /read again: (\d+) articles/.exec(shown.out) ?? [];
    expect(Number(stored)).toBeGreaterThanOrEqual(12);
    expect(shown.out).toContain(`${stored} articles differ, 0 in title or text`);
    expect(shown.out).toMatch(
      new RegExp(`${host} +${stored} +0 +0 +0 +0 +(category|provenance) ${stored} · `),
    );
    expect(shown.out).toContain('nothing was written; --apply writes it');
    const applied = await cli(['reparse', '--site', 'First', '--apply', '--json'], { data });
    const report = JSON.parse(applied.out);
    expect(report).toMatchObject({ applied: true, changed: Number(stored), revisions: 0, failed: [] });
    expect(report.fields.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'category',
      'provenance',
    ]);
    const again = JSON.parse((await cli(['reparse', '--apply', '--json'], { data })).out);
    expect(again).toMatchObject({ changed: 0, found: [], lost: [], moved: [], sketches: 0 });
  });

  it('names the sites that it knows nothing of', async () => {
    const { code, err } = await cli(['reparse', '--site', 'nowhere.example'], { data });
    expect(code).toBe(2);
    expect(err).toContain('there is no site "nowhere.example"');
  });
});

describe('site list', () => {
  it('tells of each site what was found of it, and what became of its addresses', async () => {
    const { out } = await cli(['site', 'list', '--json'], { data });
    const sites = jsonLines(out);
    expect(sites).toHaveLength(6);
    expect(sites[0]).toMatchObject({
      ...{ name: 'First', hasFile: true, examples: 0 },
      coverage: { title: 1, date: 1, text: 1 },
      outcomes: { stored: expect.any(Number) },
    });
    expect(sites[0]?.lastVisitAt).toMatch(/^\d{4}-/);
    expect(sites.filter(({ hasFile }) => !hasFile)).toHaveLength(5);
    const text = await cli(['site', 'list'], { data });
    expect(text.out).toMatch(
      /First\n {2}hosts .*\n {2}examples +0\n {2}articles +\d+\n {2}found +title 100%/,
    );
  });
});
