import { describe, expect, it } from 'vitest';
import { readCanonical } from '../../../parsers/fields/canonical.ts';
import { documentOf } from '../document-of.ts';

const canonical = (html: string, url: string, first: string | null = null) =>
  readCanonical(documentOf(html, url), first).value;

describe('readCanonical', () => {
  it('takes the declared address, without mark and tracking', () => {
    expect(
      canonical(
        '<link rel="canonical" href="/a.html?utm_source=x#top">',
        'https://www.p.example/a.html?ref=1',
      ),
    ).toBe('https://www.p.example/a.html');
  });
  it('lets a mobile page name its desktop page', () => {
    expect(
      canonical('<link rel="canonical" href="https://www.p.example/a.html">', 'https://m.p.example/a'),
    ).toBe('https://www.p.example/a.html');
  });
  it('takes neither another site’s address nor the front page for the article’s name', () => {
    expect(
      canonical('<link rel="canonical" href="https://agency.example/story">', 'https://p.example/a.html'),
    ).toBe('https://p.example/a.html');
    expect(canonical('<link rel="canonical" href="https://p.example/">', 'https://p.example/a.html')).toBe(
      'https://p.example/a.html',
    );
  });
  it('names all parts of an article after the first', () => {
    expect(canonical('', 'https://p.example/a_2.html', 'https://p.example/a.html')).toBe(
      'https://p.example/a.html',
    );
  });
});
