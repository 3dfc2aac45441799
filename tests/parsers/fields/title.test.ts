import { describe, expect, it } from 'vitest';
import { readTitle } from '../../../parsers/fields/title.ts';
import { documentOf } from '../document-of.ts';

const title = (html: string) => readTitle(documentOf(html), { siteSuffix: null, chosen: [], trail: [] });

describe('readTitle', () => {
  it('cuts off what stands after a heading that the page title begins with', () => {
    const read = title('<title>Clock stops again -AssetLink</title><h3>Clock stops again</h3>');
    expect(read).toMatchObject({
      title: { value: 'Clock stops again' },
      titleWithSuffix: { value: 'Clock stops again -AssetLink' },
      suffix: 'AssetLink',
    });
  });
  it('keeps a dash that no heading proves to be the site’s', () => {
    const read = title('<title>Harbor - a history</title>');
    expect(read).toMatchObject({
      title: { value: 'Harbor - a history' },
      titleWithSuffix: { value: null },
      suffix: null,
    });
  });
  it('ends before the line of date and source in the same heading', () => {
    expect(
      title(
        '<title>How to read a tide table (2) - Press</title><h1>How to read a tide table<br><span>2025-04-16 12:47 Source: Press</span></h1>',
      ).title.value,
    ).toBe('How to read a tide table');
  });
  it('cuts off a name that opens with the long word of the host, where no heading bears the title out', () => {
    const read = (url: string) =>
      readTitle(
        documentOf('<meta property="og:title" content="The clock stops - Harborpost Northshire">', url),
        {
          siteSuffix: null,
          chosen: [],
          trail: [],
        },
      ).title.value;
    expect(read('https://www.harborpost.example/a')).toBe('The clock stops');
    expect(read('https://other.example/a')).toBe('The clock stops - Harborpost Northshire');
  });
  it('takes no logo for the headline', () => {
    expect(
      title(
        '<title>Harbor Post » The clock stops</title><h1><a href="/">Harbor Post</a></h1><h2>The clock stops</h2>',
      ).title.value,
    ).toBe('The clock stops');
  });
  it('prefers the editors’ og:title to a heading that repeats the page title', () => {
    const html =
      '<title>Tide clock: repair, cost, date | Post</title><meta property="og:title" content="They mended the old tide clock after nine years"><h1>Tide clock: repair, cost, date</h1>';
    const read = title(html);
    expect(read.title.value).toBe('They mended the old tide clock after nine years');
    expect(read.title.provenance?.rivals.map(({ raw }) => raw)).toContain('Tide clock: repair, cost, date');
  });
  it('undoes entities that were escaped twice', () => {
    expect(
      title(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A &#8216;family&#8217; plan"}</script>',
      ).title.value,
    ).toBe('A ‘family’ plan');
  });
  it('takes the heading, not an og:title that adds the site or the day to it', () => {
    const html =
      '<title>The clock stops | Europe | HP | 28.04.2023</title><meta property="og:title" content="The clock stops | HP | 28.04.2023"><meta name="twitter:title" content="The clock stops"><h1>The clock stops</h1>';
    expect(title(html).title.value).toBe('The clock stops');
  });
  it('cuts the house’s name off a title that no heading bears out', () => {
    const site = '<meta property="og:site_name" content="Harbor Post">';
    expect(title(`<title>The clock stops | Harbor Post</title>${site}`).title.value).toBe('The clock stops');
    expect(title(`<title>Harbor Post - The clock stops</title>${site}`).title.value).toBe('The clock stops');
    expect(title(`<title>The clock - what is left</title>${site}`).title.value).toBe(
      'The clock - what is left',
    );
  });
  it('takes the headline, not a short form of it in the row of steps above', () => {
    const html =
      '<ul><li><a href="/">Home</a></li><li><h1>Tide clock: the quay</h1></li></ul><hgroup><h2>The quay hears its tide clock again</h2></hgroup><p>Text.</p>';
    expect(title(html).title.value).toBe('The quay hears its tide clock again');
  });
  it('leaves a kicker out that a dash parts, and keeps one that a colon joins', () => {
    const kicker = (mark: string) =>
      `<title>Harbor news${mark}The old clock strikes again at last | Post</title><meta property="og:title" content="Harbor news${mark}The old clock strikes again at last"><h1><span>Harbor news</span> <span>The old clock strikes again at last</span></h1>`;
    expect(title(kicker(' - ')).title.value).toBe('The old clock strikes again at last');
    expect(title(kicker(': ')).title.value).toBe('Harbor news: The old clock strikes again at last');
  });
});
