import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParsedArticle } from '../../src/model/parsed-article.ts';
import { cli, jsonLines } from './run-cli.ts';

const samples = fileURLToPath(new URL('../../samples/pages/', import.meta.url));
const seed = {
  id: 'seed',
  url: 'https://assetlink.example/news/281c64899070.html',
  file: join(samples, 'sample-assetlink.html'),
};
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-filters-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const lines = (...values: unknown[]) =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');

describe('parse --ndjson', () => {
  it('gives one ParsedArticle a line, in order, from text, file and gzip file', async () => {
    const packed = join(folder, 'page.html.gz');
    writeFileSync(packed, gzipSync(readFileSync(seed.file)));
    const input = lines(
      seed,
      { ...seed, id: 2, file: packed },
      { id: 'text', url: 'https://a.example/1', html: '<h1>A title</h1><p>Some text that is here.</p>' },
    );
    const { code, out } = await cli(['parse', '--ndjson'], { data: folder, input });
    expect(code).toBe(0);
    const answers = jsonLines(out);
    expect(answers.map(({ id }) => id)).toEqual(['seed', 2, 'text']);
    for (const answer of answers) expect(ParsedArticle.safeParse(answer).error).toBeUndefined();
    const first = ParsedArticle.parse(answers[0]);
    expect(first.title).toBe('China’s Xi welcomes President Alexander Lukashenko of Belarus to Beijing');
    expect(first.claimedDate).toMatchObject({ iso: '2025-04-16T12:47:42', zone: null });
    expect(first.paragraphs).toHaveLength(7);
    expect(first.reactions).toEqual([{ label: 'veryGood!', count: 15, atLeast: false }]);
    const count = (block: string) => first.links.filter((link) => link.block === block).length;
    expect([count('related'), count('ranking'), count('recommendation')]).toEqual([10, 8, 8]);
    expect({ ...answers[1], id: 'seed' }).toEqual(answers[0]);
  });

  it('gives an error with a code for every line that cannot be parsed, and goes on', async () => {
    const input = lines(
      'not JSON',
      { id: 'no-url', html: 'x' },
      { id: 'nothing', url: 'https://a.example/' },
      { id: 'gone', url: 'https://a.example/', file: join(folder, 'missing.html') },
      { id: 'deep', url: 'https://a.example/', html: '<div>'.repeat(100_000) },
      seed,
    );
    const { code, out } = await cli(['parse', '--ndjson'], { data: folder, input });
    expect(code).toBe(0);
    const answers = jsonLines(out);
    expect(answers.map(({ id }) => id)).toEqual([null, 'no-url', 'nothing', 'gone', 'deep', 'seed']);
    expect(answers.slice(0, 5).map(({ error }) => error)).toMatchObject([
      { code: 'bad-line', message: expect.stringContaining('line 1') },
      { code: 'bad-line', message: expect.stringContaining('url') },
      { code: 'bad-line' },
      { code: 'no-file' },
      { code: 'parse-refused', message: expect.stringContaining('depth') },
    ]);
  });

  it('says how it wants to be used', async () => {
    const { code, err } = await cli(['parse'], { data: folder });
    expect(code).toBe(2);
    expect(err).toContain('--ndjson');
  });
});

describe('cluster --ndjson', () => {
  const body = (names: string) =>
    `The harbour board of ${names} voted on Thursday to rebuild the old tide clock, which stopped nine years ago after a storm. ` +
    'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the missing wheels. ' +
    'Nobody could say what one of the gears was for until the clock was put together again and refused to strike without it.';
  it('gives copies one story, in the order of the input', async () => {
    const input = lines(
      {
        id: 'a',
        site: 'a.example',
        url: 'https://a.example/1',
        title: 'Tide clock strikes again',
        body: body('Ellery Point'),
      },
      {
        id: 'x',
        site: 'x.example',
        url: 'https://x.example/1',
        title: 'Bread',
        body: 'A bakery opens at four in the morning, and the queue stands at half past three already, says its owner who has baked there for thirty years.',
      },
      {
        id: 3,
        url: 'https://www.b.example/9',
        title: 'Tide clock strikes again',
        body: body('Ellery Point').replace('Nobody', 'BrandName:Nobody'),
      },
    );
    const { code, out } = await cli(['cluster', '--ndjson'], { data: folder, input });
    expect(code).toBe(0);
    const [a, x, b] = jsonLines(out);
    expect([a?.id, x?.id, b?.id]).toEqual(['a', 'x', 3]);
    expect(a?.storyId).toBe(b?.storyId);
    expect(x).toMatchObject({ relation: 'unique', similarity: null });
    expect(x?.storyId).not.toBe(a?.storyId);
  });

  it('names the line that it cannot read', async () => {
    const { code, err } = await cli(['cluster', '--ndjson'], { data: folder, input: '{"id":"a"}\n{' });
    expect(code).toBe(2);
    expect(err).toContain('line 2');
  });
});

describe('try', () => {
  it('shows every field of a file with its source, and stores nothing', async () => {
    const { code, out } = await cli(['try', seed.file, '--url', seed.url], { data: join(folder, 'try') });
    expect(code).toBe(0);
    expect(out).toContain('veryGood! 15');
    expect(out).toContain('10 related, 8 ranking, 8 recommendation');
    expect(out).toMatch(/^field\s+method\s+sure/m);
    const { out: found } = await cli(['search', '*', '--json'], { data: join(folder, 'try') });
    expect(found).toBe('');
  });
});

describe('wrong use', () => {
  const cases: [name: string, words: string[], message: RegExp][] = [
    ['a URL that is no URL', ['crawl', 'nonsense'], /"nonsense" is no web address; write one with http/],
    ['no URL at all', ['crawl'], /name at least one URL/],
    ['a public URL without a contact', ['crawl', 'https://93.184.215.14/'], /WELLSPRING_CONTACT is not set/],
    ['a wrong query', ['search', 'title:'], /query, character \d+/],
    ['a wrong cursor', ['changes', '--since', 'x'], /is no cursor of this feed/],
    ['an unknown story', ['story', 'nothing'], /story/],
    ['an unknown site', ['crawl', '--site', 'nowhere'], /there is no site "nowhere"/],
  ];
  for (const [name, words, message] of cases) {
    it(`answers ${name} with one line`, async () => {
      const { code, err } = await cli(words, { data: join(folder, 'wrong') });
      expect(err).toMatch(message);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(name === 'an unknown story' ? 1 : 2);
    });
  }

  it('ends a crawl of a private address with its outcome, and with exit code 1', async () => {
    const { code, out } = await cli(['crawl', 'http://10.0.0.1/', 'http://[::ffff:127.0.0.1]/'], {
      data: join(folder, 'private'),
    });
    expect(out).toMatch(/2\s+refused-address/);
    expect(code).toBe(1);
  });
});
