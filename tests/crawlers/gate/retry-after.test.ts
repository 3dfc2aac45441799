import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../crawlers/gate/retry-after.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

describe('retryAfter', () => {
  it('reads seconds', () => expect(retryAfter('120', now)).toBe(now + 120_000));
  it('reads a date', () => expect(retryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(now + 60_000));
  it('gives null for a date in the past, so that it blocks nobody', () =>
    expect(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBeNull());
  it.each(['9'.repeat(30), '9'.repeat(400), 'Thu, 01 Jan 275760 00:00:00 GMT'])(
    'waits a year at most: %s',
    (field) => expect(retryAfter(field, now)).toBe(now + 365 * 86_400_000),
  );
  it('gives null for what cannot be read', () => expect(retryAfter('later', now)).toBeNull());
});
