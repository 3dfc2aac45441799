import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/query/parse-query.ts';
import type { Query } from '../../../src/query/query.ts';
import { QueryError } from '../../../src/query/query-error.ts';

const any = (text: string, more: Partial<Extract<Query, { type: 'words' }>> = {}): Query => ({
  type: 'words',
  field: 'any',
  text,
  prefix: false,
  phrase: false,
  ...more,
});

function failure(text: string): QueryError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error(`${text} was read without an error`);
}

describe('parseQuery reads', () => {
  it('a star as everything, alone or as a part', () => {
    expect(parseQuery(' * ')).toEqual({ type: 'everything' });
    expect(parseQuery('* NOT flood')).toEqual({
      type: 'and',
      parts: [{ type: 'everything' }, { type: 'not', part: any('flood') }],
    });
  });

  it('words beside each other as AND, which binds tighter than OR', () => {
    const either = { type: 'or', parts: [{ type: 'and', parts: [any('a'), any('b')] }, any('c')] };
    expect(parseQuery('a b OR c')).toEqual(either);
    expect(parseQuery('a AND b OR c')).toEqual(either);
  });

  it('brackets before everything else, and NOT for the next piece only', () => {
    expect(parseQuery('a (b OR c)')).toEqual({
      type: 'and',
      parts: [any('a'), { type: 'or', parts: [any('b'), any('c')] }],
    });
    expect(parseQuery('NOT a b')).toEqual({
      type: 'and',
      parts: [{ type: 'not', part: any('a') }, any('b')],
    });
  });

  it('operators in capitals only: in small letters they are words', () => {
    expect(parseQuery('salt and pepper')).toEqual({
      type: 'and',
      parts: [any('salt'), any('and'), any('pepper')],
    });
    expect(parseQuery('ORDER')).toEqual(any('ORDER'));
  });

  it('phrases in straight and in curly quotes, with escapes', () => {
    expect(parseQuery('"red river"')).toEqual(any('red river', { phrase: true }));
    expect(parseQuery('“red river”')).toEqual(any('red river', { phrase: true }));
    expect(parseQuery('"say \\"no\\" \\\\ now"')).toEqual(any('say "no" \\ now', { phrase: true }));
  });

  it('a star at the end of a word or a phrase as a prefix', () => {
    expect(parseQuery('flood*')).toEqual(any('flood', { prefix: true }));
    expect(parseQuery('"red riv"*')).toEqual(any('red riv', { prefix: true, phrase: true }));
  });

  it('NEAR between words and before brackets', () => {
    const near = { type: 'near', field: 'any', texts: ['flood', 'red river'], distance: 5 };
    expect(parseQuery('flood NEAR/5 "red river"')).toEqual(near);
    expect(parseQuery('NEAR(flood "red river", 5)')).toEqual(near);
    expect(parseQuery('NEAR/5(flood "red river")')).toEqual(near);
    expect(parseQuery('a NEAR b NEAR c d')).toEqual({
      type: 'and',
      parts: [{ type: 'near', field: 'any', texts: ['a', 'b', 'c'], distance: 10 }, any('d')],
    });
    expect(parseQuery('title:flood NEAR river')).toEqual({
      type: 'near',
      field: 'title',
      texts: ['flood', 'river'],
      distance: 10,
    });
    expect(parseQuery('a NEAR(b c)')).toMatchObject({ type: 'and', parts: [any('a'), { type: 'near' }] });
    expect(parseQuery('NEAR(1,000 5, 3)')).toMatchObject({ texts: ['1,000', '5'], distance: 3 });
  });

  it.each([
    ['title:flood', any('flood', { field: 'title' })],
    ['Title: flood', any('flood', { field: 'title' })],
    ['body:"red river"', any('red river', { field: 'body', phrase: true })],
    ['author:lee*', any('lee', { field: 'author', prefix: true })],
    [
      'title:(flood OR NOT storm)',
      {
        type: 'or',
        parts: [any('flood', { field: 'title' }), { type: 'not', part: any('storm', { field: 'title' }) }],
      },
    ],
    ['site:News.Example:8080', { type: 'value', field: 'site', value: 'news.example:8080' }],
    ['lang:EN', { type: 'value', field: 'lang', value: 'en' }],
    ['story:s-1', { type: 'value', field: 'story', value: 's-1' }],
    ['relation:copy', { type: 'value', field: 'relation', value: 'copy' }],
    ['verdict:Late', { type: 'value', field: 'verdict', value: 'late' }],
    ['id:0123456789abcdef0123456789ABCDEF', { value: '0123456789abcdef0123456789abcdef' }],
    [
      'url:https://a.example/NOT,x?y=1',
      { type: 'value', field: 'url', value: 'https://a.example/NOT,x?y=1' },
    ],
    ['url:"https://a.example/(1)"', { type: 'value', field: 'url', value: 'https://a.example/(1)' }],
    ['reactions:>10', { type: 'number', field: 'reactions', op: '>', value: 10 }],
    ['views:7', { type: 'number', field: 'views', op: '=', value: 7 }],
    ['lag:>30d', { type: 'number', field: 'lag', op: '>', value: 30 }],
    ['lag:<=2w', { type: 'number', field: 'lag', op: '<=', value: 14 }],
    ['lag:>=-12h', { type: 'number', field: 'lag', op: '>=', value: -0.5 }],
    [
      'reactions:5..20',
      {
        type: 'and',
        parts: [
          { type: 'number', field: 'reactions', op: '>=', value: 5 },
          { type: 'number', field: 'reactions', op: '<=', value: 20 },
        ],
      },
    ],
    ['reactions:..20', { type: 'number', field: 'reactions', op: '<=', value: 20 }],
    [
      'site:(a.example OR b.example)',
      {
        type: 'or',
        parts: [
          { type: 'value', field: 'site', value: 'a.example' },
          { type: 'value', field: 'site', value: 'b.example' },
        ],
      },
    ],
  ])('%s', (text, tree) => expect(parseQuery(text)).toMatchObject(tree));

  it.each([
    ['2025', '2025', '2026'],
    ['2025-12', '2025-12', '2026-01'],
    ['2024-02-28', '2024-02-28', '2024-02-29'],
    ['2025-04-16T23', '2025-04-16T23', '2025-04-17T00'],
    ['2025-04-16T12:59', '2025-04-16T12:59', '2025-04-16T13:00'],
    ['2025-04-16T12:47:42', '2025-04-16T12:47:42', '2025-04-16T12:47:43'],
    ['2025-01..2025-03', '2025-01', '2025-04'],
    ['2025-01..', '2025-01', null],
    ['..2024', null, '2025'],
    ['>2025-03', '2025-04', null],
    ['>=2025-03', '2025-03', null],
    ['<2025-03', null, '2025-03'],
    ['<=2025-03', null, '2025-04'],
    ['*', null, null],
  ])('claimed:%s as the half-open range %s to %s', (text, from, to) => {
    expect(parseQuery(`claimed:${text}`)).toEqual({ type: 'time', field: 'claimed', from, to });
    expect(parseQuery(`seen:${text}`)).toEqual({ type: 'time', field: 'seen', from, to });
  });

  it.each([
    ['flood~', { text: 'flood', language: 'en', phrase: false }],
    ['Häuser~DE', { text: 'Häuser', language: 'de' }],
    ['lang:de Häuser~', { parts: [{}, { language: 'de' }] }],
    ['lang:de (Haus~ OR house~en)', { parts: [{}, { parts: [{ language: 'de' }, { language: 'en' }] }] }],
    ['lang:zh flood~', { parts: [{}, { language: 'en' }] }],
    ['臺灣~', { text: '臺灣', language: null, phrase: false }],
    ['"臺灣"~', { text: '臺灣', language: null, phrase: true }],
    ['title:flood~', { field: 'title', language: 'en' }],
    ['a as-of:2025-03-31', { parts: [{}, { type: 'as-of', at: '2025-04-01' }] }],
    ['as-of:2025-03-31T12:00:00', { type: 'as-of', at: '2025-03-31T12:00:01' }],
  ])('%s by the rules of a language, or of a time', (text, tree) => {
    expect(parseQuery(text)).toMatchObject(tree);
  });

  it('Chinese, Arabic and emoji beside letters as words', () => {
    expect(parseQuery('北京 洪水')).toEqual({ type: 'and', parts: [any('北京'), any('洪水')] });
    expect(parseQuery('فيضان')).toEqual(any('فيضان'));
  });

  it('a time of day as a word, for only a name makes a field', () => {
    expect(parseQuery('12:30')).toEqual(any('12:30'));
  });
});

