import { describe, expect, it } from 'vitest';
import { readDate } from '../../parsers/dates/read-date.ts';

const context = { fetchedAt: new Date('2025-04-16T10:00:00Z'), monthFirst: false };

/** What is printed where a date should stand, and what may be claimed of it; null: no date at all. */
const printed: readonly (readonly [text: string, iso: string | null])[] = [
  // What programs print where they know no date.
  ['0000-00-00', null],
  ['0000-00-00 00:00:00', null],
  ['0001-01-01T00:00:00', null],
  ['01.01.0001 00:00', null],
  ['9999-12-31', null],
  ['NaN-NaN-NaN', null],
  ['undefined', null],
  ['Invalid Date', null],
  ['{{date}}', null],
  ['%Y-%m-%d', null],
  ['Published: ', null],
  ['Date: unknown', null],
  // Days that no calendar has.
  ['2025-13-01', null],
  ['2025-00-10', null],
  ['2025-04-31', null],
  ['2025-02-29', null],
  ['1900-02-29', null],
  ['31/11/2024', null],
  ['32/01/2024', null],
  ['00/12/2024', null],
  ['13/13/2025', null],
  ['99/99/9999', null],
  ['2025年13月1日', null],
  ['令和2年2月30日', null],
  ['令和99年1月1日', null],
  ['32 กุมภาพันธ์ 2563', null],
  // Too little, or something else.
  ['April 2025', null],
  ['2025/4', null],
  ['1/2/3', null],
  ['16 April 20255', null],
  ['16th of the fourth, 2025', null],
  ['Tomorrow', null],
  ['in 3 days', null],
  ['999999999999999999999 hours ago', null],
  ['99999 days ago', null],
  ['1,234 hours ago', null],
  ['2025-'.repeat(5_000), null],
  ['1'.repeat(5_000), null],
  [`${'12:'.repeat(5_000)}30`, null],
  // Times that no clock shows: the day stands, the time does not.
  ['2025-04-16 24:00:00', '2025-04-16'],
  ['2025-04-16 24:01', '2025-04-16'],
  ['2025-04-16 25:00', '2025-04-16'],
  ['2025-04-16 12:60', '2025-04-16'],
  ['2025-04-16 12:30:61', '2025-04-16'],
  ['2025-04-16 13:05 PM', '2025-04-16T13:05:00'],
  ['2025-04-16 0:05 AM', '2025-04-16T00:05:00'],
  ['12:05 AM, 16 April 2025', '2025-04-16T00:05:00'],
  ['12:05 PM, 16 April 2025', '2025-04-16T12:05:00'],
  ['2025-04-16T10:00:00+25:00', '2025-04-16T10:00:00'],
  // Dates all the same.
  ['2024-02-29', '2024-02-29'],
  ['1970-01-01', '1970-01-01'],
  ['2025-04-16T10:00:00+0530', '2025-04-16T10:00:00+05:30'],
  ['16 Aprill 2025', '2025-04-16'],
  ['2025. 4. 16.', '2025-04-16'],
  ['16.04.2025 г. 12:00', '2025-04-16'],
  ['２０２５年４月１６日', '2025-04-16'],
  ['١٦ أبريل ٢٠٢٥', '2025-04-16'],
  ['民國114年4月16日', '2025-04-16'],
  ['Wed, 17 Apr 2025 12:47:42 GMT', '2025-04-17T12:47:42Z'],
  ['2025-04-16\u0000 12:00', '2025-04-16'],
  ['2025-04-16 \u200f12:00', '2025-04-16T12:00:00'],
  ['2025-04-16<script>alert(1)</script>', '2025-04-16'],
  [`${'a'.repeat(20_000)} 2025-04-16`, '2025-04-16'],
  ['-3 hours ago', '2025-04-16T07:00:00Z'],
];

describe('what stands where a date should stand', () => {
  it('is tried in sixty ways', () => {
    expect(new Set(printed.map(([text]) => text)).size).toBeGreaterThanOrEqual(60);
  });
  for (const [text, iso] of printed) {
    it(`${JSON.stringify(text.slice(0, 40))} is ${iso ?? 'no date'}`, () => {
      expect(readDate(text, context)?.iso ?? null).toBe(iso);
    });
  }
});
