import { describe, expect, it } from 'vitest';
import { robustSelector, type SelectorTrial } from '../../../parsers/templates/robust-selector.ts';
import { documentOf } from '../document-of.ts';

/** The wanted element is the one that holds exactly this text. */
function trial(html: string, text: string | null): SelectorTrial {
  const document = documentOf(html);
  const wanted = text === null ? null : document.select('*').find((element) => textIn(element) === text);
  return { select: document.select, wanted: wanted ?? null };
}
const textIn = (element: { children: readonly object[] }): string =>
  element.children.map((child) => ('data' in child ? String(child.data) : '')).join('');

const best = (...trials: SelectorTrial[]) => robustSelector(trials)?.selector;

describe('robustSelector', () => {
  it('prefers an id or a class to a way, and the shortest that is enough', () => {
    expect(best(trial('<div><p id="lead">x</p><p>y</p></div>', 'x'))).toBe('#lead');
    expect(best(trial('<div class="a b"><p class="lead big">x</p></div>', 'x'))).toBe('.big');
  });

  it('passes over names that are made for one article', () => {
    expect(best(trial('<div class="box"><p class="post-11" id="p11">x</p></div><p>y</p>', 'x'))).toBe(
      '.box p',
    );
  });

  it('names the box around where the name alone finds another first', () => {
    const html = '<div class="top"><b class="who">y</b></div><div class="line"><b class="who">x</b></div>';
    expect(best(trial(html, 'x'))).toBe('.line .who');
  });

  it('takes a bare tag only where the page has it for one purpose', () => {
    const html = '<div class="line"><b>x</b></div><h1>y</h1>';
    expect(best(trial(html, 'x'))).toBe('.line b');
    expect(best(trial(html, 'y'))).toBe('h1');
  });

  it('counts siblings only where no name will do', () => {
    expect(best(trial('<div class="line"><i>a</i><i>x</i><i>b</i></div>', 'x'))).toBe(
      '.line > i:nth-of-type(2)',
    );
  });

  it('finds nothing on a page that does not have the place, or is not taken', () => {
    const has = trial('<p class="who">x</p>', 'x');
    expect(best(has, trial('<p class="other">y</p>', null))).toBe('.who');
    expect(best(has, trial('<p class="who">y</p>', null))).toBeUndefined();
  });
});
