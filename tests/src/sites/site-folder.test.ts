import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSite, listSites, readExamples } from '../../../src/sites/site-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-site-'));
  mkdirSync(join(folder, 'a.example'));
  writeFileSync(
    join(folder, 'a.example', 'site.yaml'),
    'name: The A\nhosts: [a.example, "www.a.example"]\nstart: [{ list: "https://a.example/" }]\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeExample(slug: string, expected: string, page = '<h1>One</h1>'): void {
  const place = join(folder, 'a.example', 'examples', slug);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'page.html'), page);
  writeFileSync(join(place, 'expected.json'), expected);
}
const good = '{"url":"https://a.example/1","fetchedAt":"2025-04-17T00:00:00.000Z","fields":{"title":"One"}}';

describe('findSite', () => {
  it('finds a site by its folder, its name or one of its hosts', () => {
    for (const name of ['a.example', 'the a', 'www.a.example'])
      expect(findSite(folder, name)?.site.name).toBe('The A');
    expect(findSite(folder, 'b.example')).toBeNull();
    expect(findSite(folder, 'a.example/..')).toBeNull();
    expect(findSite(join(folder, 'missing'), 'a')).toBeNull();
  });
});

describe('readExamples', () => {
  it('reads pages as bytes, in the order of their slugs', () => {
    writeExample('two', good);
    writeExample('one', good, '\u00fc');
    const examples = readExamples(join(folder, 'a.example'));
    expect(examples.map(({ slug }) => slug)).toEqual(['one', 'two']);
    expect(examples[0]?.page).toMatchObject({ url: 'https://a.example/1', headers: {}, status: 200 });
    expect([...(examples[0]?.page.body ?? [])]).toEqual([0xc3, 0xbc]);
    expect(listSites(folder)).toMatchObject([{ site: { name: 'The A' }, examples: 2 }]);
    expect(listSites(join(folder, 'missing'))).toEqual([]);
  });

  it('names line and column of what is wrong in expected.json', () => {
    writeExample('one', good.replace('"title"', '\n"titel"'));
    expect(() => readExamples(join(folder, 'a.example'))).toThrow(
      /one\/expected\.json:2:1: fields\.titel is no setting here/,
    );
    writeExample('one', good.replace('{"title":"One"}', '{}'));
    expect(() => readExamples(join(folder, 'a.example'))).toThrow(/name at least one field/);
  });

  it('tells which file of an example is missing', () => {
    writeExample('one', good);
    rmSync(join(folder, 'a.example', 'examples', 'one', 'page.html'));
    expect(() => readExamples(join(folder, 'a.example'))).toThrow(/one\/page\.html: is missing/);
  });
});
