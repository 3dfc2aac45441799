import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { expandForms } from '../../../src/store/expand-forms.ts';
import { highlights } from '../../../src/store/highlights.ts';
import { article } from './store-values.ts';

const marked = (q: string, body: string) =>
  highlights(article('a', { title: 'News', body }), expandForms(parseQuery(q), new Map())).map((piece) =>
    piece.replaceAll('\u{E000}', '[').replaceAll('\u{E001}', ']'),
  );
const long = 'x'.repeat(80);
const filling = ' and so on'.repeat(60);

describe('highlights', () => {
  it('marks the words that were asked for, wherever they stand as such', () => {
    expect(marked('flood', 'The FLOOD, a flood; floods and no_flood 2flood')).toEqual([
      'The [FLOOD], a [flood]; floods and no_[flood] 2flood',
    ]);
    expect(marked('é', 'Café é e')).toEqual(['Café [é] [e]']);
  });

  it.each([
    [
      '"high water"',
      'High-water, high water high water; high the water',
      '[High-water], [high water] [high water]; high the water',
    ],
    ['"water high water"', 'water high water high water', '[water high water high water]'],
    ['flo*', 'Floods flow; a flower of reflow', '[Floods] [flow]; a [flower] of reflow'],
    ['a OR "a b"', 'a b a', '[a b] [a]'],
    ['rain NEAR/3 sun', 'sun or rain', '[sun] or [rain]'],
    [`${long}y`, `${long}z ${'x'.repeat(60)}`, `[${long}z] ${'x'.repeat(60)}`],
  ])('marks %s alike in a text of plain letters and in one with others', (q, body, wanted) => {
    expect(marked(q, body)).toEqual([wanted]);
    // Far behind what is shown: one letter that needs folding, and the text is cut into terms.
    expect(marked(q, `${body}${filling} ß`)).toEqual(marked(q, `${body}${filling} !`));
    expect(marked(q, `${body}${filling} ß`)[0]?.startsWith(wanted)).toBe(true);
  });

  it('gives three pieces at most, each of which begins and ends between words', () => {
    const pieces = marked('flood', Array.from({ length: 5 }, () => `flood${filling}`).join(' '));
    expect(pieces).toHaveLength(3);
    for (const piece of pieces) expect(piece).toMatch(/^(?:\[flood\]|and|so|on) .* (?:and|so|on)$/);
  });
});
