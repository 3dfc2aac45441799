import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketSize, inBuckets, timeBuckets, timeZone } from '../../../src/api/time-buckets.ts';

const at = (iso: string) => Date.parse(iso);
const starts = (from: string, to: string, size: string, zone: string) =>
  timeBuckets(at(from), at(to), bucketSize(size), zone).map(({ start }) => start);

describe('timeBuckets', () => {
  it('begins days where they begin in the zone', () => {
    expect(starts('2026-01-01T16:30Z', '2026-01-02T16:00Z', 'day', 'Asia/Shanghai')).toEqual([
      '2026-01-02T00:00:00+08:00',
    ]);
    expect(starts('2026-01-01T18:00Z', '2026-01-01T18:14Z', '1d', 'Asia/Kathmandu')).toEqual(
      ['2026-01-01T00:00:00+05:45'].map(() => '2026-01-01T00:00:00+05:45'),
    );
  });

  it('makes one bucket of a day of 23 and one of 25 hours', () => {
    const spring = timeBuckets(
      at('2026-03-29T00:00Z'),
      at('2026-03-29T20:00Z'),
      bucketSize('day'),
      'Europe/Berlin',
    );
    expect(spring.map(({ startMs, endMs }) => (endMs - startMs) / 3_600_000)).toEqual([23]);
    const autumn = timeBuckets(
      at('2026-10-25T00:00Z'),
      at('2026-10-25T20:00Z'),
      bucketSize('day'),
      'Europe/Berlin',
    );
    expect(autumn.map(({ startMs, endMs }) => (endMs - startMs) / 3_600_000)).toEqual([25]);
    const hours = timeBuckets(
      at('2026-10-24T22:00Z'),
      at('2026-10-26T10:00Z'),
      bucketSize('6h'),
      'Europe/Berlin',
    );
    expect(hours.map(({ start }) => start.slice(11, 13))).toEqual(['00', '05', '11', '17', '23', '00', '06']);
  });

  it.each([
    ['week', '2026-01-01T00:00Z', '2025-12-29T00:00:00Z'],
    ['2w', '1970-01-13T00:00Z', '1970-01-05T00:00:00Z'],
    ['7d', '1970-01-09T00:00Z', '1970-01-08T00:00:00Z'],
    ['month', '2026-02-15T00:00Z', '2026-02-01T00:00:00Z'],
    ['3mo', '2026-02-15T00:00Z', '2026-01-01T00:00:00Z'],
    ['quarter', '2026-06-15T00:00Z', '2026-04-01T00:00:00Z'],
    ['10y', '2026-06-15T00:00Z', '2020-01-01T00:00:00Z'],
    ['15min', '2026-06-15T07:44Z', '2026-06-15T07:30:00Z'],
    ['6h', '2026-06-15T07:44Z', '2026-06-15T06:00:00Z'],
  ])('begins %s of %s at %s', (size, time, start) => {
    const [first] = timeBuckets(at(time), at(time) + 1, bucketSize(size), 'UTC');
    expect(first?.start).toBe(start);
  });

  it('holds every quarter of an hour once, whatever size and zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('15min', '2h', '6h', 'hour', 'day', '3d', 'week', '2mo', 'quarter', 'year'),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        fc.integer({ min: at('1999-01-01T00:00Z') / 900_000, max: at('2030-01-01T00:00Z') / 900_000 }),
        fc.integer({ min: 1, max: 300 }),
        (size, zone, first, length) => {
          const quarters = Array.from({ length }, (_, i) => ({ startMs: (first + i) * 900_000, count: 1 }));
          const buckets = timeBuckets(first * 900_000, (first + length) * 900_000, bucketSize(size), zone);
          expect(inBuckets(quarters, buckets).reduce((a, b) => a + b, 0)).toBe(length);
          for (const [i, bucket] of buckets.entries()) {
            expect(bucket.endMs).toBeGreaterThan(bucket.startMs);
            if (i > 0) expect(bucket.startMs).toBe(buckets[i - 1]?.endMs);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses what is no bucket, no zone or no picture', () => {
    for (const size of ['', '0d', 'fortnight', '7min', '5h', '1e3d', '-1d', '99999d']) {
      expect(() => bucketSize(size), size).toThrow(/bucket is|minutes are|hours are/);
    }
    expect(() => timeZone('Mars/Phobos')).toThrow('IANA');
    expect(() => starts('2000-01-01T00:00Z', '2026-01-01T00:00Z', 'hour', 'UTC')).toThrow('2000 buckets');
  });
});
