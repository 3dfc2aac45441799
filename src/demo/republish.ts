import type { DemoRelation } from './demo-article.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { DemoStory } from './texts/demo-story.ts';

export type Republished = {
  headline: string;
  title: string;
  paragraphs: readonly string[];
  relation: DemoRelation;
  postedAt: Date;
};

const dayMs = 86_400_000;

/**
 * A story as a copying portal puts it out: years late (or backdated), sometimes only its beginning, with the
 * portal's brand pushed into sentences, spaces lost and the headline cut.
 */
export function republished(story: DemoStory, brand: string | null, random: SeededRandom): Republished {
  const isExcerpt = random.chance(0.12) && story.paragraphs.length > 3;
  const kept = isExcerpt
    ? story.paragraphs.slice(0, Math.max(2, Math.ceil(story.paragraphs.length * 0.45)))
    : story.paragraphs;
  const paragraphs = kept.map((text) => {
    const branded = brand && random.chance(0.25) ? withBrand(text, brand, random) : text;
    return story.language === 'en' && random.chance(0.3) ? withLostSpace(branded, random) : branded;
  });
  const headline = random.chance(0.15) ? cut(story.title) : story.title;
  return {
    headline,
    title: brand && random.chance(0.2) ? `${brand}:${headline}` : headline,
    paragraphs,
    relation: isExcerpt ? 'excerpt' : 'copy',
    postedAt: new Date(story.firstPublishedAt.getTime() + claimedDelayMs(random)),
  };
}

/** As seen in public, 116 to 528 days late; some claim to be older than the original. */
function claimedDelayMs(random: SeededRandom): number {
  const days = random.chance(0.06) ? -random.int(20, 400) : random.int(116, 528);
  return days * dayMs + random.int(0, 86_399) * 1_000;
}

/** "rang for the first Lumitradetime": glued to the word that follows, as a careless script does it. */
function withBrand(text: string, brand: string, random: SeededRandom): string {
  const places = [...text.matchAll(/[^\s—] (?=[a-z])|，/g)].map(({ index, 0: { length } }) => index + length);
  if (places.length === 0) return text;
  const at = random.pick(places);
  return text.slice(0, at) + brand + text.slice(at);
}

function withLostSpace(text: string, random: SeededRandom): string {
  const places = [...text.matchAll(/(?<=[a-z]) (?=[a-z])/g)].map(({ index }) => index);
  if (places.length === 0) return text;
  const at = random.pick(places);
  return text.slice(0, at) + text.slice(at + 1);
}

/** At the first hyphen or apostrophe; where there is none, the headline stays whole. */
function cut(title: string): string {
  return /^(.{20,}?)[-’']/.exec(title)?.[1] ?? title;
}
