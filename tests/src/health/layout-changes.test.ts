import { beforeAll, describe, expect, it } from 'vitest';
import { type DriftingPortal, driftingPortals } from '../../../bench/drift/drifting-portal.ts';
import { layoutChanges } from '../../../bench/drift/layout-changes.ts';
import { changedPages, longest, type Usual, usualPages } from '../../../bench/drift/measure-drift.ts';

// The short form of bench/drift.ts: two templates instead of six, fewer usual pages.
const pages = 60;
const portals = driftingPortals(4, pages + longest).filter(
  ({ name }) => name === 'Empire' || name === 'PHPCMS',
);
const usual = new Map<DriftingPortal, Usual>();
beforeAll(() => {
  for (const portal of portals) usual.set(portal, usualPages(portal, pages));
});

describe('thirty kinds of layout change', () => {
  it('are thirty, and nothing is suspected before them', () => {
    expect(new Set(layoutChanges.map(({ name }) => name)).size).toBe(30);
    expect([...usual.values()].flatMap(({ alarms }) => alarms)).toEqual([]);
  });

  it.each(layoutChanges)('$name: found within 20 pages wherever it touches what is read', (change) => {
    for (const portal of portals) {
      const before = usual.get(portal);
      if (!before) throw new Error('the portal was read');
      const found = changedPages(portal, before, change, pages);
      // Where every field is read as before, there is nothing to find.
      if (found.affected < 0.9) continue;
      expect(found.delay).toBeLessThanOrEqual(longest);
      expect(found.delay).not.toBeNull();
      if (found.severity === 'hold') expect(found.spoiltThrough).toBeLessThanOrEqual(3);
    }
  });
});
