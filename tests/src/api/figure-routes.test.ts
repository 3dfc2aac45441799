import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/api/answers.ts';
import { ArticlePlacements, SiteFigureAnswer, TodayAnswer } from '../../../src/api/figure-answers.ts';
import { type ServedPortals, servedPortals } from './served-portals.ts';

let portals: ServedPortals;
let time = '2025-05-01T00:00:00.000Z';
const now = () => new Date(time);
beforeAll(async () => {
  portals = await servedPortals({ now });
});
afterAll(async () => {
  await portals.close();
});
const get = (path: string): Promise<unknown> => portals.get(path);
const seenSince = (from: string) => portals.articles.filter(({ firstSeenAt }) => firstSeenAt >= from);

describe('today over HTTP', () => {
  it('counts the window up to now, and the one before beside it', async () => {
    const { window, counts, before, volume, step } = TodayAnswer.parse(await get('/v1/today?hours=168'));
    expect(window).toEqual({ from: '2025-04-24T00:00:00.000Z', to: '2025-05-01T00:00:00.000Z' });
    expect(counts.articles).toBe(seenSince(window.from).length);
    expect(before.articles).toBe(seenSince('2025-04-17T00:00:00.000Z').length - counts.articles);
    expect(step).toBe('day');
    expect(volume.reduce((sum, { articles }) => sum + articles, 0)).toBe(counts.articles);
  });

  it('tells what spread by the sites that took it up, with where its earliest evidence lies', async () => {
    const { spreading } = TodayAnswer.parse(await get('/v1/today?hours=744'));
    expect(spreading.map(({ sites }) => sites)).toEqual([8, 4, 3, 2]);
    expect(spreading[0]).toMatchObject({
      ...{ id: portals.lamps.story.id, copies: 8, articles: 8, late: 3 },
      origin: { site: 'coast-courier.example', siteName: null },
      earliest: { iso: '2023-12-04T06:30:00', confidence: 0.82 },
    });
  });

  it('tells what broke in the window alone', async () => {
    const { troubles } = TodayAnswer.parse(await get('/v1/today?hours=24&to=2025-04-17T20:00:00.000Z'));
    expect(troubles.map(({ host, outcome, reason, urls }) => [host, outcome, reason, urls])).toEqual([
      ['coast-courier.example', 'http-error', 'HTTP 404', 1],
      ['coast-courier.example', 'timeout', 'no answer within 20 s', 1],
      ['coast-courier.example', 'too-large', 'more than 5 MB', 1],
    ]);
    expect(TodayAnswer.parse(await get('/v1/today?hours=24')).troubles).toEqual([]);
  });

  it('names the sites that fell silent', async () => {
    const { quiet, counts } = TodayAnswer.parse(await get('/v1/today?hours=240&to=2025-05-10T00:00:00.000Z'));
    const active = new Set(seenSince('2025-04-30T00:00:00.000Z').map(({ site }) => site));
    const before = new Set(seenSince('2025-04-20T00:00:00.000Z').map(({ site }) => site));
    expect(counts.sites).toBe(active.size);
    expect(quiet.map(({ site }) => site)).toEqual([...before].filter((site) => !active.has(site)).toSorted());
  });

  it('moves on with the time, though nothing was written', async () => {
    const before = TodayAnswer.parse(await get('/v1/today?hours=48'));
    const sites = SiteFigureAnswer.parse(await get('/v1/sites/figures?days=2'));
    time = '2025-05-02T00:00:00.000Z';
    const after = TodayAnswer.parse(await get('/v1/today?hours=48'));
    expect(after.window.from > before.window.from).toBe(true);
    expect(after.counts.articles).toBeLessThan(before.counts.articles);
    const later = SiteFigureAnswer.parse(await get('/v1/sites/figures?days=2'));
    expect(later.window.to > sites.window.to).toBe(true);
    time = '2025-05-01T00:00:00.000Z';
  });

  it.each(['hours=0', 'hours=1000', 'to=yesterday', 'since=1'])('refuses %s', async (parameters) => {
    expect(Problem.parse(await get(`/v1/today?${parameters}`))).toMatchObject({
      ...{ status: 400, code: 'invalid-request' },
    });
  });
});

describe('figures of sites over HTTP', () => {
  it('has every site with its days, which sum up to its articles', async () => {
    const { sites } = SiteFigureAnswer.parse(await get('/v1/sites/figures'));
    expect(sites.reduce((sum, { articles }) => sum + articles, 0)).toBe(portals.articles.length);
    for (const { articles, days } of sites)
      expect(days.reduce((sum, day) => sum + day.articles, 0)).toBe(articles);
  });

  it('has pairs of the overlap with who has the originals', async () => {
    const { overlap } = SiteFigureAnswer.parse(await get('/v1/sites/figures'));
    const pair = overlap.pairs.find(({ a, b }) => a === 'coast-courier.example' && b === 'harbour.example');
    expect(pair?.shared).toBeGreaterThan(0);
    for (const { shared, originalsOfA, originalsOfB } of overlap.pairs)
      expect(originalsOfA + originalsOfB).toBeLessThanOrEqual(shared);
  });

  it('has nothing where nothing was seen', async () => {
    const { sites, overlap } = SiteFigureAnswer.parse(
      await get('/v1/sites/figures?days=3&to=2020-01-01T00:00:00.000Z'),
    );
    expect([sites, overlap.pairs]).toEqual([[], []]);
  });
});

describe('an article over HTTP', () => {
  it('has no placements where no list had it, and none where it is not there', async () => {
    const [article] = portals.articles;
    expect(ArticlePlacements.parse(await get(`/v1/articles/${article?.id}/placements`)).placements).toEqual(
      [],
    );
    expect(Problem.parse(await get(`/v1/articles/${'0'.repeat(32)}/placements`)).code).toBe('not-found');
  });

  it('has no differences where its text never changed', async () => {
    const [article] = portals.articles;
    const problem = Problem.parse(await get(`/v1/articles/${article?.id}/revisions/1/differences`));
    expect(problem).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('gives its archived page to a frame of ours, without scripts and in a sandbox', async () => {
    const [article] = portals.articles;
    const response = await fetch(`${portals.url}/v1/articles/${article?.id}/snapshot.html`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("sandbox; default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('allow-');
    const text = await response.text();
    expect(text).toContain('PORT ALDER');
    expect(text).not.toContain('<script');
  });
});
