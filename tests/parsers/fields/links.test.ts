import { describe, expect, it } from 'vitest';
import { readLinks } from '../../../parsers/fields/links.ts';
import { readListBlocks } from '../../../parsers/list-blocks.ts';
import { documentOf } from '../document-of.ts';

function links(html: string, body: readonly number[] = []) {
  const document = documentOf(html);
  return readLinks(document, readListBlocks(document), new Set(body));
}
const list = (from: number, count: number) =>
  `<ul>${Array.from({ length: count }, (_, i) => `<li><a href="/n/${from + i}.html">Entry ${from + i}</a></li>`).join('')}</ul>`;

describe('readLinks', () => {
  it('tells lists by the words of their headings, not by their classes', () => {
    const read = links(
      `<div class="paihang"><h2>推荐</h2>${list(1, 2)}</div><div class="related"><h2>Ranking:</h2>${list(3, 3)}</div>`,
    );
    expect(read.map(({ block, position }) => `${block} ${position}`)).toEqual([
      'recommendation 1',
      'recommendation 2',
      'ranking 1',
      'ranking 2',
      'ranking 3',
    ]);
  });
  for (const [heading, block] of [
    ['相關閱讀', 'related'],
    ['関連記事', 'related'],
    ['관련기사', 'related'],
    ['Читайте также', 'related'],
    ['アクセスランキング', 'ranking'],
    ['많이 본 뉴스', 'ranking'],
    ['おすすめ', 'recommendation'],
    ['Рекомендуем', 'recommendation'],
  ] as const) {
    it(`knows ${heading}`, () =>
      expect(links(`<section><h3>${heading}</h3>${list(1, 1)}</section>`)[0]?.block).toBe(block));
  }
  it('counts a headline and its picture once, and takes the whole headline from the title attribute', () => {
    const read = links(
      '<div><h2>Related</h2><ul><li><a href="/1.html"><img src="1.jpg"></a><a href="/1.html" title="The pilots will not forget">The pilots w…</a></li></ul></div>',
    );
    expect(read).toEqual([
      {
        block: 'related',
        position: 1,
        text: 'The pilots will not forget',
        url: 'https://portal.example/1.html',
      },
    ]);
  });
  it('leaves out scripts, mail and marks, and drops tracking parameters', () => {
    expect(
      links(
        '<a href="javascript:x()">a</a><a href="mailto:a@b.c">b</a><a href="#top">c</a><a href="/d.html?utm_source=x&id=4">d</a>',
      ).map(({ url }) => url),
    ).toEqual(['https://portal.example/d.html?id=4']);
  });
  it('keeps links of the text apart from those of the menu', () => {
    expect(
      links('<nav><a href="/a">A</a></nav><p>Read <a href="/b">this</a> there.</p>', [1]).map(
        ({ block }) => block,
      ),
    ).toEqual(['navigation', 'inline']);
  });
  it('finds no entry under a heading that says there are none', () => {
    expect(
      links(
        `<div><h2>Related</h2><p>No related articles</p></div><div><h2>Ranking</h2>${list(1, 1)}</div>`,
      ).map(({ block }) => block),
    ).toEqual(['ranking']);
  });
});
