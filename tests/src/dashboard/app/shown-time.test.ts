import { describe, expect, it } from 'vitest';
import { placeOf, shownClaim, shownLag, shownTime } from '../../../../src/dashboard/app/shown-time.ts';

describe('shownTime', () => {
  it.each([
    ['2025-04-16T12:47:42', '16 Apr 2025, 12:47'],
    ['2025-04-16T12', '16 Apr 2025, 12:00'],
    ['2025-04-16', '16 Apr 2025'],
    ['2025-04', 'Apr 2025'],
    ['2025-04-16T23:30:00+08:00', '16 Apr 2025, 23:30'],
    ['no date', 'no date'],
  ])('writes %s as %s, as it stands, in no other zone', (iso, shown) => expect(shownTime(iso)).toBe(shown));
});

describe('shownClaim', () => {
  it.each([
    [{ iso: '2025-04-16T12:47:42', zone: null }, '16 Apr 2025, 12:47 (no zone named)'],
    [{ iso: '2025-04-16T12:47:42+08:00', zone: '+08:00' }, '16 Apr 2025, 12:47 (+08:00)'],
    [{ iso: '2025-04-16', zone: null }, '16 Apr 2025'],
    [{ iso: null, zone: null }, '“Date: soon” (not understood)'],
  ])('writes %j as %s', (claim, shown) => {
    expect(shownClaim({ ...claim, raw: 'Date: soon', precision: 'second' })).toBe(shown);
  });
});

describe('shownLag', () => {
  it.each([
    [null, 'unknown'],
    [0, '0 d'],
    [0.2, '+5 h'],
    [0.001, '+1 h'],
    [-0.5, '−12 h'],
    [3, '+3 d'],
    [2.54, '+2.5 d'],
    [498.5, '+499 d'],
    [-40, '−40 d'],
  ])('writes %j as %s', (days, shown) => expect(shownLag(days)).toBe(shown));
});

describe('placeOf', () => {
  it('places a time without a zone as if in UTC, and a day at its start', () => {
    expect(placeOf('2025-04-16T12:47:42')).toBe(Date.UTC(2025, 3, 16, 12, 47, 42));
    expect(placeOf('2025-04-16')).toBe(Date.UTC(2025, 3, 16));
    expect(placeOf('2025-04')).toBe(Date.UTC(2025, 3, 1));
  });

  it('places nothing that is no time', () => {
    expect(placeOf(null)).toBeNull();
    expect(placeOf('soon')).toBeNull();
  });
});
