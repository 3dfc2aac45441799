import type { Answer } from '../use-answer.ts';

export type Bucket = 'hour' | 'day' | 'week' | 'month';

/**
 * A length of column that gives a picture: neither three columns nor a thousand.
 *
 * @param byDay null while it is not known how many days there are; a refusal means that they are too many
 */
export function bucketFor(byDay: Answer<{ buckets: readonly unknown[] }>): Bucket | null {
  if (byDay.state === 'failed') return 'month';
  if (byDay.state === 'loading') return null;
  const days = byDay.value.buckets.length;
  if (days <= 3) return 'hour';
  if (days <= 120) return 'day';
  return days <= 730 ? 'week' : 'month';
}
