import { type SeededRandom, seededRandom } from '../../../../src/demo/seeded-random.ts';
import { chineseStory } from '../../../../src/demo/texts/chinese-story.ts';
import { englishStory } from '../../../../src/demo/texts/english-story.ts';
import { fillFrame } from '../../../../src/demo/texts/fill-frame.ts';
import type { LanguageWords } from '../../unseen/words/language-words.ts';
import type { SecondTongue } from '../second-template.ts';
import { french } from './french.ts';
import { portuguese } from './portuguese.ts';
import { traditionalChinese } from './traditional-chinese.ts';

export type SecondStory = { title: string; paragraphs: readonly string[]; authors: readonly string[] };

const seed = 4_711;
const mostParagraphs = 12;

/** An invented story of 6 to 12 paragraphs, the same for the same key. */
export function makeSecondStory(tongue: SecondTongue, key: string): SecondStory {
  if (tongue === 'english') return joined([0, 1, 2].map((part) => englishStory(seed, `${key} ${part}`)));
  if (tongue === 'simplified') return joined([0, 1, 2].map((part) => chineseStory(seed, `${key} ${part}`)));
  return framed({ traditional: traditionalChinese, french, portuguese }[tongue], tongue, key);
}

/** The demo's stories are short: the bodies of others follow, without their openings. */
function joined(
  stories: readonly { title: string; paragraphs: readonly string[]; author: string }[],
): SecondStory {
  const random = seededRandom('second length', stories[0]?.title ?? '');
  const paragraphs = stories.flatMap((story, i) => (i === 0 ? story.paragraphs : story.paragraphs.slice(1)));
  return {
    title: stories[0]?.title ?? '',
    paragraphs: paragraphs.slice(0, random.int(8, mostParagraphs)),
    authors: stories.slice(0, 2).map(({ author }) => author),
  };
}

function framed(words: LanguageWords, tongue: SecondTongue, key: string): SecondStory {
  const random = seededRandom('second story', tongue, key);
  const word = wordsOf(words, random);
  const fill = (frame: string) => fillFrame(frame, word);
  const count = tongue === 'traditional' ? random.int(18, 24) : random.int(13, 18);
  const sentences = random.shuffled(words.sentences).slice(0, count).map(fill);
  const paragraphs = [fill(random.pick(words.openings))];
  const length = Math.ceil(count / random.int(6, 9));
  while (sentences.length > 0)
    paragraphs.push(sentences.splice(0, Math.max(1, length + random.int(-1, 0))).join(words.between));
  return {
    title: fill(random.pick(words.titles)),
    paragraphs: paragraphs.slice(0, mostParagraphs),
    authors: [word('name'), word('name2')],
  };
}

/** Place and subject stay the same in a story; other words change from use to use. */
function wordsOf({ words }: LanguageWords, random: SeededRandom): (name: string) => string {
  const fixed = new Map(
    ['town', 'town2', 'thing', 'group'].map((name) => [name, random.pick(words[name] ?? [''])]),
  );
  const numbers: Readonly<Record<string, () => number>> = {
    n: () => random.int(3, 98),
    year: () => random.int(1890, 2015),
    age: () => random.int(20, 90),
    crowd: () => random.int(101, 998),
    percent: () => random.int(5, 95),
    day: () => random.int(2, 28),
  };
  return (name) => {
    const known = fixed.get(name);
    if (known !== undefined) return known;
    const choices = words[name];
    return choices ? random.pick(choices) : String(numbers[name]?.() ?? '');
  };
}
