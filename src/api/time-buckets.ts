import { DateTime, type DurationObjectUnits, IANAZone } from 'luxon';
import { ApiError } from './problem.ts';

/** More buckets than that are no picture any more. */
export const MAX_BUCKETS = 2_000;

export type TimeBucket = { startMs: number; endMs: number; start: string; end: string };
type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
export type BucketSize = { unit: Unit; count: number };

const UNITS: Readonly<Record<string, Unit>> = {
  min: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  q: 'quarter',
  y: 'year',
};
const WORDS: readonly Unit[] = ['hour', 'day', 'week', 'month', 'quarter', 'year'];
const ALLOWED =
  'a bucket is hour, day, week, month, quarter, year, or a number with min, h, d, w, mo, q or y: 15min, 6h, 7d, 3mo';
/** First sights are kept by quarters of an hour, which every zone's offset is a multiple of. */
const STEP_MINUTES = 15;

/** @throws {ApiError} it is none, or would not divide a day evenly */
export function bucketSize(text: string): BucketSize {
  const word = WORDS.find((unit) => unit === text);
  if (word) return { unit: word, count: 1 };
  const [, digits, letters = ''] = /^(\d{1,4})(min|h|d|w|mo|q|y)$/.exec(text) ?? [];
  const unit = UNITS[letters];
  const count = Number(digits);
  if (!unit || !(count >= 1))
    throw new ApiError(400, 'invalid-request', `${ALLOWED}; found ${JSON.stringify(text)}`);
  if (unit === 'minute' && (count % STEP_MINUTES !== 0 || 1_440 % count !== 0)) {
    throw new ApiError(
      400,
      'invalid-request',
      `minutes are a multiple of ${STEP_MINUTES} that divides a day; found ${count}`,
    );
  }
  if (unit === 'hour' && 24 % count !== 0) {
    throw new ApiError(400, 'invalid-request', `hours are 1, 2, 3, 4, 6, 8, 12 or 24; found ${count}`);
  }
  return { unit, count };
}

/** @throws {ApiError} there is no such zone */
export function timeZone(name: string): string {
  if (IANAZone.isValidZone(name)) return name;
  throw new ApiError(
    400,
    'invalid-request',
    `zone is an IANA name such as UTC or Asia/Shanghai; found ${JSON.stringify(name)}`,
  );
}

/**
 * The buckets that hold all times from `fromMs` to before `toMs`, in local time: a day of 23 or 25 hours is one bucket.
 * Several days count from 1 January 1970, weeks from a Monday, months and years from January.
 *
 * @throws {ApiError} they are too many
 */
export function timeBuckets(fromMs: number, toMs: number, size: BucketSize, zone: string): TimeBucket[] {
  const buckets: TimeBucket[] = [];
  for (let start = bucketStart(DateTime.fromMillis(fromMs, { zone }), size); start.toMillis() < toMs; ) {
    if (buckets.length === MAX_BUCKETS) {
      throw new ApiError(
        400,
        'invalid-request',
        `these are more than ${MAX_BUCKETS} buckets; take larger ones, or a shorter time with from and to`,
      );
    }
    const end = bucketEnd(start, size);
    buckets.push({ startMs: start.toMillis(), endMs: end.toMillis(), start: iso(start), end: iso(end) });
    start = end;
  }
  return buckets;
}

/** Counts by bucket, from counts by quarter of an hour; both in order of time. */
export function inBuckets(
  quarters: readonly { startMs: number; count: number }[],
  buckets: readonly TimeBucket[],
): number[] {
  const counts = buckets.map(() => 0);
  let at = 0;
  for (const { startMs, count } of quarters) {
    while (at < buckets.length && startMs >= (buckets[at]?.endMs ?? 0)) at += 1;
    const bucket = buckets[at];
    if (!bucket) break;
    if (startMs >= bucket.startMs) counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
}

function bucketStart(time: DateTime, { unit, count }: BucketSize): DateTime {
  const start = time.startOf(unit);
  switch (unit) {
    case 'minute':
    case 'hour': {
      const minutes = start.hour * 60 + start.minute;
      const length = unit === 'hour' ? count * 60 : count;
      return atMinute(start, minutes - (minutes % length));
    }
    case 'day':
      return start.minus({ days: remainder(dayNumber(start), count) });
    case 'week':
      // 5 January 1970 was a Monday.
      return start.minus({ weeks: remainder((dayNumber(start) - 4) / 7, count) });
    case 'month':
      return start.minus({ months: remainder(start.year * 12 + start.month - 1, count) });
    case 'quarter':
      return start.minus({ months: remainder(start.year * 4 + start.quarter - 1, count) * 3 });
    case 'year':
      return start.minus({ years: remainder(start.year, count) });
  }
}

function bucketEnd(start: DateTime, { unit, count }: BucketSize): DateTime {
  const step: DurationObjectUnits = { [unit === 'minute' ? 'minutes' : `${unit}s`]: count };
  const end = start.plus(step);
  if (unit !== 'minute' && unit !== 'hour') return end;
  // Where the clock is moved, the last bucket before midnight is shorter or longer: each day begins with one of its own.
  const midnight = start.startOf('day').plus({ days: 1 });
  return DateTime.min(end, midnight);
}

function atMinute(time: DateTime, minute: number): DateTime {
  return time.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
}

/** Days since 1 January 1970, by the calendar of the zone. */
function dayNumber(time: DateTime): number {
  return Math.round(Date.UTC(time.year, time.month - 1, time.day) / 86_400_000);
}

function iso(time: DateTime): string {
  return time.toISO({ suppressMilliseconds: true }) ?? '';
}

/** Never negative, also before 1970. */
function remainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
