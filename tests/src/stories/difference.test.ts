import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes, inventedText, random } from '../../../bench/stories-texts.ts';
import { consensusText } from '../../../src/stories/consensus-text.ts';
import { difference } from '../../../src/stories/difference.ts';

const text = 'The senator said on Monday that the law would pass in spring.\n\nNobody else agreed with him.';

describe('difference', () => {
  it('finds nothing between a text and itself', () => {
    expect(difference(text, text)).toEqual({
      pieces: [{ kind: 'same', text: text.replace('\n\n', ' '), words: 17 }],
      copied: 1,
      dropped: 0,
      added: 0,
      injected: 0,
      respelt: 0,
    });
  });

  it('names a brand that was put into a sentence', () => {
    const { pieces, injected, copied } = difference(
      text.replace('Monday that', 'Monday EchoSense that'),
      text,
    );
    expect(pieces).toContainEqual({ kind: 'injected', text: 'EchoSense', words: 1 });
    expect({ injected, copied }).toEqual({ injected: 1, copied: 1 });
  });

  it('names a brand that was put into a word', () => {
    const { pieces } = difference(text.replace('spring', 'spEchoSensering'), text);
    expect(pieces).toContainEqual({ kind: 'injected', text: 'echosense', words: 1 });
    expect(pieces).toContainEqual({ kind: 'respelt', text: 'spEchoSensering.', words: 1, was: 'spring.' });
  });

  it('calls a lost space and a slip respelt, not dropped', () => {
    const { pieces, dropped } = difference(
      text.replace('on Monday', 'onMonday').replace('agreed', 'agrede'),
      text,
    );
    expect(pieces).toContainEqual({ kind: 'respelt', text: 'onMonday', words: 2, was: 'on Monday' });
    expect(pieces).toContainEqual({ kind: 'respelt', text: 'agrede', words: 1, was: 'agreed' });
    expect(dropped).toBe(0);
  });

  it('tells dropped paragraphs and added blocks', () => {
    const copy = `${text.split('\n\n')[0]}\n\nSubscribe to our newsletter now and read more every morning.`;
    expect(difference(copy, text)).toMatchObject({ dropped: 5, added: 10, copied: 0.706 });
  });

  it('compares Chinese sign by sign', () => {
    const { pieces, injected } = difference('周三清晨EchoSense渡口响起汽笛', '周三清晨渡口响起汽笛');
    expect(pieces.map(({ kind }) => kind)).toEqual(['same', 'injected', 'same']);
    expect(injected).toBe(1);
  });

  it('loses no word of either text', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', 'dd', 'long', '\n\n'), { maxLength: 60 });
    fc.assert(
      fc.property(words, words, (left, right) => {
        const [copy, consensus] = [left.join(' '), right.join(' ')];
        const { pieces } = difference(copy, consensus);
        const letters = (list: string[]) => list.join('').replace(/\s/g, '');
        const inWord = pieces.filter(
          ({ kind }, i) => kind === 'injected' && pieces[i - 1]?.kind === 'respelt',
        );
        const now = pieces.filter((piece) => piece.kind !== 'dropped' && !inWord.includes(piece));
        expect(letters(now.map(({ text }) => text))).toBe(letters(left));
        const was = pieces.filter(({ kind }) => kind === 'same' || kind === 'dropped' || kind === 'respelt');
        expect(letters(was.map((piece) => (piece.kind === 'respelt' ? piece.was : piece.text)))).toBe(
          letters(right),
        );
      }),
    );
  });

  it('bears texts of 100,000 words with nothing in common, and of one word', () => {
    const many = (prefix: string) =>
      Array.from({ length: 100_000 }, (_, i) => `${prefix}${i % 977}`).join(' ');
    expect(difference(many('x'), many('y')).copied).toBe(0);
    expect(difference('na '.repeat(100_000), 'na '.repeat(99_999)).dropped).toBe(0);
  });
});

describe('consensusText', () => {
  it('leaves out what one member alone carries', () => {
    const original = inventedText(5);
    const bodies = ['brand', 'links', 'drop', 'excerpt', 'spaces'].map(
      (name, i) => changes[name]?.(original, random(i)).body ?? '',
    );
    const { added, injected, copied } = difference(consensusText([...bodies, original.body]), original.body);
    expect(added + injected).toBe(0);
    expect(copied).toBeGreaterThan(0.97);
  });

  it('is the text itself where there is one', () => {
    expect(consensusText([text])).toBe(text);
  });
});
