import { describe, expect, it } from 'vitest';
import { acceptedWatch, repairedWatch } from '../../../src/health/decide-drift.ts';
import { judgePages } from '../../../src/health/judge-pages.ts';
import { limits } from '../../../src/health/limits.ts';
import { newWatch } from '../../../src/health/new-watch.ts';
import type { PageSigns } from '../../../src/model/page-signs.ts';
import { inventedSite, judgeOne, type Watched } from './invented-signs.ts';

const at = '2026-03-01T00:00:00.000Z';
const where = { site: 'site.example', at, driftId: (key: string) => `drift-${key}` };
const nothing: Watched = { watch: null, drift: null };

/** A site after so many usual pages. */
function settled(seed: number, pages = 120) {
  const site = inventedSite(seed);
  const usual = Array.from({ length: pages }, () => site.next());
  const { watch, drift } = judgePages(null, null, usual, where);
  expect(drift).toBeNull();
  return { site, watched: { watch, drift } };
}

/** Pages of the change until it is told, and the ones of them that were let through; null: not within 20. */
function delay(seed: number, change: (page: PageSigns) => PageSigns) {
  const { site, watched } = settled(seed);
  let now: Watched = watched;
  const through: string[] = [];
  for (let pages = 1; pages <= 20; pages++) {
    const page = site.next(change);
    const judged = judgeOne(now, page);
    if (!judged.verdicts.get(page.url)) through.push(page.url);
    now = judged;
    if (judged.drift?.state === 'open') return { pages, through: through.length, drift: judged.drift };
  }
  return null;
}

const without = (mark: 'date' | 'title') => (page: PageSigns) => ({
  ...page,
  marks: { ...page.marks, [mark]: false },
});

