import { describe, expect, it } from 'vitest';
import { changes, inventedText, random, templates } from '../../../bench/stories-texts.ts';
import { type ClusterInput, clusterArticles } from '../../../src/stories/cluster-articles.ts';

function article(id: string, text: { title: string; body: string }, site = `${id}.example`): ClusterInput {
  return { id, site, ...text };
}

/** One text with its changed copies, as sites of one family print it. */
function family(seed: number): ClusterInput[] {
  const text = inventedText(seed);
  return [
    article(`${seed}original`, text, `publisher${seed}.example`),
    ...Object.entries(changes).map(([name, change], i) =>
      article(`${seed}${name}`, change(text, random(seed + i)), `copier${i % 4}.example`),
    ),
  ];
}

const relationOf = (results: ReturnType<typeof clusterArticles>, id: string) =>
  results.find((result) => result.id === id)?.relation;

describe('clusterArticles', () => {
  it('answers in the order of the input', () => {
    const ids = ['c', 'a', 'b'];
    const results = clusterArticles(ids.map((id, i) => article(id, inventedText(i))));
    expect(results.map(({ id }) => id)).toEqual(ids);
  });

  it('calls a text that has no copy unique, in a story of its own', () => {
    expect(clusterArticles([article('a', inventedText(1))])).toEqual([
      { id: 'a', storyId: 'sa', relation: 'unique', similarity: null },
    ]);
  });

  it('keeps an empty body unique', () => {
    const empty = ['a', 'b', 'c'].map((id) => article(id, { title: 'Title', body: '' }));
    expect(clusterArticles(empty).map(({ relation }) => relation)).toEqual(['unique', 'unique', 'unique']);
  });

  it('puts the copies of a text into one story, named after its original', () => {
    const results = clusterArticles([3, 4, 5, 6].flatMap(family));
    for (const { id, storyId } of results) expect(storyId).toBe(`s${id.slice(0, 1)}original`);
  });

  it('tells originals, copies, excerpts and revisions apart', () => {
    const results = clusterArticles([3, 4, 5, 6].flatMap(family));
    expect(relationOf(results, '3original')).toBe('original');
    expect(relationOf(results, '4brand')).toBe('copy');
    expect(relationOf(results, '5excerpt')).toBe('excerpt');
    expect(relationOf(results, '6revision')).toBe('revision');
  });

  it('does not depend on the order of the input', () => {
    const articles = [
      ...[3, 4, 5, 6, 7].flatMap(family),
      ...Object.entries(templates).flatMap(([name, template]) =>
        Array.from({ length: 20 }, (_, i) => article(`${name}${i}`, template(random(i)))),
      ),
    ];
    const byId = (list: readonly ClusterInput[]) =>
      clusterArticles(list).sort((a, b) => (a.id < b.id ? -1 : 1));
    const expected = byId(articles);
    expect(byId(articles.toReversed())).toEqual(expected);
    const next = random(9);
    for (let run = 0; run < 20; run++) {
      const order = articles.map((each) => [next(), each] as const).sort((a, b) => a[0] - b[0]);
      expect(byId(order.map(([, each]) => each))).toEqual(expected);
    }
  });

  it('puts 3,000 copies of one text into one story', () => {
    const results = clusterArticles(
      Array.from({ length: 3000 }, (_, i) => article(`a${i}`, inventedText(1))),
    );
    expect(new Set(results.map(({ storyId }) => storyId)).size).toBe(1);
    expect(results.filter(({ relation }) => relation === 'original')).toHaveLength(1);
  });

  it('keeps 2,000 texts of one template apart, and finds the copy of one of them', () => {
    const weather = templates.weather;
    const texts = Array.from({ length: 2000 }, (_, i) =>
      article(`t${i}`, weather?.(random(i)) ?? inventedText(i)),
    );
    const copied = texts[1234];
    const results = clusterArticles(
      copied ? [...texts, { ...copied, id: 'copy', site: 'copier.example' }] : texts,
    );
    const stories = new Map<string, string[]>();
    for (const { id, storyId } of results) stories.set(storyId, [...(stories.get(storyId) ?? []), id]);
    expect([...stories.values()].filter((ids) => ids.length > 1)).toEqual([['t1234', 'copy']]);
  });

  it('bears texts of one word, mixed scripts and 5 MB', () => {
    const bodies = [
      'na '.repeat(100_000),
      'na '.repeat(50_000),
      '山水 mountains горы جبال '.repeat(40),
      'x'.repeat(5_000_000),
    ];
    const results = clusterArticles(
      bodies.map((body, i) => article(`a${i}`, { title: 'Title of all', body })),
    );
    expect(results).toHaveLength(4);
    expect(results[2]?.relation).toBe('unique');
  });

  // 100,000 in a run by hand: `WELLSPRING_COPIES=100000 npm test -- tests/src/stories/cluster-articles.test.ts`.
  const many = Number(process.env.WELLSPRING_COPIES ?? 4_000);

  it('keeps texts apart that were made to share their bands, in bounded time', { timeout: 120_000 }, () => {
    // The bait opens every text and is repeated, so that its shingles are among the keys of all.
    const bait = inventedText(77).body.slice(0, 700);
    const body = (seed: number) =>
      `${bait}\n\n${inventedText(seed).body}\n\n${inventedText(seed + 0.5).body}`;
    const texts = Array.from({ length: 1_000 }, (_, i) =>
      article(`b${i}`, { title: `Bait ${i}`, body: body(100 + i) }),
    );
    const results = clusterArticles(texts);
    expect(new Set(results.map(({ storyId }) => storyId)).size).toBe(texts.length);
  });

  it('puts any number of copies of a short text into one story', { timeout: 120_000 }, () => {
    const body =
      'Police in Oakley are looking for witnesses after a fire in a barn on Monday night. Nobody was hurt.';
    const results = clusterArticles(
      Array.from({ length: many }, (_, i) => article(`c${i}`, { title: 'Fire in Oakley', body })),
    );
    expect(new Set(results.map(({ storyId }) => storyId)).size).toBe(1);
  });

  it('does not care that a title is missing', () => {
    const { body } = inventedText(1);
    const results = clusterArticles([
      { id: 'a', site: 'a.example', title: null, body },
      { id: 'b', site: 'b.example', title: null, body },
    ]);
    expect(results.map(({ storyId }) => storyId)).toEqual(['sa', 'sa']);
  });
});