describe('parseQuery refuses', () => {
  it.each([
    ['', 1, 'the end of the query'],
    ['   ', 4, 'the end of the query'],
    ['a AND', 6, 'the end of the query'],
    ['OR a', 1, '"OR"'],
    ['a OR OR b', 6, '"OR"'],
    ['(a', 3, 'the end of the query'],
    ['a)', 2, '")"'],
    ['()', 2, '")"'],
    ['"a b', 5, 'the end of the query'],
    ['colour:red', 1, '"colour:"'],
    ['a https://x.example/', 3, '"https:"'],
    ['title:', 7, 'the end of the query after title:'],
    ['title:(a body:b)', 10, '"body:"'],
    ['site:"a b"', 6, '"a b" after site:'],
    ['lang:english1', 6, '"english1" after lang:'],
    ['relation:twin', 10, '"twin" after relation:'],
    ['id:12', 4, '"12" after id:'],
    ['url:x', 5, '"x" after url:'],
    ['reactions:many', 11, '"many" after reactions:'],
    ['reactions:20..5', 11, '"20..5" after reactions:'],
    ['lag:>3y', 5, '">3y" after lag:'],
    ['flood~xx', 1, '"~xx"'],
    ['"two words"~', 1, '"two words"'],
    ['fl00d~', 1, '"fl00d"'],
    ['flood~ NEAR river', 8, 'NEAR after "~"'],
    ['site:a.example~', 6, '"a.example~" after site:'],
    ['as-of:soon', 7, '"soon" after as-of:'],
    ['a OR as-of:2025', 6, '"as-of:"'],
    ['(a as-of:2025) OR b', 4, '"as-of:"'],
    ['NOT as-of:2025', 5, '"as-of:"'],
    ['as-of:2025 as-of:2026', 12, '"as-of:"'],
    ['claimed:2025-02-30', 9, '"2025-02-30" after claimed:'],
    ['claimed:2025-03..2025-01', 9, '"2025-03..2025-01" after claimed:'],
    ['claimed:yesterday', 9, '"yesterday" after claimed:'],
    ['seen:..', 6, '".." after seen:'],
    ['fl*od', 3, '"*" inside a word'],
    ['a -b', 3, '"-"'],
    ['a !!!', 3, '"!!!"'],
    ['"…"', 1, '"…"'],
    ['a\u0000b', 2, 'the control character U+0000'],
    ['NEAR(a)', 7, '")"'],
    ['a NEAR', 7, 'the end of the query'],
    ['a NEAR/2 b NEAR/3 c', 12, '"NEAR"'],
    ['a* NEAR b', 4, 'NEAR after a word with "*"'],
    ['a NEAR/5000 b', 3, '"NEAR"'],
    ['😀a !!', 4, '"!!"'],
  ])('%j at character %i', (text, position, found) => {
    expect(failure(text)).toMatchObject({ code: 'query', position, found });
  });

  it('with a message that says where, what was found and what may stand there', () => {
    expect(failure('flood verdict:fake').message).toBe(
      'query, character 15: found "fake" after verdict:; ' +
        'here may stand consistent, late, backdated or unknown',
    );
  });

  it('a longer, deeper or wordier text than a person asks', () => {
    expect(failure('a'.repeat(8_001))).toMatchObject({ position: 8_001 });
    expect(failure(`${'('.repeat(3_000)}a`).allowed).toEqual([
      'at most 40 brackets and NOTs inside each other',
    ]);
    expect(failure(`${'NOT '.repeat(1_500)}a`).position).toBe(165);
    expect(failure('a '.repeat(501)).allowed[0]).toContain('at most 500');
    expect(parseQuery('a '.repeat(500))).toMatchObject({ type: 'and' });
  });
});

describe('parseQuery, whatever the text,', () => {
  const pieces = fc.constantFrom(
    ...['AND', 'OR', 'NOT', 'NEAR', 'NEAR/3', '(', ')', '"', '*', ',', ' ', 'a', '北', '5', '..', '>', '-'],
    ...[
      'title:',
      'site:',
      'lag:',
      'claimed:',
      'url:',
      'id:',
      'seen:2025',
      'reactions:>',
      '\\',
      '~',
      '~de',
      'as-of:2025',
      '\u0007',
      '“',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 200 }),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join(' ')),
  );

  it('gives a bounded tree or a QueryError that points into the text', () => {
    let read = 0;
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(depth(parseQuery(text))).toBeLessThanOrEqual(90);
          read += 1;
        } catch (error) {
          if (!(error instanceof QueryError)) throw error;
          expect(error.position).toBeGreaterThanOrEqual(1);
          expect(error.position).toBeLessThanOrEqual([...text].length + 1);
          expect(error.allowed.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

function depth(query: Query): number {
  if (query.type === 'not') return 1 + depth(query.part);
  if (query.type === 'and' || query.type === 'or') return 1 + Math.max(...query.parts.map(depth));
  return 1;
}
