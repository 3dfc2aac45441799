import { describe, expect, it } from 'vitest';
import { seenWords } from '../../../src/store/seen-words.ts';
import { heapKept } from '../../heap-kept.ts';

describe('seenWords', () => {
  it('knows what it was told', () => {
    const seen = seenWords();
    seen.add('harbour');
    expect([seen.has('harbour'), seen.has('storm')]).toEqual([true, false]);
  });

  it('keeps no text for the words in it', () => {
    const texts = 400;
    const textLength = 50_000;
    const seen = seenWords();
    const keptBytes = heapKept(() => {
      for (let n = 0; n < texts; n += 1) {
        const text = Buffer.from(`a word-of-the-day-${n} `.padEnd(textLength, 'x')).toString();
        for (const word of text.split(' ').slice(0, 2)) seen.add(word);
      }
    });
    expect(seen.has('word-of-the-day-7')).toBe(true);
    expect(keptBytes / textLength).toBeLessThan(texts / 4);
  });
});
