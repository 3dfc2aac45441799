import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from '../../parsers/parse.ts';
import { compareExample } from '../../src/sites/compare-example.ts';
import { findSite, readExamples } from '../../src/sites/site-folder.ts';

const folder = fileURLToPath(new URL('../../sites/', import.meta.url));
const names = readdirSync(folder);

describe('the sites that come with the project', () => {
  it('are there, each with an example', () => {
    expect(names.length).toBeGreaterThanOrEqual(2);
    for (const name of names)
      expect(readExamples(findSite(folder, name)?.folder ?? '').length, name).toBeGreaterThan(0);
  });

  it.each(names)('%s gives what its examples expect', (name) => {
    const found = findSite(folder, name);
    for (const { slug, page, expected } of readExamples(found?.folder ?? '')) {
      const wrong = compareExample(expected, parse(page, found?.site)).filter(({ right }) => !right);
      expect(wrong, slug).toEqual([]);
    }
  });

  it('reads a page from before the redesign by the rules of its time', () => {
    const found = findSite(folder, 'finquay.newsserve.example');
    const [before, after] = readExamples(found?.folder ?? '').map(({ page }) => page);
    if (!before || !after) throw new Error('the site has two examples');
    expect(parse(before, found?.site).provenance.find(({ field }) => field === 'paragraphs')).toMatchObject({
      method: 'site-file',
      path: expect.stringContaining('div.con'),
    });
    // The same bytes fetched after the day that closed the older rules are no longer read by them.
    const late = { ...before, fetchedAt: after.fetchedAt };
    expect(parse(late, found?.site).provenance.find(({ field }) => field === 'paragraphs')?.method).not.toBe(
      'site-file',
    );
  });
});
