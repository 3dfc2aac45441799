import { canonicalUnits } from './canonical-units.ts';

/** A word as printed, with what it is compared by: letters and digits, folded. */
export type Word = { text: string; key: string; paragraph: number };

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** Longer texts are compared by their first words only. */
const mostWords = 20_000;

/** Words as spaces part them; signs of Chinese and Japanese one by one. Mere punctuation is no word. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let paragraph = 0;
  for (const part of text.split('\n\n')) {
    for (const [printed] of part.matchAll(word)) {
      if (words.length === mostWords) return words;
      const { units } = canonicalUnits(printed);
      if (units.length > 0)
        words.push({ text: printed, key: String.fromCharCode(...units.subarray(0, 64)), paragraph });
    }
    paragraph++;
  }
  return words;
}
