import { describe, expect, it } from 'vitest';
import { changes, inventedText, random, type Text, templates } from '../../../bench/stories-texts.ts';
import { type MatchCandidate, matchStory } from '../../../src/stories/match-story.ts';
import { sketchText } from '../../../src/stories/sketch-text.ts';

type Known = MatchCandidate & { bands: readonly number[] };

/** What a store does: at most `perBand` candidates a band, and members of absorbed stories moved over. */
function memory(perBand = 24) {
  const known: Known[] = [];
  return {
    stories: () => new Map(known.map(({ articleId, storyId }) => [articleId, storyId])),
    add(id: string, text: Text): { storyId: string; absorbed: string[] } {
      const { bands, sketch } = sketchText(text);
      const candidates = new Set(
        bands.flatMap((band) => known.filter((each) => each.bands.includes(band)).slice(0, perBand)),
      );
      const match = matchStory({ id, site: 'x.example', sketch }, [...candidates]);
      for (const each of known) if (match.absorbed.includes(each.storyId)) each.storyId = match.storyId;
      known.push({ articleId: id, bands, sketch, storyId: match.storyId });
      return match;
    },
  };
}

/** 24 texts, three copies of each, and 20 texts of templates, with the story that each tells. */
const texts = [
  ...Array.from({ length: 24 }, (_, i) => inventedText(i + 100)).flatMap((text, i) => [
    { id: `a${i}`, text },
    ...['brand', 'drop', 'excerpt'].map((change) => ({
      id: `a${i}${change}`,
      text: changes[change]?.(text, random(i)) ?? text,
    })),
  ]),
  ...Array.from({ length: 20 }, (_, i) => ({
    id: `t${i}`,
    text: (templates.weather ?? inventedTemplate)(random(i)),
  })),
];

function inventedTemplate(): Text {
  throw new Error('the template "weather" is gone');
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const next = random(seed);
  return list
    .map((each) => [next(), each] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, each]) => each);
}

/** Clusters as sorted lists of article ids, whatever the stories are called. */
function clusters(stories: ReadonlyMap<string, string>): string[] {
  const groups = new Map<string, string[]>();
  for (const [id, story] of stories) groups.set(story, [...(groups.get(story) ?? []), id]);
  return [...groups.values()].map((ids) => ids.sort().join(' ')).sort();
}

describe('matchStory', () => {
  it('opens a story named after the article where nothing matches', () => {
    expect(memory().add('f00', inventedText(1))).toEqual({ storyId: 'sf00', absorbed: [] });
  });

  it('lets a copy join the story that is known', () => {
    const store = memory();
    store.add('one', inventedText(1));
    expect(store.add('two', inventedText(1))).toEqual({ storyId: 'sone', absorbed: [] });
  });

  it('joins two excerpts when the whole text comes', () => {
    const store = memory();
    const whole = inventedText(7);
    const paragraphs = whole.body.split('\n\n');
    const half = Math.floor(paragraphs.length / 2);
    store.add('tail', { title: whole.title, body: paragraphs.slice(half).join('\n\n') });
    store.add('head', { title: 'Something else entirely', body: paragraphs.slice(0, half).join('\n\n') });
    expect(new Set(store.stories().values()).size).toBe(2);
    expect(store.add('whole', whole)).toEqual({ storyId: 'shead', absorbed: ['stail'] });
    expect(new Set(store.stories().values())).toEqual(new Set(['shead']));
  });

  it('does not let a round-up chain the stories that it tells of', () => {
    const store = memory();
    const told = Array.from({ length: 8 }, (_, i) => inventedText(i + 40));
    told.forEach((text, i) => {
      store.add(`t${i}`, text);
    });
    store.add('roundup', {
      title: 'All that moved the region this week',
      body: told.map(({ body }) => body).join('\n\n'),
    });
    expect(new Set(store.stories().values()).size).toBe(9);
  });

  it('ends in the same clusters whatever the order of arrival', () => {
    const run = (seed: number) => {
      const store = memory();
      for (const { id, text } of shuffled(texts, seed)) store.add(id, text);
      return clusters(store.stories());
    };
    const expected = run(1);
    expect(expected).toHaveLength(24 + 20);
    for (let seed = 2; seed <= 12; seed++) expect(run(seed)).toEqual(expected);
  });

  it('needs no more than a few candidates a band to keep 500 copies together', () => {
    const store = memory(4);
    for (let i = 0; i < 500; i++) {
      const text = inventedText(3);
      store.add(`c${i}`, i % 3 ? text : (changes.brand?.(text, random(i)) ?? text));
    }
    expect(new Set(store.stories().values()).size).toBe(1);
  });

  it('keeps empty texts apart', () => {
    const store = memory();
    store.add('one', { title: 'Same title', body: '' });
    expect(store.add('two', { title: 'Same title', body: '' })).toEqual({ storyId: 'stwo', absorbed: [] });
  });

  it('passes over a sketch of another version, since it cannot be compared', () => {
    const { sketch } = sketchText(inventedText(1));
    const old = sketch.slice();
    old[0] = 0;
    const article = { id: 'new', site: 'x.example', sketch };
    expect(matchStory(article, [{ articleId: 'old', storyId: 'sold', sketch: old }])).toEqual({
      storyId: 'snew',
      absorbed: [],
    });
  });
});