describe('the health of a site', () => {
  it('gives no false alarm in 5,000 usual pages of ten sites', () => {
    const alarms: string[] = [];
    for (let seed = 101; seed <= 110; seed++) {
      const site = inventedSite(seed);
      let now: Watched = nothing;
      for (let batch = 0; batch < 25; batch++) {
        const pages = Array.from({ length: 20 }, () => site.next());
        const open = now.drift?.state === 'open' ? now.drift : null;
        now = judgePages(now.watch, open, pages, where);
      }
      if (now.drift) alarms.push(`${seed}: ${now.drift.signs.map(({ sign }) => sign).join()}`);
    }
    expect(alarms).toEqual([]);
  });

  it('finds a field that is gone within a few pages, and holds what lacks it from the second page on', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const found = delay(seed, without('date'));
      expect(found?.pages).toBeLessThanOrEqual(8);
      expect(found?.through).toBeLessThanOrEqual(1);
      expect(found?.drift).toMatchObject({ severity: 'hold', signs: [{ sign: 'date', side: 'fewer' }] });
    }
  });

  it('keeps a change told while old articles are looked at again in their old layout, and not when new ones are as before', () => {
    const { site, watched } = settled(8);
    let now: Watched = watched;
    const look = (pages: number, change?: (page: PageSigns) => PageSigns) => {
      for (let page = 0; page < pages; page += 1) now = judgeOne(now, site.next(change));
    };
    look(12, without('date'));
    expect(now.drift?.state).toBe('open');
    look(60, (page) => ({ ...page, again: true }));
    expect(now.drift?.state).toBe('open');
    look(60);
    expect(now.drift?.state).not.toBe('open');
  });

  it('lets nothing through where the field is gone in a template that was never seen', () => {
    const found = delay(6, (page) => ({ ...without('date')(page), template: 'new' }));
    expect(found?.through).toBe(0);
  });

  it('finds texts of half a standard form: three deviations shorter', () => {
    const shorter = (page: PageSigns) => {
      const length = page.measures['text-length'] ?? 0;
      return { ...page, measures: { ...page.measures, 'text-length': length - 2.4 } };
    };
    for (const seed of [1, 2, 3]) expect(delay(seed, shorter)?.pages).toBeLessThanOrEqual(20);
  });

  it('finds one title for all pages', () => {
    const same = (page: PageSigns) => ({ ...page, own: { ...page.own, title: 'the name of the site' } });
    expect(delay(3, same)?.drift.signs[0]).toMatchObject({ sign: 'own-title', side: 'fewer' });
  });

  it('tells another template without holding its pages where no field suffers', () => {
    const found = delay(7, (page) => ({ ...page, template: 'new' }));
    expect(found?.drift).toMatchObject({ severity: 'notice', signs: [{ sign: 'template' }] });
    expect(found?.through).toBe(found?.pages);
  });

  it('counts a page once, however often it is told, and gives the same verdict', () => {
    const { site, watched } = settled(8);
    const pages = [1, 2].map(() => site.next(without('date')));
    const first = judgePages(watched.watch, null, pages, where);
    const again = judgePages(first.watch, null, pages, where);
    expect(again.watch).toEqual(first.watch);
    expect(again.verdicts).toEqual(first.verdicts);
    expect(first.verdicts.get(pages[1]?.url ?? '')?.reason).toBe('in doubt: fewer dates');
  });

  it('is the same however the pages are parted into batches', () => {
    const pages = (() => {
      const site = inventedSite(9);
      return Array.from({ length: 90 }, (_, n) => site.next(n > 70 ? without('title') : undefined));
    })();
    const whole = judgePages(null, null, pages, where);
    let now: Watched = nothing;
    for (const page of pages) now = judgeOne(now, page);
    const { verdicts: _one, held: _oneHeld, ...one } = now.watch ?? newWatch('');
    const { verdicts: _all, held: _allHeld, ...all } = whole.watch;
    expect(one).toEqual(all);
    expect(now.drift).toEqual(whole.drift);
  });

  it('holds the first page of a change too, where it comes in one batch with others', () => {
    const { site, watched } = settled(15);
    const pages = [1, 2, 3].map(() => site.next(without('date')));
    const { verdicts } = judgePages(watched.watch, null, [site.next(), ...pages], where);
    expect(pages.map(({ url }) => verdicts.get(url)?.reason)).toEqual(
      new Array(3).fill('in doubt: fewer dates'),
    );
    expect([...verdicts.values()].filter((verdict) => verdict === null)).toHaveLength(1);
  });

  it('lets a held page go when the pages after it are as usual', () => {
    const { site, watched } = settled(10);
    const odd = [1, 2].map(() => site.next(without('title')));
    let now = judgePages(watched.watch, null, odd, where);
    expect(now.verdicts.get(odd[1]?.url ?? '')).not.toBeNull();
    const released: string[] = [];
    for (let n = 0; n < 12; n++) {
      now = judgeOne({ watch: now.watch, drift: now.drift }, site.next());
      released.push(...now.released);
    }
    expect(now.drift).toBeNull();
    expect(released.toSorted()).toEqual(odd.map(({ url }) => url).toSorted());
  });

  it('holds nothing for a doubt that passes in the same batch, whose pages are not stored yet', () => {
    const { site, watched } = settled(16);
    const odd = [1, 2].map(() => site.next(without('title')));
    const usual = Array.from({ length: 12 }, () => site.next());
    const judged = judgePages(watched.watch, null, [...odd, ...usual], where);
    expect([...judged.verdicts.values()].filter((verdict) => verdict !== null)).toEqual([]);
    expect(judged.released).toEqual([]);
    expect(judgePages(judged.watch, null, odd, where).verdicts).toEqual(
      new Map(odd.map(({ url }) => [url, null])),
    );
  });

  it('closes a drift by itself when the site is again as it was, and keeps what it held', () => {
    const { site, watched } = settled(11);
    let now: Watched = watched;
    for (let n = 0; n < 6; n++) now = judgeOne(now, site.next(without('date')));
    expect(now.drift?.state).toBe('open');
    const released: string[] = [];
    for (let n = 0; n < 40; n++) {
      const judged = judgeOne(now, site.next());
      released.push(...judged.released);
      now = judged.drift ? judged : { watch: judged.watch, drift: now.drift };
      if (judged.drift?.state === 'passed') break;
    }
    expect(now.drift?.state).toBe('passed');
    expect(released).toEqual([]);
  });

  it('learns anew what a person accepts, and goes on from what was usual after a repair', () => {
    const { site, watched } = settled(12);
    let now: Watched = watched;
    const change = (page: PageSigns) => ({ ...without('date')(page), template: 'new' });
    for (let n = 0; n < 8; n++) now = judgeOne(now, site.next(change));
    if (!now.watch) throw new Error('there is a watch');
    let accepted: Watched = { watch: acceptedWatch(now.watch), drift: null };
    for (let n = 0; n < 60; n++) accepted = judgeOne(accepted, site.next(change));
    expect(accepted.drift).toBeNull();
    let repaired: Watched = { watch: repairedWatch(now.watch), drift: null };
    for (let n = 0; n < 60; n++)
      repaired = judgeOne(
        repaired,
        site.next((page) => ({ ...page, template: 'new' })),
      );
    expect(repaired.drift).toBeNull();
    for (let n = 0; n < 8; n++) repaired = judgeOne(repaired, site.next(change));
    expect(repaired.drift?.signs[0]?.sign).toBe('date');
  });

  it('keeps a small memory of a large site', () => {
    const site = inventedSite(13);
    let now: Watched = nothing;
    for (let n = 0; n < 20; n++) {
      const pages = Array.from({ length: 50 }, (_, i) => ({
        ...site.next(),
        template: `t${(n * 50 + i) % 90}`,
        shape: `/${n * 50 + i}`,
      }));
      now = judgePages(now.watch, now.drift?.state === 'open' ? now.drift : null, pages, where);
    }
    expect(JSON.stringify(now.watch).length).toBeLessThan(60_000);
    expect(Object.keys(now.watch?.shapes ?? {}).length).toBeLessThanOrEqual(limits.shapes);
  });
});
