import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { compareExample } from '../../../src/sites/compare-example.ts';
import { pageOf } from '../../parsers/sample-page.ts';

const text = 'The harbor office said on Thursday that the old clock will be repaired before winter. '.repeat(
  4,
);
const parsed = parse(
  pageOf(
    `<html lang="en"><title>Clock | Post</title><h1>Clock</h1><p>Date:2025-04-16 12:47:42</p><div><p>${text}</p><p>${text}</p></div>`,
  ),
);

describe('compareExample', () => {
  it('looks at the named fields only, in their order', () => {
    const rows = compareExample({ claimedDate: '2025-04-16T12:47:42', title: 'Clock' }, parsed);
    expect(rows.map(({ field, right }) => [field, right])).toEqual([
      ['claimedDate', true],
      ['title', true],
    ]);
  });

  it('shows what was found where it differs: another value, a missing one, another order', () => {
    const rows = compareExample({ title: 'Tower', category: 'Sea', views: null, authors: ['Ada'] }, parsed);
    expect(rows.map(({ field, right, found }) => [field, right, found])).toEqual([
      ['title', false, 'Clock'],
      ['category', false, null],
      ['views', true, null],
      ['authors', false, []],
    ]);
  });
});
