import { describe, expect, it } from 'vitest';
import { pageSigns } from '../../../src/health/page-signs.ts';
import { storedArticle } from '../stories/stored-article.ts';

const fetchedAt = '2026-03-01T08:00:00.000Z';

/** What tells of the age of its date. */
function dateAge(iso: string): number | undefined {
  const claimedDate = { raw: iso, iso, precision: 'second' as const, zone: 'Z' };
  return pageSigns(storedArticle({ claimedDate }), fetchedAt, (text) => text).measures['date-age'];
}

describe('the signs of a page', () => {
  it('tell old articles from new ones by nothing: an archive is read in any order, and portals are away for months', () => {
    expect(['2009-05-04T00:00:00Z', '2026-01-30T10:00:00Z', '2026-03-01T07:59:00Z'].map(dateAge)).toEqual([
      0, 0, 0,
    ]);
  });

  it('tell dates that lie in the future, as those do whose day was taken for the month', () => {
    expect(dateAge('2026-09-03T00:00:00Z')).toBeLessThan(-5);
  });
});
