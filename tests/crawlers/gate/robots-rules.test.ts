import { describe, expect, it } from 'vitest';
import { robotsRules } from '../../../crawlers/gate/robots-rules.ts';

const rules = (text: string) => robotsRules('https://a.example/robots.txt', text, 'Wellspring');
const url = (path: string) => `https://a.example${path}`;

describe('robotsRules', () => {
  it('names the line that forbids an address', () => {
    const { refusal } = rules('User-agent: *\nDisallow: /e/\n');
    expect(refusal(url('/e/x'))).toBe('robots.txt line 2: Disallow: /e/');
    expect(refusal(url('/news/x'))).toBeNull();
  });

  const cases: [name: string, text: string, path: string, allowed: boolean][] = [
    ['an empty file allows everything', '', '/x', true],
    [
      'our own group stands before *',
      'User-agent: *\nDisallow: /\n\nUser-agent: wellspring\nDisallow: /p/',
      '/x',
      true,
    ],
    [
      'our own group forbids',
      'User-agent: *\nAllow: /\n\nUser-agent: wellspring\nDisallow: /p/',
      '/p/1',
      false,
    ],
    [
      'groups of one agent are taken together',
      'User-agent: wellspring\nDisallow: /a\n\nUser-agent: wellspring\nDisallow: /b',
      '/b',
      false,
    ],
    [
      'the longest match decides',
      'User-agent: *\nDisallow: /news\nAllow: /news/public',
      '/news/public/1',
      true,
    ],
    [
      'of two matches of one length, allow decides',
      'User-agent: *\nDisallow: /page\nAllow: /page',
      '/page',
      true,
    ],
    ['* stands for anything', 'User-agent: *\nDisallow: /*.php', '/a/b.php?x', false],
    ['$ stands for the end', 'User-agent: *\nDisallow: /*.php$', '/a/b.php?x', true],
    ['a byte order mark is borne', '\ufeffUser-agent: *\nDisallow: /x', '/x', false],
    ['lone carriage returns are borne', 'User-agent: *\rDisallow: /x', '/x', false],
    ['comments are passed over', 'User-agent: * # all\nDisallow: /x # not this', '/x', false],
    ['robots.txt itself may always be fetched', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['an empty Disallow forbids nothing', 'User-agent: *\nDisallow:', '/x', true],
    ['escapes are compared as what they stand for', 'User-agent: *\nDisallow: /%E4%B8%AD', '/中', false],
    ['HTML instead of rules forbids nothing', '<!doctype html><p>Not here', '/x', true],
  ];
  for (const [name, text, path, allowed] of cases) {
    it(name, () => expect(rules(text).refusal(url(path)) === null).toBe(allowed));
  }

  it('gives the delay and the sitemaps', () => {
    const { crawlDelaySeconds, sitemaps } = rules(
      'User-agent: *\nCrawl-delay: 2.5\nSitemap: https://a.example/map.xml\n',
    );
    expect(crawlDelaySeconds).toBe(2.5);
    expect(sitemaps).toEqual(['https://a.example/map.xml']);
    expect(rules('User-agent: *\nCrawl-delay: soon').crawlDelaySeconds).toBeNull();
  });
  it('takes an escaped letter, digit or ~ for what it stands for', () => {
    const { refusal } = robotsRules(
      'https://a.example/robots.txt',
      'User-agent: *\nDisallow: /%7Ejoe/\nDisallow: /a%2Fb',
      'Wellspring',
    );
    expect(refusal('https://a.example/~joe/1')).toMatch(/line 2/);
    expect(refusal('https://a.example/%7ejoe/1')).toMatch(/line 2/);
    expect(refusal('https://a.example/a/b')).toBeNull();
  });
});
