import { describe, expect, it } from 'vitest';
import { citedQuery } from '../../../src/query/cited-query.ts';

const now = new Date('2026-03-01T10:00:00.750Z');

describe('citedQuery', () => {
  it.each([
    ['flood', 'flood as-of:2026-03-01T09:59:59'],
    ['flood river', 'flood river as-of:2026-03-01T09:59:59'],
    ['flood OR storm', '(flood OR storm) as-of:2026-03-01T09:59:59'],
    ['NOT flood', 'NOT flood as-of:2026-03-01T09:59:59'],
    ['flood as-of:2025', 'flood as-of:2025'],
    ['*', '* as-of:2026-03-01T09:59:59'],
  ])('gives %s the last second that is over', (query, cited) => {
    expect(citedQuery(query, now)).toBe(cited);
    expect(citedQuery(cited, new Date('2030-01-01'))).toBe(cited);
  });
});
