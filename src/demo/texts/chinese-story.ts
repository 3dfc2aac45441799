import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { chineseFrames, chineseTopics, chineseWords } from './chinese-topics.ts';
import { type DemoStory, storyInstant } from './demo-story.ts';
import { fillFrame } from './fill-frame.ts';

const paperDatelines = ['本报', '晚报', '通讯员'];

/** An invented story in simplified Chinese. */
export function chineseStory(seed: number, key: string): DemoStory {
  const random = seededRandom('chinese story', seed, key);
  const topic = random.pick(chineseTopics);
  const firstPublishedAt = storyInstant(random.next());
  const word = words(random, firstPublishedAt, topic.words);
  const fill = (frame: string) => fillFrame(frame, word);

  const day = `${firstPublishedAt.getUTCMonth() + 1}月${firstPublishedAt.getUTCDate()}日`;
  const dateline = random.chance(0.6) ? `${random.pick(paperDatelines)}${word('place')}${day}电 ` : '';
  const bodies = random.shuffled(topic.bodies).slice(0, random.int(3, 5));
  const general = random.shuffled(chineseFrames).slice(0, random.int(3, 6));
  const sentences = random.shuffled([...bodies, ...general]).map(fill);
  const paragraphs = [`${dateline}${fill(random.pick(topic.leads))}`];
  while (sentences.length > 0) paragraphs.push(sentences.splice(0, random.int(1, 3)).join(''));
  return {
    id: key,
    language: 'zh',
    title: fill(random.pick(topic.titles)),
    paragraphs,
    agency: null,
    author: word('person'),
    firstPublishedAt,
  };
}

function words(
  random: SeededRandom,
  firstPublishedAt: Date,
  own: Readonly<Record<string, readonly string[]>>,
): (name: string) => string {
  const pick = (name: string) => random.pick(chineseWords[name] ?? []);
  const person = () => pick('surname') + pick('given') + (random.chance(0.7) ? pick('given') : '');
  const place = () => pick('placeHead') + pick('placeTail');
  const fixed: Readonly<Record<string, string>> = {
    place: place(),
    place2: place(),
    lead: person(),
    org: pick('placeHead') + pick('orgHead') + pick('orgTail'),
    weekday: chineseWords.weekday?.[(firstPublishedAt.getUTCDay() + 6) % 7] ?? '周一',
  };
  const fresh: Readonly<Record<string, () => string>> = {
    person,
    month: () => String(random.int(1, 12)),
    day: () => String(random.int(1, 28)),
    year: () => String(random.int(1911, firstPublishedAt.getUTCFullYear() - 1)),
    n: () => String(random.int(3, 98)),
    age: () => String(random.int(18, 90)),
    big: () => (random.chance(0.4) ? `${random.int(2, 60)}万` : String(random.int(1_100, 9_900))),
    pct: () => String(random.int(2, 88)),
    money: () => (random.chance(0.5) ? `${random.int(3, 900)}万` : String(random.int(2_000, 98_000))),
  };
  const subject = new Map(Object.entries(own).map(([name, choices]) => [name, random.pick(choices)]));
  return (name) => fixed[name] ?? fresh[name]?.() ?? subject.get(name) ?? pick(name);
}
