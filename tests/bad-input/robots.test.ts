import { describe, expect, it } from 'vitest';
import { robotsRules } from '../../crawlers/gate/robots-rules.ts';

const origin = 'https://a.example';
const rules = (text: string) => robotsRules(`${origin}/robots.txt`, text, 'Wellspring');
const all = 'User-agent: *\n';

/** Files that people have written, servers have mangled, and enemies may send; and whether a path may be asked for. */
const cases: readonly (readonly [name: string, text: string, path: string, allowed: boolean])[] = [
  ['no line at all', '\n\n\n', '/x', true],
  ['a rule before any group', 'Disallow: /\nUser-agent: *\nAllow: /', '/x', true],
  [
    'agents of one group, an empty line between',
    'User-agent: wellspring\n\nUser-agent: x\nDisallow: /',
    '/x',
    false,
  ],
  ['signs that a URL keeps', `${all}Disallow: /a[1]|b`, '/a[1]|b', false],
  ['two agents of one group', 'User-agent: other\nUser-agent: wellspring\nDisallow: /x', '/x', false],
  ['the group of another robot alone', 'User-agent: other\nDisallow: /', '/x', true],
  ['our name in capitals', 'User-agent: WELLSPRING\nDisallow: /x', '/x', false],
  ['our name with a version', 'User-agent: Wellspring/1.0\nDisallow: /x', '/x', false],
  ['fields in capitals', 'USER-AGENT: *\nDISALLOW: /x', '/x', false],
  ['no space behind the colon', 'User-agent:*\nDisallow:/x', '/x', false],
  ['spaces before the colon', 'User-agent : *\nDisallow : /x', '/x', false],
  ['tabs', '\tUser-agent:\t*\n\tDisallow:\t/x', '/x', false],
  ['lines that end with both marks', 'User-agent: *\r\nDisallow: /x\r\n', '/x', false],
  ['an unknown field within a group', 'User-agent: *\nNoindex: /y\nDisallow: /x', '/x', false],
  ['a sitemap within a group', `User-agent: *\nSitemap: ${origin}/s.xml\nDisallow: /x`, '/x', false],
  ['a path without its slash', `${all}Disallow: x`, '/x', true],
  ['a whole address as a path', `${all}Disallow: ${origin}/x`, '/x', true],
  ['paths in another case', `${all}Disallow: /X`, '/x', true],
  ['a query', `${all}Disallow: /x?a=`, '/x?a=1', false],
  ['a query elsewhere', `${all}Disallow: /*?`, '/y', true],
  ['any query', `${all}Disallow: /*?`, '/y?z', false],
  ['a dollar within a path', `${all}Disallow: /a$b`, '/a$b', false],
  ['an end behind a star', `${all}Disallow: /*$`, '/x', false],
  ['stars in a row', `${all}Disallow: /${'*'.repeat(200)}x`, '/ax', false],
  ['signs of patterns are signs', `${all}Disallow: /(a+)+[b].c`, '/aab.c', true],
  ['the same signs, met', `${all}Disallow: /(a+)+[b].c`, '/(a+)+[b].c', false],
  ['an escape that is none', `${all}Disallow: /%zz`, '/%zz', false],
  ['an escape cut off', `${all}Disallow: /a%`, '/a%', false],
  ['escapes in small letters', `${all}Disallow: /%e4%b8%ad`, '/%E4%B8%AD', false],
  ['letters that are not ASCII', `${all}Disallow: /中`, '/%E4%B8%AD', false],
  ['bytes that are no text', `${all}Disallow: /\u0000\uFFFD`, '/x', true],
  ['a longer rule that allows', `${all}Disallow: /\nAllow: /news/`, '/news/1', true],
  ['a longer rule that forbids', `${all}Allow: /\nDisallow: /news/`, '/news/1', false],
  ['an empty rule that allows', `${all}Allow:\nDisallow: /x`, '/x', false],
  ['the last line without its end', `${all}Disallow: /x`, '/x', false],
  ['a comment alone', '# User-agent: *\n# Disallow: /', '/x', true],
  ['a comment within a path', `${all}Disallow: /x#y`, '/x', false],
  ['a page of an error', '<html><body>User-agent: *<br>Disallow: /</body></html>', '/x', true],
  ['JSON', '{"User-agent": "*", "Disallow": "/"}', '/x', true],
  ['ten thousand groups', 'User-agent: a\nDisallow: /\n\n'.repeat(10_000), '/x', true],
  ['a line of a million letters', `${all}Disallow: /${'y'.repeat(1_000_000)}\nDisallow: /x`, '/x', false],
  ['a rule behind half a megabyte', `${all}${'# a\n'.repeat(130_000)}Disallow: /x`, '/z', true],
];

describe('robots.txt', () => {
  it('is tried in forty ways', () => {
    expect(new Set(cases.map(([, text, path]) => `${text} ${path}`)).size).toBeGreaterThanOrEqual(40);
  });
  for (const [name, text, path, allowed] of cases) {
    it(`${allowed ? 'lets in' : 'keeps out'}: ${name}`, () => {
      const began = performance.now();
      expect(rules(text).refusal(`${origin}${path}`) === null).toBe(allowed);
      expect(performance.now() - began).toBeLessThan(5_000);
    });
  }
  it('keeps out of what a hundred stars before a long path match, without trying every way', () => {
    const began = performance.now();
    const { refusal } = rules(`${all}Disallow: /${'*a'.repeat(100)}b`);
    expect(refusal(`${origin}/${'a'.repeat(1_900)}`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
