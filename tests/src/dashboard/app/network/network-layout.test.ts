import { describe, expect, it } from 'vitest';
import type { NetworkAnswer } from '../../../../../src/api/network-answer.ts';
import { networkLayout } from '../../../../../src/dashboard/app/network/network-layout.ts';

const site = (name: string, group: number, articles = 10): NetworkAnswer['sites'][number] => ({
  ...{ site: name, siteName: null, group, articles, ownShare: 1, ownTextShare: 1, medianLagDays: null },
  ...{ exclusives: 1, days: 1, exclusivesPerDay: 1, urlScheme: null, trackers: [] },
});
const edge = (a: string, b: string, weight = 0.6) => ({ a, b, weight, sharedStories: 3, reasons: [] });

describe('networkLayout', () => {
  const sites = [site('d', 0), site('a', 0, 40), site('c', 1), site('b', 1), site('lone', 4)];
  const edges = [edge('a', 'd'), edge('b', 'c'), edge('a', 'b', 0.2)];

  it('places the sites that have an edge, those of one group side by side', () => {
    const { sites: placed, edges: drawn } = networkLayout({ sites, edges });
    expect(placed.map((one) => one.site.site)).toEqual(['a', 'd', 'b', 'c']);
    expect(placed.map(({ colour }) => colour)).toEqual([1, 1, 2, 2]);
    expect(drawn).toHaveLength(3);
  });

  it('draws the same answer alike, in whatever order it comes', () => {
    expect(networkLayout({ sites: sites.toReversed(), edges })).toEqual(networkLayout({ sites, edges }));
  });

  it('keeps every place inside the picture, and none upon another', () => {
    const { size, sites: placed } = networkLayout({ sites, edges });
    for (const { x, y, radius } of placed) {
      expect(Math.min(x, y, size - x, size - y)).toBeGreaterThan(radius);
    }
    expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(placed.length);
  });

  it('puts two sites beside each other, so that their names need not be read upright', () => {
    const { size, height, sites: placed } = networkLayout({ sites, edges: [edge('a', 'd')] });
    expect(height).toBeLessThan(size / 3);
    const [left, right] = placed;
    expect(placed).toHaveLength(2);
    expect(left?.y).toBe(right?.y);
    expect(left?.x).toBeLessThan(right?.x ?? 0);
  });

  it('leaves out the weakest where there are too many for a picture, and says how many', () => {
    const many = Array.from({ length: 60 }, (_, n) => site(`s${String(n).padStart(2, '0')}`, n));
    const ring = many.map(({ site: name }, n) => edge(name, many[(n + 1) % 60]?.site ?? '', n / 60));
    const { sites: placed, left } = networkLayout({ sites: many, edges: ring });
    expect([placed.length, left]).toEqual([48, 12]);
    expect(placed.some((one) => one.site.site === 's01')).toBe(false);
  });

  it('is empty where no two sites are joined', () => {
    expect(networkLayout({ sites, edges: [] })).toMatchObject({ sites: [], edges: [], left: 0 });
  });
});
