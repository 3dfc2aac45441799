import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Comparison, Histogram, Problem } from '../../../src/api/answers.ts';
import { type ServedPortals, servedPortals } from './served-portals.ts';

let portals: ServedPortals;

beforeAll(async () => {
  portals = await servedPortals();
});
afterAll(async () => {
  await portals?.close();
});

const ask = (path: string) => portals.get(path);
const lamps = 'title:lighthouses';

describe('GET /v1/histogram', () => {
  it('counts by day with the share of all that was collected', async () => {
    const answer = Histogram.strict().parse(await ask(`/v1/histogram?q=${lamps}`));
    const fitting = portals.articles.filter(({ title }) => /lighthouses/i.test(title ?? ''));
    expect(answer).toMatchObject({ bucket: 'day', zone: 'UTC', total: fitting.length, sample: 1 });
    for (const { start, count, collected, share } of answer.buckets) {
      const day = portals.articles.filter(({ firstSeenAt }) => firstSeenAt.startsWith(start.slice(0, 10)));
      expect(collected).toBe(day.length);
      expect(count).toBe(day.filter((one) => fitting.includes(one)).length);
      expect(share).toBe(day.length === 0 ? null : count / day.length);
    }
  });

  it('takes any time, bucket and zone', async () => {
    const answer = Histogram.parse(
      await ask('/v1/histogram?bucket=6h&zone=Asia/Shanghai&from=2001-02-03&to=2001-02-04'),
    );
    expect(answer.buckets.map(({ start, count, share }) => [start, count, share])).toEqual(
      ['00', '06', '12', '18'].map((hour) => [`2001-02-03T${hour}:00:00+08:00`, 0, null]),
    );
  });

  it('has no buckets where nothing fits', async () => {
    expect(await ask('/v1/histogram?q=nowhere')).toMatchObject({ total: 0, buckets: [], share: null });
  });

  it.each([
    'bucket=fortnight',
    'zone=Mars/Phobos',
    'from=yesterday',
    'from=2026-01-02&to=2026-01-01',
    'bucket=hour&from=1900-01-01&to=2000-01-01',
    'colour=red',
    'q=(',
  ])('refuses %s with a problem', async (words) => {
    expect(Problem.parse(await ask(`/v1/histogram?${words}`)).status).toBe(400);
  });
});

describe('GET /v1/compare', () => {
  it('puts two sites side by side, and tells who had the stories they share first', async () => {
    const [one, other] = portals.lamps.members.map(({ site }) => site);
    const answer = Comparison.parse(await ask(`/v1/compare?a=site:${one}&b=site:${other}`));
    const of = (site: string | undefined) => portals.articles.filter((article) => article.site === site);
    expect(answer.a).toMatchObject({ q: `site:${one}`, articles: of(one).length, sample: 1, among: null });
    expect(answer.b.articles).toBe(of(other).length);
    expect(answer.both.articles).toBe(0);
    const stories = new Set(of(one).map(({ storyId }) => storyId));
    const shared = new Set(of(other).flatMap(({ storyId }) => (stories.has(storyId) ? [storyId] : [])));
    expect(answer.both.stories).toBe(shared.size);
    expect(shared.size).toBeGreaterThan(0);
    const { firstA, firstB, sameTime } = answer.both;
    expect(firstA + firstB + sameTime).toBe(shared.size);
    expect(answer.buckets.reduce((total, { a }) => total + a, 0)).toBe(answer.a.articles);
  });

  it('counts what fits both', async () => {
    const answer = Comparison.parse(await ask(`/v1/compare?a=${lamps}&b=*`));
    expect(answer.both.articles).toBe(answer.a.articles);
    expect(answer.both.sameTime).toBeGreaterThan(0);
  });

  it('wants two queries that can be read', async () => {
    expect(Problem.parse(await ask('/v1/compare?a=x')).code).toBe('invalid-request');
    expect(Problem.parse(await ask('/v1/compare?a=x&b=site:')).code).toBe('query');
  });
});
