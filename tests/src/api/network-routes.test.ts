import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemberDifference, Problem, StoryDetail } from '../../../src/api/answers.ts';
import { NetworkAnswer } from '../../../src/api/network-answer.ts';
import { type ServedPortals, servedPortals } from './served-portals.ts';

let portals: ServedPortals;
beforeAll(async () => {
  portals = await servedPortals();
});
afterAll(async () => {
  await portals.close();
});
const get = (path: string): Promise<unknown> => portals.get(path);

describe('the network of sites over HTTP', () => {
  it('tells of every site what it adds, and what the figures rest on', async () => {
    const { window, sites } = NetworkAnswer.parse(await get('/v1/network'));
    expect(window).toMatchObject({ articles: portals.articles.length, complete: true });
    expect(sites.map(({ site }) => site)).toEqual(
      [...new Set(portals.articles.map(({ site }) => site))].toSorted(),
    );
    expect(sites.reduce((sum, { articles }) => sum + articles, 0)).toBe(portals.articles.length);
  });

  it('gives each edge at least two reasons, and an overlap that is the same from both sides', async () => {
    const { edges, overlap } = NetworkAnswer.parse(await get('/v1/network'));
    expect(edges.length).toBeGreaterThan(0);
    expect(edges.filter(({ reasons }) => reasons.length < 2)).toEqual([]);
    expect(overlap.shared.map((row, a) => row.map((_, b) => overlap.shared[b]?.[a]))).toEqual(overlap.shared);
  });

  it('can be asked of a part, and refuses a query that cannot be read', async () => {
    const { sites } = NetworkAnswer.parse(await get('/v1/network?q=site:harbour.example'));
    expect(sites.map(({ site }) => site)).toEqual(['harbour.example']);
    expect(Problem.parse(await get('/v1/network?q=verdict:fake'))).toMatchObject({ code: 'query' });
  });
});

describe('a story over HTTP', () => {
  it('shows each member with its evidence, its difference and its descent', async () => {
    const { id } = portals.lamps.story;
    const { articles } = StoryDetail.parse(await get(`/v1/stories/${id}`));
    expect(articles.map(({ descent }) => descent?.from ?? null).filter((from) => from === null)).toHaveLength(
      1,
    );
    expect(articles.every(({ difference }) => difference !== null && difference.copied > 0)).toBe(true);
    expect(articles[0]?.dateReasons).toEqual(portals.lamps.members[0]?.dateReasons);
  });

  it('counts its days by first sight and by claim', async () => {
    const { timeline } = StoryDetail.parse(await get(`/v1/stories/${portals.lamps.story.id}`));
    const days = (
      of: (member: (typeof portals.articles)[number]) => string | null | undefined,
      day: string,
    ) => portals.lamps.members.filter((member) => of(member)?.startsWith(day)).length;
    expect(timeline).toEqual(timeline.toSorted((a, b) => (a.day < b.day ? -1 : 1)));
    for (const { day, firstSeen, claimed } of timeline) {
      expect(firstSeen).toBe(days(({ firstSeenAt }) => firstSeenAt, day));
      expect(claimed).toBe(days(({ claimedDate }) => claimedDate?.iso, day));
    }
    expect(timeline.reduce((sum, { firstSeen }) => sum + firstSeen, 0)).toBe(portals.lamps.members.length);
  });

  it('shows one member word by word', async () => {
    const { story, members } = portals.lamps;
    const { pieces, copied } = MemberDifference.parse(
      await get(`/v1/stories/${story.id}/differences/${members[1]?.id}`),
    );
    expect(copied).toBeGreaterThan(0.9);
    const text = pieces
      .filter(({ kind }) => kind !== 'dropped')
      .map((piece) => piece.text)
      .join(' ');
    expect(text.split(/\s+/)).toEqual(
      members[1]?.body.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)),
    );
    const other = portals.stories.find(({ id }) => id !== story.id);
    expect(Problem.parse(await get(`/v1/stories/${other?.id}/differences/${members[1]?.id}`))).toMatchObject({
      code: 'not-found',
    });
  });
});
