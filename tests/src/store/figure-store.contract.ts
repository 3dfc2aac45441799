import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/model/article.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { PageLink } from '../../../src/model/page-link.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import type { StorePlace } from './article-store.contract.ts';
import { article, emptyCommit, storyOf, urlRecord, write } from './store-values.ts';

const day = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' };
const evening = '2026-03-01T20:00:00.000Z';
const morning = '2026-03-02T06:15:00.000Z';
const noon = '2026-03-02T12:30:00.000Z';
const night = '2026-03-02T21:00:00.000Z';

/** "north/1": an article of north.example. */
function seen(name: string, storyId: string, firstSeenAt: string, change: Partial<Article> = {}): Article {
  const [host] = name.split('/');
  const url = `https://${host}.example/${name.split('/')[1]}`;
  return article(name, {
    ...{ url, canonicalUrl: url, id: article(name).id, site: `${host}.example`, siteName: `The ${host}` },
    ...{ storyId, firstSeenAt, lastSeenAt: firstSeenAt, relation: 'copy', ...change },
  });
}

/** What every FigureStore counts alike. */
export function figureStoreContract(adapter: string, make: () => Promise<StorePlace>): void {
  describe(`FigureStore (${adapter})`, () => {
    let place: StorePlace;
    let store: ArticleStore;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
      const groups = [
        // Begun the evening before, taken up by two others in the window.
        [
          seen('north/1', 's1', evening, { relation: 'original', dateVerdict: 'consistent', lagDays: 0 }),
          seen('south/1', 's1', morning, { dateVerdict: 'late', lagDays: 10 }),
          seen('west/1', 's1', noon, { dateVerdict: 'late', lagDays: 30.004 }),
        ],
        [
          seen('south/2', 's2', morning, { relation: 'original', dateVerdict: 'consistent', lagDays: 0 }),
          seen('west/2', 's2', morning, { dateVerdict: 'unknown', lagDays: null }),
          seen('north/2', 's2', noon, { dateVerdict: 'consistent', lagDays: 1 }),
          seen('north/3', 's2', noon, { dateVerdict: 'consistent', lagDays: 2 }),
        ],
        [seen('south/3', 's3', noon, { relation: 'unique', dateVerdict: 'unknown', lagDays: null })],
        // The same site twice is no spread.
        [
          seen('west/4', 's4', morning, { relation: 'original', dateVerdict: 'unknown', lagDays: null }),
          seen('west/5', 's4', night, { siteName: 'West by night', dateVerdict: 'unknown', lagDays: null }),
        ],
      ];
      const bad = { waitsFor: null, updatedAt: morning } as const;
      await store.commit(
        emptyCommit({
          articles: groups.flat().map((one) => write(one)),
          stories: groups.map(([first, ...others]) => ({
            story: storyOf(first ?? article('none'), ...others),
            absorbed: [],
          })),
          urls: [
            urlRecord('https://a.example/1', {
              ...bad,
              host: 'a.example',
              outcome: 'timeout',
              reason: 'no answer',
            }),
            urlRecord('https://a.example/2', {
              ...bad,
              host: 'a.example',
              outcome: 'http-error',
              reason: 'HTTP 500',
            }),
            urlRecord('https://a.example/3', {
              ...{ ...bad, host: 'a.example', outcome: 'http-error', reason: 'HTTP 500', updatedAt: noon },
            }),
            urlRecord('https://b.example/1', {
              ...bad,
              host: 'b.example',
              outcome: 'stored',
              reason: 'stored',
            }),
            urlRecord('https://b.example/2', {
              ...{ ...bad, host: 'b.example', outcome: 'timeout', reason: 'no answer', updatedAt: evening },
            }),
          ],
        }),
      );
    });
    afterEach(async () => {
      await store.close();
      await place.clear();
    });

    it('counts what was first seen in a window, its end excluded', async () => {
      expect(await store.windowCounts(day)).toEqual({
        ...{ articles: 9, stories: 4, newStories: 3, sites: 3, own: 3, late: 2 },
      });
      const oneMoment = { from: evening, to: morning };
      expect(await store.windowCounts(oneMoment)).toEqual({
        ...{ articles: 1, stories: 1, newStories: 1, sites: 1, own: 1, late: 0 },
      });
      const nothing = { articles: 0, stories: 0, newStories: 0, sites: 0, own: 0, late: 0 };
      expect(await store.windowCounts({ from: day.to, to: '2027-01-01T00:00:00.000Z' })).toEqual(nothing);
    });

    it('tells stories that several sites took up, by sites and articles, with the hours of their arrivals', async () => {
      const spreading = await store.spreading(day, 10);
      expect(spreading).toEqual([
        {
          ...{ storyId: 's2', articles: 4, sites: 3, late: 0 },
          hours: [
            { hour: '2026-03-02T06', articles: 2 },
            { hour: '2026-03-02T12', articles: 2 },
          ],
        },
        {
          ...{ storyId: 's1', articles: 2, sites: 2, late: 2 },
          hours: [
            { hour: '2026-03-02T06', articles: 1 },
            { hour: '2026-03-02T12', articles: 1 },
          ],
        },
      ]);
      expect((await store.spreading(day, 1)).map(({ storyId }) => storyId)).toEqual(['s2']);
    });

    it('counts the articles of each site by hour and by day', async () => {
      const hours = await store.siteVolumes(day, 'hour');
      expect(hours.map(({ at, site, articles, own }) => [at.slice(11), site, articles, own])).toEqual([
        ['06', 'south.example', 2, 1],
        ['06', 'west.example', 2, 1],
        ['12', 'north.example', 2, 0],
        ['12', 'south.example', 1, 1],
        ['12', 'west.example', 1, 0],
        ['21', 'west.example', 1, 0],
      ]);
      const days = await store.siteVolumes({ from: evening, to: day.to }, 'day');
      expect(days.map(({ at, site, articles }) => [at, site, articles])).toEqual([
        ['2026-03-01', 'north.example', 1],
        ['2026-03-02', 'north.example', 2],
        ['2026-03-02', 'south.example', 3],
        ['2026-03-02', 'west.example', 4],
      ]);
    });

    it('tells of each site its volume, originality, lag, exclusives and newest name', async () => {
      const sites = await store.windowSites(day);
      expect(sites.map(({ site, siteName }) => [site, siteName])).toEqual([
        ['north.example', 'The north'],
        ['south.example', 'The south'],
        ['west.example', 'West by night'],
      ]);
      expect(sites.map(({ articles, own, late, judged }) => [articles, own, late, judged])).toEqual([
        [2, 0, 0, 2],
        [3, 2, 1, 2],
        [4, 1, 1, 1],
      ]);
      expect(sites.map(({ medianLagDays }) => medianLagDays)).toEqual([1.5, 5, 30]);
      // A story of two articles on one site is its own alone.
      expect(sites.map(({ exclusives }) => exclusives)).toEqual([0, 1, 2]);
      expect(sites[2]).toMatchObject({ firstSeenAt: morning, lastSeenAt: night });
    });

    it('tells what the newest article of each site calls it', async () => {
      const names = await store.siteNames(['west.example', 'gone.example']);
      expect([...names]).toEqual([
        ['west.example', 'West by night'],
        ['gone.example', null],
      ]);
    });

    it('counts the stories that two sites told, and who of them has the original', async () => {
      const all = ['north.example', 'south.example', 'west.example'];
      expect(await store.sharedStories(day, all)).toEqual([
        { a: 'north.example', b: 'south.example', shared: 1, originalsOfA: 0, originalsOfB: 1 },
        { a: 'north.example', b: 'west.example', shared: 1, originalsOfA: 0, originalsOfB: 0 },
        { a: 'south.example', b: 'west.example', shared: 2, originalsOfA: 1, originalsOfB: 0 },
      ]);
      expect(await store.sharedStories(day, ['north.example', 'gone.example'])).toEqual([]);
    });

    it('groups the URLs that came to a bad end in the window', async () => {
      expect(await store.troubles(day, 10)).toEqual([
        {
          ...{ host: 'a.example', outcome: 'http-error', reason: 'HTTP 500', urls: 2 },
          ...{ example: 'https://a.example/2', lastAt: noon },
        },
        {
          ...{ host: 'a.example', outcome: 'timeout', reason: 'no answer', urls: 1 },
          ...{ example: 'https://a.example/1', lastAt: morning },
        },
      ]);
      expect(await store.troubles(day, 1)).toHaveLength(1);
    });

    it('tells where the lists of others had an address, the best place of all pages of one time', async () => {
      const list = (block: PageLink['block'], ...paths: string[]) =>
        paths.map((path, i) => ({
          block,
          position: i + 1,
          text: path,
          url: `https://north.example/${path}`,
        }));
      const visit = (articleId: string, when: string, lists: PageLink[]): Observation => ({
        ...{ articleId, at: when, lists, reactions: [], views: null },
      });
      const [one, two] = [article('north/2').id, article('north/3').id];
      const visits = [
        visit(one, morning, [...list('ranking', 'x', 'y', '1'), ...list('related', '1')]),
        visit(two, morning, list('ranking', 'x', '1')),
        visit(one, noon, list('ranking', 'x', 'y')),
        visit(one, night, [...list('recommendation', '1', 'x', '1'), ...list('inline', '1')]),
      ];
      await store.commit(emptyCommit({ observations: visits }));
      await store.commit(emptyCommit({ observations: visits }));
      const urls = ['https://north.example/1', 'http://www.north.example/1/#top'];
      expect(await store.placements(urls, 10)).toEqual([
        { at: morning, block: 'related', position: 1, pages: 1 },
        { at: morning, block: 'ranking', position: 2, pages: 2 },
        { at: night, block: 'recommendation', position: 1, pages: 1 },
      ]);
      expect((await store.placements(urls, 2)).map(({ block }) => block)).toEqual([
        'ranking',
        'recommendation',
      ]);
      expect(await store.placements(['https://south.example/1'], 10)).toEqual([]);
    });
  });
}
