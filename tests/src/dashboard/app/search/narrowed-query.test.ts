import { describe, expect, it } from 'vitest';
import { facetTerm, hasTerm, withTerm } from '../../../../../src/dashboard/app/search/narrowed-query.ts';
import { parseQuery } from '../../../../../src/query/parse-query.ts';

describe('facetTerm', () => {
  it.each([
    ['site', 'news.example:8080', 'site:news.example:8080'],
    ['language', 'en', 'lang:en'],
    ['day', '2025-04-16', 'seen:2025-04-16'],
    ['verdict', 'late', 'verdict:late'],
    ['site', 'новости.example', 'site:"новости.example"'],
  ] as const)('asks for %s %s as %s, which the query language reads', (field, value, term) => {
    expect(facetTerm(field, value)).toBe(term);
    expect(parseQuery(term)).not.toEqual({ type: 'everything' });
  });
});

describe('withTerm', () => {
  it.each([
    ['*', 'lang:en'],
    ['', 'lang:en'],
    ['flood', 'flood lang:en'],
    ['flood OR storm', '(flood OR storm) lang:en'],
    ['(flood OR storm)', '(flood OR storm) lang:en'],
    ['(a OR b) OR (c OR d)', '((a OR b) OR (c OR d)) lang:en'],
  ])('narrows all of %j', (query, narrowed) => expect(withTerm(query, 'lang:en')).toBe(narrowed));

  it('takes a term out where it stands', () => {
    expect(hasTerm('flood lang:en', 'lang:en')).toBe(true);
    expect(withTerm('flood lang:en', 'lang:en')).toBe('flood');
    expect(withTerm('lang:en', 'lang:en')).toBe('');
  });
});
