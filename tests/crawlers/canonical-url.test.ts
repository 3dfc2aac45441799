import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, partsOf } from '../../crawlers/canonical-url.ts';

describe('canonicalUrl', () => {
  const cases: [name: string, address: string, canonical: string | null][] = [
    ['drops the fragment', 'https://a.example/x#top', 'https://a.example/x'],
    ['writes scheme and host in lower case', 'HTTPS://A.Example/X', 'https://a.example/X'],
    ['drops the port of the scheme', 'http://a.example:80/', 'http://a.example/'],
    ['keeps another port', 'http://a.example:8080/', 'http://a.example:8080/'],
    ['drops credentials', 'https://u:p@a.example/', 'https://a.example/'],
    [
      'drops tracking and keeps the rest in order',
      'https://a.example/?b=2&utm_source=x&a=1&fbclid=z',
      'https://a.example/?b=2&a=1',
    ],
    [
      'drops the question mark when nothing stands behind it',
      'https://a.example/x?utm_medium=m',
      'https://a.example/x',
    ],
    ['drops a session in the path', 'https://a.example/x;jsessionid=0A1B?p=1', 'https://a.example/x?p=1'],
    ['drops a long session id', 'https://a.example/?sid=0123456789abcdef0123', 'https://a.example/'],
    ['keeps a short sid, which names a page', 'https://a.example/?sid=3', 'https://a.example/?sid=3'],
    [
      'undoes needless escapes and writes the others in capitals',
      'https://a.example/%7euser/%e4%b8%ad',
      'https://a.example/~user/%E4%B8%AD',
    ],
    ['resolves dots', 'https://a.example/a/../b/./c', 'https://a.example/b/c'],
    ['drops the dot at the end of a host', 'https://a.example./', 'https://a.example/'],
    ['refuses other schemes', 'javascript:alert(1)', null],
    ['refuses files', 'file:///etc/passwd', null],
    ['refuses what is no address', 'http://', null],
    ['refuses addresses of more than 2,000 characters', `https://a.example/${'x'.repeat(2_000)}`, null],
  ];
  for (const [name, address, canonical] of cases) {
    it(name, () => expect(canonicalUrl(address)).toBe(canonical));
  }

  it('resolves against a base', () => {
    expect(canonicalUrl('../y?utm_id=1', 'https://a.example/b/c/d')).toBe('https://a.example/b/y');
  });

  it.each(['https://a.example/???', 'https://a.example/??a=1'])(
    'keeps the question marks of the query in %s',
    (address) => {
      expect(canonicalUrl(address)).toBe(address);
    },
  );

  it('gives the same again for what it gave', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        const once = canonicalUrl(address);
        expect(once === null ? null : canonicalUrl(once)).toBe(once);
      }),
    );
  });
});

describe('partsOf', () => {
  it('cuts a canonical address where URL does', () => {
    const addresses = fc.webUrl({ withFragments: true, withQueryParameters: true });
    const others = fc.constantFrom(
      'http://a.example',
      'http://[::1]:8080/x?',
      'http://a.example/??b',
      'http://a.example/?a/b:c?d',
    );
    fc.assert(
      fc.property(fc.oneof(addresses, others), (address) => {
        const canonical = canonicalUrl(address);
        if (canonical === null) return;
        const { host, pathname, search } = new URL(canonical);
        expect(partsOf(canonical)).toEqual({ host, pathname, search });
      }),
    );
  });
});
