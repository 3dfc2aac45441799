import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { pageOf } from '../sample-page.ts';

const sentence =
  'The harbor office has served the bay since the first tide clock was set up on the quay by hand. ';
const text = `<p>${sentence}</p><p>Its staff of nine mends clocks, lamps and buoys, and prints the tables of the tides each spring.</p>
  <p>Whoever finds a mistake in the tables may write to the desk, which answers within five working days.</p>`;
const kindOf = (title: string, body: string, path = '/news/1.html') =>
  parse(
    pageOf(`<html><head><title>${title} | Harbor Post</title></head><body>${body}</body></html>`, {
      url: `https://portal.example${path}`,
    }),
  ).kind;

describe('readKind', () => {
  it('calls the same text an article under a headline of its own', () => {
    expect(kindOf('Clock stands still', `<h1>Clock stands still</h1><div class="text">${text}</div>`)).toBe(
      'article',
    );
  });

  it("calls the house's own pages other, by their titles in many languages", () => {
    for (const title of [
      'About us',
      'About Harbor Post',
      'Impressum',
      'Mentions légales',
      'Aviso legal',
      'Sobre nós',
      'Privacy Policy',
      '关于我们',
      '關於我們',
      '会社概要',
      '회사소개',
      'О проекте',
      'Contact',
    ])
      expect([title, kindOf(title, `<h1>${title}</h1><div class="text">${text}</div>`)]).toEqual([
        title,
        'other',
      ]);
  });

  it("calls the house's own pages other, by an address that says so, where the title does not", () => {
    for (const path of [
      '/about/',
      '/about/index.htm',
      '/aboutus',
      '/privacy-policy.html',
      '/index.php?page=mentions',
    ])
      expect([path, kindOf('The desk', `<h1>The desk</h1><div class="text">${text}</div>`, path)]).toEqual([
        path,
        'other',
      ]);
  });

  it('keeps an article of like words that a person wrote on a day', () => {
    const byline = '<p>By Ines Halloran, 2025-03-02 10:00</p>';
    expect(
      kindOf('Contact', `<h1>Contact</h1>${byline}<div class="text">${text}</div>`, '/film/contact'),
    ).toBe('article');
    expect(kindOf('About time', `<h1>About time</h1><div class="text">${text}</div>`)).toBe('article');
    expect(kindOf('Privacy of gulls', `<h1>Privacy of gulls</h1><div class="text">${text}</div>`)).toBe(
      'article',
    );
  });

  const entry = (i: number) =>
    `<dl class="item"><dt><a href="/n/${i}.html">Harbor note number ${i} for the week</a></dt><dd>Of day ${i}: ${sentence}</dd><dd>2025-04-1${i} <a href="/n/${i}.html">[Details]</a></dd></dl>`;

  it('calls a section of two or three entries a list', () => {
    for (const count of [2, 3]) {
      const entries = Array.from({ length: count }, (_, i) => entry(i)).join('');
      expect(kindOf('Tech', `<h1>Tech</h1><div class="main">${entries}</div>`, '/tech/')).toBe('list');
    }
  });

  it('calls the page of an author or a word a list, though it has one entry', () => {
    const card = `<article><h2><a href="/n/7.html" rel="bookmark">Harbor clock to be repaired before winter</a></h2><p>April 16, 2025</p><div><p>${sentence}<a href="/n/7.html">Read more</a></p></div></article>`;
    const foot =
      '<div id="base"><a href="/imprint">Legal information</a> | <a href="/map">All the sections here</a></div>';
    expect(
      kindOf('Ines Halloran', `<main><h1>Ines Halloran</h1>${card}</main>${foot}`, '/author/ines/'),
    ).toBe('list');
    const bare = card.replace(/<a href="[^"]*">Read more<\/a>/, '');
    expect(kindOf('Últimas notícias', `<main><h1>Últimas notícias</h1>${bare}</main>`, '/feed')).toBe('list');
    expect(kindOf('Harbor', `<main><h1>Harbor</h1>${bare}</main>`, '/pagina/2')).toBe('list');
    expect(kindOf('Tides', `<main><h1>Tides</h1>${card}</main>${foot}`, '/tides')).toBe('list');
  });

  it('keeps a short article that links to another one', () => {
    const note = `<h1>Clock stands still</h1><p>2025-04-16</p><div class="text"><p>${sentence}</p><p><a href="/n/7.html">Harbor clock to be repaired before winter</a></p></div>`;
    expect(kindOf('Clock stands still', note)).toBe('article');
  });
});
