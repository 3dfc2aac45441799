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
  it('reads all names of one byline, each in an element of its own', () => {
    const name = (text: string) => `<span itemprop="name">${text}</span>`;
    const both = ['Jandira Falcão', 'Breno Cardoso'];
    expect(authors('', `<p itemprop="author">Por ${both.map(name).join(' e ')}</p>`)).toEqual(both);
    const single = (text: string) => `<span itemprop="author">${text}</span>`;
    expect(authors('', `<p>Por ${both.map(single).join(' y ')}</p>`)).toEqual(both);
    const linked = (text: string) => `<a rel="author" href="/a">${text}</a>`;
    expect(authors('', `<p>Par ${both.map(linked).join(' et ')}</p>`)).toEqual(both);
  });
  it('parts two Chinese names that a space joins, and no Japanese one', () => {
    expect(authors('', '<p>作者：何力军 胡波力</p>')).toEqual(['何力军', '胡波力']);
    expect(authors('', '<p>作者：新华社 评论员</p>')).toEqual(['新华社 评论员']);
    expect(
      authors(
        '',
        '<p>文：高林 林太郎</p>',
        '<p>時計は冬が来る前に直されると港の事務所は木曜日に述べた。</p>'.repeat(9),
      ),
    ).toEqual(['高林 林太郎']);
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
  it('leaves the house out that stands before a person in one list', () => {
    const names = (...list: string[]) =>
      authors(
        `<meta property="og:site_name" content="Harbor Post"><meta name="author" content="${list.join(', ')}">`,
      );
    expect(names('Harbor Post', 'Ines Halloran')).toEqual(['Ines Halloran']);
    expect(names('Ines Halloran', 'Harbor Post')).toEqual(['Ines Halloran', 'Harbor Post']);
    expect(names('Harbor Post - Ines Halloran')).toEqual(['Ines Halloran']);
  });
  it('knows the house by its address, and takes a first name alone only behind a label', () => {
    const head = '<meta name="author" content="The Portal (www.portal.example)">';
    expect(authors(head, '<p>Author: Cooper</p>')).toEqual(['Cooper']);
    expect(authors(head, '<p class="byline">Harbor</p>')).toEqual(['The Portal']);
  });
  it('reads meta names that a site made up, an object written as a text, and a label among the paragraphs', () => {
    expect(authors('<meta name="cse_author" content="Ines Halloran">')).toEqual(['Ines Halloran']);
    const person = JSON.stringify({ '@type': 'NewsArticle', author: '{"name": "Ines Halloran"}' });
    expect(authors(`<script type="application/ld+json">${person}</script>`)).toEqual(['Ines Halloran']);
    const words = '<p>Author: Uta Berg, head of the harbor’s clock works.</p>';
    expect(authors('', '', `<div class="content">${text}${text}${words}${text}</div>`)).toEqual(['Uta Berg']);
  });
  it('leaves out the roles, buttons and places that a byline prints beside a name, and keeps an agency', () => {
    const byline = (inner: string) => authors('', `<div class="byline">${inner}</div>`);
    expect(
      byline('<a>News</a> <b>Ines Halloran</b> <i>Deputy Content Hub Director</i> <i>7 hours ago</i>'),
    ).toEqual(['Ines Halloran']);
    expect(byline('Author of the article: <b>Ines Halloran</b>')).toEqual(['Ines Halloran']);
    expect(byline('Reuters, Anna Berg')).toEqual(['Reuters', 'Anna Berg']);
    expect(byline('dpa')).toEqual(['dpa']);
  });
  it('takes no photographer of a caption and no step of the way to the page', () => {
    const photo =
      '<figure><img src="a.jpg"><figcaption class="author">Pella Stone</figcaption></figure><div class="image-author">Uwe Klein</div>';
    expect(
      authors('', `${photo}<nav class="breadcrumb by">Home</nav><p class="author">Ines Halloran</p>`),
    ).toEqual(['Ines Halloran']);
    expect(authors('', photo)).toEqual([]);
  });
  it('reads a name by the address of its link, and a handle where the line tells the day', () => {
    expect(authors('', '<div><a href="/authors/ines-halloran/">Ines Halloran</a></div>')).toEqual([
      'Ines Halloran',
    ]);
    expect(authors('', '<div><a href="/user/mike">MikeNils</a> 18.10.2019, 15:07</div>')).toEqual([
      'MikeNils',
    ]);
    expect(authors('', '<div><a href="/section/real-estate/">Real Estate</a> 18.10.2019</div>')).toEqual([]);
    const below =
      '<div class="more"><p><a href="/author/a">Anna Berg</a></p><p><a href="/author/b">Uwe Klein</a></p></div>';
    expect(authors('', '', below)).toEqual([]);
  });
  it('reads a name alone beside the line of the date, a handle behind "posted by", and a label in the footer', () => {
    expect(authors('', '<p>Ines Halloran</p><p>13 April 2020, 14:02</p>')).toEqual(['Ines Halloran']);
    expect(authors('', '<div>Submitted by rasos on 24 July 2017 - 18:55</div>')).toEqual(['rasos']);
    expect(authors('', '', '<footer><p>Author: Ines Halloran</p></footer>')).toEqual(['Ines Halloran']);
  });
  it('takes no sentence of a form for a byline', () => {
    expect(authors('', '<p>By submitting your email, you agree to our terms</p>')).toEqual([]);
  });
  it('reads names in bold above the text, also several', () => {
    expect(authors('', '<p><strong>Ines Halloran/Uwe Klein</strong></p>')).toEqual([
      'Ines Halloran',
      'Uwe Klein',
    ]);
  });
  it('takes the byline that names more than the meta element does, but no house beside them', () => {
    const meta = '<meta name="author" content="Anna Berg">';
    const byline = (names: string) => `<p class="byline">Von ${names}</p>`;
    expect(authors(meta, byline('Anna Berg, Uwe Klein und Ines Halloran'))).toEqual([
      'Anna Berg',
      'Uwe Klein',
      'Ines Halloran',
    ]);
    expect(authors(meta, byline('Anna Berg, Newcastle University'))).toEqual(['Anna Berg']);
    expect(authors(meta, byline('Uwe Klein und Ines Halloran'))).toEqual(['Anna Berg']);
  });
  it('turns the surname first of catalogues around', () => {
    const creators = ['You, Xiaoying', 'van Dijk, Anna M.']
      .map((name) => `<meta name="dc.creator" content="${name}">`)
      .join('');
    expect(authors(creators)).toEqual(['Xiaoying You', 'Anna M. van Dijk']);
    expect(authors('<meta name="dc.creator" content="Anna Berg, Uwe Klein">')).toEqual([
      'Anna Berg',
      'Uwe Klein',
    ]);
  });
  it('takes no signature of a forum for a byline', () => {
    expect(
      authors(
        '',
        '',
        '<div class="signature"><a href="https://x.example">Agency for Virtual Reality and lively brands</a></div>',
      ),
    ).toEqual([]);
  });
  it('keeps the office that a page names, alone or joined to agencies, and no role behind a name', () => {
    const declared = (...names: string[]) => {
      const author = names.map((name) => ({ '@type': 'Person', name }));
      const data = JSON.stringify({ '@type': 'NewsArticle', author });
      return authors(`<script type="application/ld+json">${data}</script>`);
    };
    expect(declared('Redaktion')).toEqual(['Redaktion']);
    expect(declared('Ines Halloran', 'Redaktion')).toEqual(['Ines Halloran', 'Redaktion']);
    expect(declared('Staff and wire reports')).toEqual(['Staff', 'wire reports']);
    expect(declared('Ines Halloran, staff')).toEqual(['Ines Halloran']);
    expect(declared('INES HALLORAN, HP National Sports Writer')).toEqual(['INES HALLORAN']);
    expect(authors('<meta name="author" content="Redaktion">', '<p class="author">Uwe Klein</p>')).toEqual([
      'Uwe Klein',
    ]);
  });
  it('leaves out whom somebody writes for, and who built the site', () => {
    const byline = (words: string) => authors('', `<p class="byline">${words}</p>`);
    expect(byline('By Ines Halloran And Uwe Klein For The Harbor Post On Monday')).toEqual([
      'Ines Halloran',
      'Uwe Klein',
    ]);
    expect(byline('كتبت ليلى منصور')).toEqual(['ليلى منصور']);
    expect(byline('Powered By')).toEqual([]);
    expect(authors('', '<p>Im Wortlaut, 2 November 2021</p>')).toEqual([]);
  });
  it('reads who posted it where the section stands before the name', () => {
    expect(authors('', '<p>Posted in Clocks by harborfan on August 3, 2019</p>')).toEqual(['harborfan']);
  });
  it('knows a link to the writer by what it says when pointed at', () => {
    const link =
      '<a href="/topic/ines-halloran,17" title="View all posts by Ines Halloran">Ines Halloran</a>';
    expect(authors('', `<p>${link}<br>28.04.2024 | 09:36</p>`)).toEqual(['Ines Halloran']);
  });
  it('prefers the person in the text to the house that the host is named after', () => {
    const page = pageOf(
      `<title>Clock</title><meta name="author" content="HPN"><h1>Clock</h1><ul><li class="author">By <a href="/ines">Ines HALLORAN</a></li></ul><div>${text}</div>`,
      { url: 'https://facts.hpn.example/clock' },
    );
    expect(parse(page).authors).toEqual(['Ines HALLORAN']);
  });
  it('reads the credit that ends the text where no person is named elsewhere', () => {
    const ended = (end: string, head = '') =>
      parse(
        pageOf(`<title>Clock</title>${head}<h1>Clock</h1><div class="content">${text}${text}${end}</div>`),
      ).authors;
    expect(ended('<p>Nobody knows why, the office said. (HP mit dpa)</p>')).toEqual(['HP mit dpa']);
    expect(ended('<p>Nobody knows why, the office said. (HP/dpa)</p>')).toEqual(['HP', 'dpa']);
    expect(ended('<p>Nobody knows why, the office said. (not to this day)</p>')).toEqual([]);
    expect(
      ended('<p>(Reporting by Ines Halloran in Pella, Uwe Klein and Anna Berg; editing by Jon Reed)</p>'),
    ).toEqual(['Ines Halloran', 'Uwe Klein', 'Anna Berg']);
    expect(ended('<p>(Reporting by Ines Halloran)</p>', '<meta name="author" content="Reuters">')).toEqual([
      'Ines Halloran',
    ]);
    expect(ended('<p><em>HP-Redaktion</em></p>')).toEqual(['HP-Redaktion']);
    expect(ended('<p>Nobody knows why. (dpa)</p>', '<meta name="author" content="Anna Berg">')).toEqual([
      'Anna Berg',
    ]);
  });
  it('reads the reporter who signs the end of a Korean text', () => {
    expect(authors('', '', '<p>이용민 기자</p>')).toEqual(['이용민']);
  });
  it('takes the owner of a site that is named after its writer, where host or copyright say so, too', () => {
    const blog = (url: string, footer: string) =>
      parse(
        pageOf(
          `<title>Ines Halloran's Notebook | Clock</title><h2>Clock</h2><div>${text}</div><footer>${footer}</footer>`,
          { url },
        ),
      ).authors;
    expect(blog('https://ineshalloran.example/clock', '')).toEqual(['Ines Halloran']);
    expect(blog('https://notes.example/clock', '<p>Copyright 2012 Ines Halloran</p>')).toEqual([
      'Ines Halloran',
    ]);
    expect(blog('https://notes.example/clock', '')).toEqual([]);
  });
  it('tells whom initials stand for, where their link spells out a name that the page prints', () => {
    const byline = '<p>by <a rel="author" href="/author/ineshalloran/">IH</a></p>';
    const licence = (name: string) => `<footer><a href="/">${name}</a></footer>`;
    expect(authors('', byline, licence('Ines Halloran'))).toEqual(['Ines Halloran']);
    expect(authors('', byline, licence('Ida Hansen'))).toEqual(['IH']);
  });
  it('reads a label in a line of its own and the name below it, when all else is silent', () => {
    const box = (name: string) => `<footer><p>Autorin</p>${name}</footer>`;
    expect(authors('', '', box('<p>Uta Berg (Uhrmacherin)</p>'))).toEqual(['Uta Berg']);
    expect(authors('', '', box('<h3>Mehr Artikel</h3>'))).toEqual([]);
  });
  it('reads what a card for social networks says, and names for tests where classes are hashes', () => {
    expect(
      authors(
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ines Halloran">',
      ),
    ).toEqual(['Ines Halloran']);
    expect(
      authors('', '<div class="sc-e5a8d" data-testid="byline-contributors"><span>Ines Halloran</span></div>'),
    ).toEqual(['Ines Halloran']);
  });
  it('reads a byline between the lead and the text, and in a page that is hidden until its scripts run', () => {
    const lead =
      '<h2 class="lead">The old clock of the harbor stood still for nine years, and nobody knew why.</h2>';
    const byline = '<div><p>Ines Halloran</p><p>Pella</p><time>25/04/2026</time></div>';
    expect(authors('', `${lead}${byline}`)).toEqual(['Ines Halloran']);
    const veiled = parse(
      pageOf(
        `<title>The harbor clock | Harbor Post</title><div style="opacity:0"><h1>The harbor clock</h1><p>Ines Halloran</p><p>20 April 2025</p><div>${text}</div></div>`,
      ),
    );
    expect(veiled.authors).toEqual(['Ines Halloran']);
  });
  it('reads the lines below a headline that is no heading, where the page declares the same', () => {
    const page = `<title>Harbor Post</title><meta property="og:title" content="The clock stands still"><ul><li>Menu</li></ul><div>The clock stands still</div><ul><li class="writer">Ines Halloran</li><li>19.10.19</li></ul>${'<p>Share this</p>'.repeat(9)}<div class="content">${text}</div>`;
    expect(parse(pageOf(page)).authors).toEqual(['Ines Halloran']);
  });
  it('takes no label of a menu', () => {
    const menu = '<nav><p>Autoren Unheard</p></nav>';
    expect(authors('', `${menu}<p class="author">Ines Halloran</p>`)).toEqual(['Ines Halloran']);
  });
});
