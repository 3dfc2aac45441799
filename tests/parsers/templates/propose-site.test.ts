import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { proposeSite } from '../../../parsers/templates/propose-site.ts';
import { pageOf } from '../sample-page.ts';

const words = ['quay', 'clock', 'harbor', 'lantern', 'ferry'];
const texts = (n: number) =>
  Array.from(
    { length: 4 },
    (_, line) =>
      `The ${words[n]} office said on day ${line} that the old ${words[(n + line) % 5]} would be repaired before the ${words[(n + 2) % 5]} opens again.`,
  );

/** A template without labels: who, what and where are told by place alone. */
const page = (n: number, note = '') =>
  pageOf(
    `<html lang="en"><head><title>The ${words[n]} that came back to town number ${n} | Saltmarsh</title></head><body>
    <ul class="menu"><li><a href="/">Home</a></li><li><a href="/sea/">Sea</a></li></ul>
    <div class="kicker7"><em class="rub">${['Sea', 'Land', 'Sea', 'Air', 'Land'][n]}</em></div>
    <h1 class="headline">The ${words[n]} that came back to town number ${n}</h1>
    <div class="line"><span class="byname">${['Ada Marsh', 'Ben Holt', 'Ada Marsh', 'Cy Dent', 'Eve Lund'][n]}</span> · <span class="stamp">2025-0${n + 1}-1${n} 08:1${n}</span> · <span class="seen">${n + 2}04</span></div>
    <div class="txt post-${n}11">${texts(n)
      .map((line) => `<p>${line}</p>`)
      .join('')}${note}</div><div class="end">Saltmarsh prints what the sea brings.</div></body></html>`,
    { url: `https://saltmarsh.example/news/${n}.html`, fetchedAt: '2025-08-01T00:00:00.000Z' },
  );
const pages = [0, 1, 2, 3].map((n) => page(n));

describe('proposeSite', () => {
  it('names the site, its hosts, where to begin, and the end of its titles', () => {
    const { site } = proposeSite(pages);
    expect(site).toMatchObject({
      hosts: ['saltmarsh.example'],
      start: [{ list: 'https://saltmarsh.example/' }],
      schedule: { learned: { minMinutes: 10, maxMinutes: 240 } },
      titleSuffix: ' | Saltmarsh',
    });
  });

  it('refuses one article twice, whose text would be taken for what all pages share', () => {
    const again = { ...page(0), url: 'https://saltmarsh.example/news/0.html?print=1' };
    expect(() => proposeSite([...pages, again])).toThrow(
      'https://saltmarsh.example/news/0.html?print=1 has the same text as https://saltmarsh.example/news/0.html; name pages',
    );
  });

  it('finds the places of the fields by putting the pages side by side, with a score for each', () => {
    const { fields, site } = proposeSite(pages);
    const found = Object.fromEntries(fields.map((one) => [one.field, one]));
    expect(found.title).toMatchObject({ selector: 'h1', written: true });
    expect(found.date).toMatchObject({ selector: '.stamp', written: true });
    expect(found.title?.score).toBeGreaterThan(0.9);
    expect(found.body?.selector).toBe('.txt');
    // No name that belongs to one article, and nothing by number where a name does.
    for (const { selector } of fields) expect(selector ?? '').not.toMatch(/[.#][\w-]*\d|nth/);
    for (const field of ['title', 'date'] as const)
      expect(site.versions[0]?.fields[field]).toBe(found[field]?.selector);
  });

  it('learns from the values of one page where they stand on the others', () => {
    const { site, parsed, fields, warnings } = proposeSite(pages, {
      ...{ authors: ['Ada Marsh'], category: 'Sea', views: 204, date: '10 January 2025' },
    });
    expect(site.versions[0]?.fields).toMatchObject({ authors: '.byname', category: '.rub', views: '.seen' });
    expect(parsed.map(({ category }) => category)).toEqual(['Sea', 'Land', 'Sea', 'Air']);
    expect(parsed.map(({ views }) => views)).toEqual([204, 304, 404, 504]);
    expect(parsed.map(({ authors }) => authors)).toEqual([
      ['Ada Marsh'],
      ['Ben Holt'],
      ['Ada Marsh'],
      ['Cy Dent'],
    ]);
    expect(fields.find(({ field }) => field === 'category')?.reason).toContain('the given value');
    expect(warnings).toEqual([]);
  });

  it('reads a page that it has not seen', () => {
    const { site } = proposeSite(pages, { category: 'Sea', views: 204 });
    expect(parse(page(4), site)).toMatchObject({ category: 'Land', views: 604, authors: ['Eve Lund'] });
  });

  it('writes no selector that would change what the parsers rightly find', () => {
    const { parsed } = proposeSite(pages);
    for (const [index, one] of pages.entries()) {
      const { title, claimedDate, language } = parse(one);
      expect(parsed[index]).toMatchObject({ title, claimedDate, language, paragraphs: texts(index) });
    }
  });

  it('cuts out what stands in the text of every page', () => {
    const note =
      '<p class="pitch">Saltmarsh is free to read because its readers pay for the ink and the paper.</p>';
    const noted = [0, 1, 2].map((n) => page(n, note));
    expect(parse(noted[0] ?? page(0)).body).toContain('Saltmarsh is free');
    const { site, parsed } = proposeSite(noted);
    expect(site.versions[0]?.fields.remove).toContain('.pitch');
    expect(parsed.map(({ paragraphs }) => paragraphs)).toEqual([texts(0), texts(1), texts(2)]);
  });

  it('says so where a value that was given stands nowhere on its own', () => {
    const { site, fields, warnings } = proposeSite(pages, { category: 'Weather' });
    expect(site.versions[0]?.fields.category).toBeUndefined();
    expect(fields.find(({ field }) => field === 'category')).toMatchObject({
      selector: null,
      written: false,
    });
    expect(warnings).toEqual([expect.stringContaining('category that was given was not found')]);
  });

  it('says so where a page is no article', () => {
    const { warnings } = proposeSite([...pages.slice(0, 2), pageOf('<h1>Not found</h1>')]);
    expect(warnings.join('\n')).toMatch(/not as an article/);
  });
});
