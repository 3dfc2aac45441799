import { describe, expect, it } from 'vitest';
import { countCharacters } from '../../../src/stories/count-characters.ts';
import { type FiguredArticle, siteFigures } from '../../../src/stories/site-figures.ts';

const article = (site: string, storyId: string, change: Partial<FiguredArticle> = {}): FiguredArticle => ({
  site,
  storyId,
  relation: 'unique',
  lagDays: null,
  firstSeenAt: '2026-01-01T08:00:00.000Z',
  characters: 100,
  ...change,
});
const articles = [
  article('courier.example', 's1', { relation: 'original', lagDays: 0 }),
  article('courier.example', 's2', { firstSeenAt: '2026-01-02T23:59:59.999Z' }),
  article('hub.example', 's1', { relation: 'copy', lagDays: 499, characters: 300 }),
  article('hub.example', 's3', { lagDays: 1 }),
  article('hub.example', 's4', { relation: 'original' }),
  article('hub.example', 's4', { relation: 'revision', lagDays: 2 }),
];

describe('siteFigures', () => {
  it('counts what is a site’s own, by articles and by characters, and how late the rest is', () => {
    const { sites } = siteFigures(articles, 10);
    expect(sites).toEqual([
      {
        ...{ site: 'courier.example', articles: 2, ownShare: 1, ownTextShare: 1, medianLagDays: 0 },
        ...{ exclusives: 1, days: 2, exclusivesPerDay: 0.5 },
      },
      {
        ...{ site: 'hub.example', articles: 4, ownShare: 0.5, ownTextShare: 0.3333, medianLagDays: 2 },
        ...{ exclusives: 3, days: 1, exclusivesPerDay: 3 },
      },
    ]);
  });

  it('lays the stories of sites over each other, each story once', () => {
    expect(siteFigures(articles, 10).overlap).toEqual({
      sites: ['courier.example', 'hub.example'],
      shared: [
        [2, 1],
        [1, 3],
      ],
    });
  });

  it('keeps the sites with the most articles where the matrix would be too wide', () => {
    expect(siteFigures(articles, 1).overlap).toEqual({ sites: ['hub.example'], shared: [[3]] });
  });

  it('is the same whatever the order of the articles', () => {
    expect(siteFigures(articles.toReversed(), 10)).toEqual(siteFigures(articles, 10));
  });
});

it('a sign beyond the basic plane counts as one character', () => {
  expect(['', 'abc', '灯塔', 'a🎈b', '𠮷𠮷'].map(countCharacters)).toEqual([0, 3, 2, 3, 2]);
});
