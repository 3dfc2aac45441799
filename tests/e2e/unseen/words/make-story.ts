import { type SeededRandom, seededRandom } from '../../../../src/demo/seeded-random.ts';
import { fillFrame } from '../../../../src/demo/texts/fill-frame.ts';
import type { LanguageWords } from './language-words.ts';

export type UnseenStory = {
  title: string;
  paragraphs: readonly string[];
  author: string;
  /** Clock of the first publisher in the UTC fields; whole minutes. */
  at: Date;
};

/** An invented story, the same for the same key. */
export function makeStory(language: LanguageWords, key: string): UnseenStory {
  const random = seededRandom('unseen', key);
  const word = wordsOf(language, random);
  const fill = (frame: string) => fillFrame(frame, word);
  const sentences = random.shuffled(language.sentences).slice(0, random.int(5, 8)).map(fill);
  const paragraphs = [fill(random.pick(language.openings))];
  while (sentences.length > 0) paragraphs.push(sentences.splice(0, random.int(1, 2)).join(language.between));
  return {
    title: fill(random.pick(language.titles)),
    paragraphs,
    author: word('name'),
    at: new Date(Date.UTC(2022, 0, 1) + random.int(0, 1_000 * 1_440) * 60_000),
  };
}

/** Place, thing and group stay the same in a story; other words change from use to use. */
function wordsOf({ words }: LanguageWords, random: SeededRandom): (name: string) => string {
  const fixed = new Map(
    ['town', 'town2', 'thing', 'group', 'weekday'].map((name) => [name, random.pick(words[name] ?? [''])]),
  );
  const numbers: Readonly<Record<string, () => number>> = {
    years: () => random.int(3, 90),
    year: () => random.int(1890, 2015),
    age: () => random.int(20, 90),
    crowd: () => random.int(101, 998),
    count: () => random.int(2, 55),
    percent: () => random.int(5, 95),
    money: () => random.int(20, 900) * 1_000,
    month: () => random.int(1, 12),
    day: () => random.int(1, 28),
  };
  return (name) => {
    const known = fixed.get(name);
    if (known !== undefined) return known;
    const choices = words[name];
    return choices ? random.pick(choices) : String(numbers[name]?.() ?? '');
  };
}
