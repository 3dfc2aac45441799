import { describe, expect, it } from 'vitest';
import { parse } from '../../parsers/parse.ts';
import { ParseRefusedError } from '../../parsers/preflight.ts';
import { pageOf } from './sample-page.ts';

const paragraph =
  '<p>The harbor office said on Thursday that the old clock will be repaired before winter comes to the quay.</p>';

/** Shapes that have made other extractors quadratic: many siblings, many lists, deep boxes, long lines, many numbers. */
const shapes: Record<string, (size: number) => string> = {
  paragraphs: (size) => paragraph.repeat(size),
  'linked entries': (size) =>
    Array.from(
      { length: size },
      (_, i) => `<li class="e${i}"><a href="/n/${i}.html">An entry with a headline, number ${i}</a></li>`,
    ).join(''),
  'list headings': (size) => '<div><h3>Related</h3></div>'.repeat(size),
  'numbered links': (size) =>
    Array.from({ length: size }, (_, i) => `<a href="/news/1_${i + 1}.html">${i + 1}</a> `).join(''),
  'one long line': (size) => `<p>${'(word 12 '.repeat(size * 4)}</p>`,
  'headings with dates': (size) => '<h2>Note of 2025-04-16 12:47</h2>'.repeat(size),
  'nested boxes': (size) => `${'<div>'.repeat(400)}${paragraph.repeat(size)}`,
  'misnested marks': (size) => `<p>${'<b>bold<i>both</b>slanted</i>'.repeat(size)}</p>`,
  'misnested tables': (size) => '<table><tr><p>out of place<td>in place</tr></table>'.repeat(size),
  'marks that are never closed': (size) => `${'<b>'.repeat(100)}${'a word</p><p>'.repeat(size)}`,
  'boxes never closed': (size) => `${'<ul><li>one<li>two'.repeat(90)}${'<p>a line of text'.repeat(size)}`,
  attributes: (size) =>
    `<p ${Array.from({ length: 60 }, (_, n) => `data-a${n}="v${n}"`).join(' ')}>text</p>`.repeat(size / 4),
  'classes in one attribute': (size) => `<div class="${'row col '.repeat(size)}">${paragraph}</div>`,
  'flat boxes': (size) => '<div></div>'.repeat(size * 4),
  'comments and declarations': (size) => '<!-- a --><!doctype x><?php ?>'.repeat(size),
  entities: (size) => `<p>${'&amp;&lt;&notanentity;&#xzz;'.repeat(size)}</p>`,
  'scripts and styles': (size) => '<script>var a = "</p>";</script><style>p{}</style>'.repeat(size / 2),
  forms: (size) => `${'<form><select><option>a<option>b</select><textarea>'.repeat(size / 10)}</textarea>`,
  'line breaks': (size) => 'cut off<br>'.repeat(size),
};

/**
 * Work is counted, not timed: how often the parsers call into strings, arrays and maps. Twice the page may cost twice
 * the work and a little; a quadratic step costs four times.
 */
function workOf(html: string): number {
  let calls = 0;
  const undo: (() => void)[] = [];
  const count = (prototype: object, name: string) => {
    const original: unknown = Reflect.get(prototype, name);
    if (typeof original !== 'function') return;
    Reflect.set(prototype, name, function counted(this: unknown, ...args: unknown[]) {
      calls++;
      return Reflect.apply(original, this, args);
    });
    undo.push(() => Reflect.set(prototype, name, original));
  };
  for (const name of ['replace', 'trim', 'startsWith', 'split', 'slice']) count(String.prototype, name);
  for (const name of ['exec', 'test']) count(RegExp.prototype, name);
  for (const name of ['push', 'slice', 'find', 'some']) count(Array.prototype, name);
  for (const name of ['get', 'has', 'add', 'set']) {
    count(Map.prototype, name);
    count(Set.prototype, name);
  }
  try {
    parse(pageOf(`<title>Clock</title><h1>Clock</h1><main>${html}</main>`));
  } catch (error) {
    // Refused by the limits: that costs work, too.
    if (!(error instanceof ParseRefusedError)) throw error;
  } finally {
    for (const restore of undo) restore();
  }
  return calls;
}

describe('parse does work in proportion to the page', () => {
  for (const [name, shape] of Object.entries(shapes)) {
    it(`for ${name}`, () => {
      workOf(shape(50));
      const [once, twice] = [workOf(shape(1_000)), workOf(shape(2_000))];
      expect(twice / once).toBeLessThan(2.6);
      // Of what is too deep or too many for the limits, the rest of this file would test nothing.
      expect(once).toBeGreaterThan(500);
    });
  }
});
