import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { type DemoStory, storyInstant } from './demo-story.ts';
import { generalFrames, generalWords } from './english-general.ts';
import { englishTopics } from './english-topics.ts';
import {
  agencies,
  firstNames,
  lastHeads,
  lastTails,
  months,
  placeHeads,
  placeTails,
  regions,
  weekdays,
} from './english-words.ts';
import { fillFrame } from './fill-frame.ts';

/** An invented story; two numbers give two stories with hardly a run of five words in common. */
export function englishStory(seed: number, key: string): DemoStory {
  const random = seededRandom('english story', seed, key);
  const topic = random.pick(englishTopics);
  const firstPublishedAt = storyInstant(random.next());
  const word = words(random, firstPublishedAt, topic.words);
  const fill = (frame: string) => fillFrame(frame, word);

  const agency = random.chance(0.7) ? random.pick(agencies) : null;
  const dateline = agency ? `${word('place').toUpperCase()} (${agency}) — ` : '';
  const bodies = random.shuffled(topic.bodies).slice(0, random.int(4, 6));
  const general = random.shuffled(generalFrames).slice(0, random.int(3, 6));
  const sentences = random.shuffled([...bodies, ...general]).map(fill);
  const paragraphs = [`${dateline}${fill(random.pick(topic.leads))}`];
  while (sentences.length > 0) paragraphs.push(sentences.splice(0, random.int(1, 3)).join(' '));
  return {
    id: key,
    language: 'en',
    title: capital(fill(random.pick(topic.titles))),
    paragraphs: paragraphs.map(capital),
    agency,
    author: word('person'),
    firstPublishedAt,
  };
}

/** Words of one story: its place, leading person and subject stay, everything else is new each time. */
function words(
  random: SeededRandom,
  firstPublishedAt: Date,
  own: Readonly<Record<string, readonly string[]>>,
): (name: string) => string {
  const place = () => random.pick(placeHeads) + random.pick(placeTails);
  const last = () => random.pick(lastHeads) + random.pick(lastTails);
  const leadLast = last();
  const company = () =>
    `${random.pick(generalWords.companyHead ?? [])} ${random.pick(generalWords.companyTail ?? [])}`;
  const fixed: Readonly<Record<string, string>> = {
    place: place(),
    place2: place(),
    region: random.pick(regions),
    region2: random.pick(regions),
    company: company(),
    lead: `${random.pick(firstNames)} ${leadLast}`,
    leadLast,
    weekday: weekdays[(firstPublishedAt.getUTCDay() + 6) % 7] ?? 'Monday',
  };
  const fresh: Readonly<Record<string, () => string>> = {
    person: () => `${random.pick(firstNames)} ${last()}`,
    weekday2: () => random.pick(weekdays),
    month: () => random.pick(months),
    day: () => String(random.int(1, 28)),
    // Looking back and looking ahead: never the year of the story itself.
    year: () => String(random.int(1931, firstPublishedAt.getUTCFullYear() - 1)),
    year2: () => String(firstPublishedAt.getUTCFullYear() + random.int(1, 6)),
    n: () => String(random.int(3, 96)),
    age: () => String(random.int(19, 91)),
    big: () => random.int(1_050, 48_900).toLocaleString('en-US'),
    pct: () => String(random.int(2, 79)),
    money: () =>
      random.chance(0.5)
        ? `$${random.int(2, 940)} million`
        : `$${random.int(1_200, 98_000).toLocaleString('en-US')}`,
  };
  const subject = new Map(Object.entries(own).map(([name, choices]) => [name, random.pick(choices)]));
  return (name) =>
    fixed[name] ?? fresh[name]?.() ?? subject.get(name) ?? random.pick(generalWords[name] ?? []);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
