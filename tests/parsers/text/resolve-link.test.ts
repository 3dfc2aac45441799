import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveLink } from '../../../parsers/text/resolve-link.ts';

const base = 'https://portal.example/news/a.html';

describe('resolveLink', () => {
  it('makes addresses absolute and takes fragments and tracking away', () => {
    expect(resolveLink('/b.html?utm_source=x&id=4#top', base)).toBe('https://portal.example/b.html?id=4');
    expect(resolveLink('c.html', base)).toBe('https://portal.example/news/c.html');
    expect(resolveLink(' https://other.example/d/#', base)).toBe('https://other.example/d/');
    for (const href of [undefined, '', '#top', 'javascript:void(0)', 'mailto:a@b.example'])
      expect(resolveLink(href, base)).toBeNull();
  });
  it('gives for plain addresses, read without a parser, what a parser gives', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'aZ9-_~./?=&+%:@ #\\x'.split(''), '//', '..', 'xn--', '.com', 'ü'),
    });
    fc.assert(
      fc.property(fc.constantFrom('', '/', 'https://', 'http://a.example/'), letters, (start, rest) => {
        const href = start + rest;
        const url = URL.parse(href.trim(), base);
        const expected = url && /^https?:$/.test(url.protocol) ? url.href.replace(/#.*$/, '') : null;
        const isLink = href.trim() !== '' && !href.trim().startsWith('#');
        expect(resolveLink(href, base)).toBe(isLink ? expected : null);
      }),
      { numRuns: 3_000 },
    );
  });
});
