import type { Random, Text } from '../stories-texts.ts';

/** What a republisher does to a text; null where the text gives no occasion for it. */
export type Change = (text: Text, next: Random) => Text | null;

/** Texts of which only names, numbers and a few words change: each is a story of its own. */
export type Template = (next: Random) => Text;

export const below = (limit: number, next: Random): number => Math.floor(next() * limit);
export const between = (low: number, high: number, next: Random): number =>
  low + Math.floor(next() * (high - low + 1));
export const oneOf = <T>(list: readonly T[], next: Random): T => {
  const found = list[Math.floor(next() * list.length)];
  if (found === undefined) throw new RangeError('an empty list has nothing to pick from');
  return found;
};

export function shuffled<T>(list: readonly T[], next: Random): T[] {
  return list
    .map((each) => [next(), each] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, each]) => each);
}

export const paragraphsOf = (body: string): string[] => body.split(/\n{2,}/).filter((part) => part.trim());
export const joined = (paragraphs: readonly string[]): string => paragraphs.join('\n\n');

/** Sentences of one paragraph, each with the space behind it. */
export function sentencesOf(paragraph: string): string[] {
  return Array.from(
    new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph),
    (s) => s.segment,
  );
}

export const eachSentence = (body: string, change: (sentence: string, place: number) => string): string => {
  let place = 0;
  return joined(
    paragraphsOf(body).map((part) =>
      sentencesOf(part)
        .map((s) => change(s, place++))
        .join(''),
    ),
  );
};

/** Words between spaces; texts without spaces come as pieces of some four signs. */
export const eachWord = (body: string, change: (word: string) => string): string =>
  body.replace(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4}|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
    change,
  );

export const isDense = (text: string): boolean =>
  (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0) > text.length / 4;
