import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoPortals, startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { cli } from './run-cli.ts';

const samples = fileURLToPath(new URL('../../samples/pages/', import.meta.url));
let folder: string;
let data: string;
let portals: DemoPortals;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-site-new-'));
  data = join(folder, 'data');
  process.env.WELLSPRING_SITES = join(folder, 'sites');
  portals = await startDemoPortals({ seed: 5, portals: 6, articlesPerPortal: 6 });
});
afterAll(async () => {
  delete process.env.WELLSPRING_SITES;
  await portals.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The folder, its host and the words of a proposal for one portal. */
function portal(index: number) {
  const { origin, articles } = portals.portals[index] ?? { origin: 'http://127.0.0.1:1', articles: [] };
  const { host } = new URL(origin);
  const pages = articles.slice(1, 4);
  const words = ['site', 'new', ...pages.map(({ url }) => url), '--allow', host];
  return { host, words, pages, place: join(folder, 'sites', host.replace(':', '-')) };
}

describe('site new', () => {
  it.each([0, 1, 4])('proposes a site for demo portal %i whose examples are right', async (index) => {
    const { host, words, pages, place } = portal(index);
    const { code, out } = await cli(words, { data });
    expect(code).toBe(0);
    expect(out).toMatch(/^field +score +site\.yaml +selector/);
    expect(out).toMatch(/title +[01]\.\d\d/);
    expect(readdirSync(join(place, 'examples'))).toHaveLength(3);
    const check = await cli(['site', 'check', host], { data });
    expect(check.out).toContain('all 3 examples are right');
    expect(check.code).toBe(0);
    const expected = readdirSync(join(place, 'examples')).map((slug) =>
      JSON.parse(readFileSync(join(place, 'examples', slug, 'expected.json'), 'utf8')),
    );
    // What the portal knows of its own articles.
    for (const truth of pages) {
      const found = expected.find(({ url }) => url === truth.url);
      expect(found?.fields).toMatchObject({
        title: truth.title,
        authors: truth.authors,
        category: truth.category,
      });
      expect(found?.fields.claimedDate?.slice(0, 16)).toBe(truth.claimedDate.iso?.slice(0, 16));
    }
  });

  it('does not ask for view counters, and asks robots.txt first', () => {
    expect(portals.counterHits).toBe(0);
    for (const index of [0, 1, 4]) expect(portals.portals[index]?.visits[0]?.path).toBe('/robots.txt');
  });

  it('never writes over a site that is there, unless told to', async () => {
    const { words, place } = portal(0);
    const file = join(place, 'site.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}# by hand\n`);
    const refused = await cli(words, { data });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('is there already; say --force');
    expect(readFileSync(file, 'utf8')).toContain('# by hand');
    expect((await cli([...words, '--force'], { data })).code).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain('# by hand');
  });

  it('proposes a rhythm that is learned for all lists of the site, beside none of them', () => {
    const text = readFileSync(join(portal(0).place, 'site.yaml'), 'utf8');
    expect(text).toContain('\nschedule: { learned: { minMinutes: 10, maxMinutes: 240 } }\n');
    expect(text).not.toContain('everyMinutes:');
  });

  it('takes saved files with their addresses, needs no network, and keeps what the person gave', async () => {
    const base = 'https://www.tidepress.example/content/88';
    const words = [
      ...['site', 'new', join(samples, 'sample-multipage-1.html'), join(samples, 'sample-multipage-2.html')],
      ...['--url', `${base}/1207.html`, `${base}/1207_2.html`, '--category', 'Never printed'],
    ];
    const { code, err } = await cli(words, { data: join(folder, 'none') });
    expect(code).toBe(0);
    expect(err).toContain('look: the category that was given was not found');
    expect(existsSync(join(folder, 'none'))).toBe(false);
    const check = await cli(['site', 'check', 'www.tidepress.example'], { data });
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/WRONG {2}category .*\n.*expected "Never printed"/);
  });

  it('says what is wrong with the pages that are named', async () => {
    const one = await cli(['site', 'new', 'https://a.example/1'], { data });
    expect(one.code).toBe(2);
    expect(one.err).toContain('name 2 to 10 articles of one site');
    const file = join(samples, 'sample-wordpress.html');
    const bare = await cli(['site', 'new', file, file], { data });
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('name the address of each file');
    const two = await cli(
      [
        'site',
        'new',
        file,
        join(samples, 'sample-list.html'),
        '--url',
        'https://a.example/',
        'https://b.example/',
      ],
      { data },
    );
    expect(two.err).toContain('the pages are of a.example and b.example');
  });
});
