import { expect, it } from 'vitest';
import { pairsOfSites } from '../../../src/store/pairs-of-sites.ts';

const told = (...sites: string[]) =>
  sites.map((site) => ({ site: site.replace('!', ''), original: site.endsWith('!') }));

it('counts a story once for each two of its sites, however often they tell it, by name', () => {
  expect(pairsOfSites([told('c', 'a', 'c!', 'a', 'b'), told('a!', 'b', 'a'), told('b', 'b')])).toEqual([
    { a: 'a', b: 'b', shared: 2, originalsOfA: 1, originalsOfB: 0 },
    { a: 'a', b: 'c', shared: 1, originalsOfA: 0, originalsOfB: 1 },
    { a: 'b', b: 'c', shared: 1, originalsOfA: 0, originalsOfB: 1 },
  ]);
});

it('finds nothing shared where each story has one site', () => {
  expect(pairsOfSites([told('a!'), told('b'), []])).toEqual([]);
});
