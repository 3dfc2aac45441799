import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { pageOf } from '../sample-page.ts';

const text =
  '<p>The harbor office said on Thursday that the old clock will be repaired before winter comes.</p><p>It stood still for nine long years, they say.</p>';
const authors = (head: string, byline = '', tail = '') =>
  parse(
    pageOf(
      `<title>Clock | Harbor Post</title>${head}<h1>Clock</h1>${byline}<div class="content">${text}</div>${tail}`,
    ),
  ).authors;

describe('readAuthors', () => {
  it('reads JSON-LD, also by reference', () => {
    const graph = {
      '@graph': [
        { '@type': 'NewsArticle', author: [{ '@id': '#a' }, { name: 'Uwe Klein' }] },
        { '@type': 'Person', '@id': '#a', name: 'Anna Berg' },
      ],
    };
    expect(authors(`<script type="application/ld+json">${JSON.stringify(graph)}</script>`)).toEqual([
      'Anna Berg',
      'Uwe Klein',
    ]);
  });
  it('reads a byline by its class, its label, its words, or a name beside the date', () => {
    expect(authors('', '<span class="byline">by <a>Ines Halloran</a></span>')).toEqual(['Ines Halloran']);
    expect(authors('', '<p>作者：陶堃 来源：山河资讯</p>')).toEqual(['陶堃']);
    expect(authors('', '<p>Von Anna Berg und Uwe Klein</p>')).toEqual(['Anna Berg', 'Uwe Klein']);
    expect(authors('', '<p>Cara Stiles | <span>April 13, 2020</span></p>')).toEqual(['Cara Stiles']);
  });
  it('prefers the person in the text to the house in the head', () => {
    expect(
      authors('<meta name="author" content="Harbor Post">', '<p class="author">Ines Halloran</p>'),
    ).toEqual(['Ines Halloran']);
    expect(authors('<meta name="author" content="Harbor Post">')).toEqual(['Harbor Post']);
  });
  it('names nobody where the page does not, and no commenter', () => {
    expect(authors('', '', '<div class="comments"><p class="comment-author">Some Reader</p></div>')).toEqual(
      [],
    );
  });
});
