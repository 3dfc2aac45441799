import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../../crawlers/discover/page-links.ts';

const links = (html: string) => pageLinks(html, 'https://a.example/list/');

describe('pageLinks', () => {
  it('gives canonical addresses once each, in page order', () => {
    expect(
      links('<a href="/1?utm_source=x">One <b>two</b></a><a href="2">2nd</a><a href="/1#c">again</a>').links,
    ).toEqual([
      { url: 'https://a.example/1', paging: false },
      { url: 'https://a.example/list/2', paging: false },
    ]);
  });
  it('resolves against the first base element', () => {
    expect(links('<base href="/b/"><base href="/c/"><a href="x">x</a>').links[0]?.url).toBe(
      'https://a.example/b/x',
    );
  });
  it('knows links that lead on in a list', () => {
    const found = links(
      '<a href="p2">2</a><a href="p3">下一页</a><a rel="next" href="p4">on</a><a href="x">Two men</a>',
    );
    expect(found.links.map(({ paging }) => paging)).toEqual([true, true, true, false]);
  });
  it('finds feeds', () => {
    expect(links('<link rel="alternate" type="application/rss+xml" href="/rss.xml">').feeds).toEqual([
      'https://a.example/rss.xml',
    ]);
  });
  it('never looks at scripts, images, frames or counters', () => {
    const html =
      '<script src="/e/public/ViewClick/?addclick=1"></script><img src="/count.gif"><iframe src="/x"></iframe>';
    expect(links(html).links).toEqual([]);
  });
  it('leaves files and other schemes out', () => {
    expect(
      links(
        '<a href="a.pdf">a</a><a href="b.JPG">b</a><a href="mailto:x@y.z">c</a><a href="javascript:1">d</a>',
      ).links,
    ).toEqual([]);
  });
  it('reads what the page asks of crawlers', () => {
    const { wishes } = links(
      '<meta name="ROBOTS" content="index, NoFollow"><meta name="wellspring" content="noindex">',
    );
    expect(wishes).toEqual({ noIndex: true, noFollow: true });
    expect(
      links('<meta name="robots" content="index"><meta name="googlebot" content="noindex">').wishes,
    ).toEqual({
      noIndex: false,
      noFollow: false,
    });
  });
  it('reads entities in addresses and in the words of a paging link', () => {
    const found = links('<a href="/p?a=1&amp;b=2">&nbsp;&raquo;&#32;</a><a href=/&#x41;>n&ouml;</a>').links;
    expect(found).toEqual([
      { url: 'https://a.example/p?a=1&b=2', paging: true },
      { url: 'https://a.example/A', paging: false },
    ]);
  });
  it('finds the address that the page names as its own, and its forms for other devices', () => {
    const { canonical, twins } =
      links(`<link rel="canonical" href="/1?utm_source=x"><link rel=amphtml href=/1/amp>
      <link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.a.example/1">
      <link rel="alternate" hreflang="de" href="/de/1"><link rel="canonical" href="/other">`);
    expect(canonical).toBe('https://a.example/1');
    expect(twins).toEqual(['https://a.example/1/amp', 'https://m.a.example/1']);
  });
  it('tells title and first heading', () => {
    const { headings } = links(
      '<title>404 &ndash; gone</title><h1>Not <b>found</b></h1><h1>x</h1><svg><title>i</title>',
    );
    expect(headings).toEqual(['404 – gone', 'Not found']);
  });
  it('tells pages apart by what they say, not by their numbers', () => {
    const print = (html: string) => links(html).prints.runs[0];
    const may = '<p>No events on Thursday 3 May 2031</p>';
    expect(print(may)).toBe(print('<p> No events on Thursday 14 May 2032</p>'));
    expect(print(may)).not.toBe(print('<p>Some events on Thursday 3 May 2031</p>'));
    // Whether two pages are copies is another question.
    const whole = (html: string) => links(html).prints.whole;
    expect(whole(may)).toBe(whole(`<div>x</div> ${may}`));
    expect(whole(may)).not.toBe(whole('<p>No events on Thursday 14 May 2032</p>'));
    expect(
      links('<p>1 2 3</p><p>short</p><script>a long text that nobody reads</script>').prints.runs,
    ).toEqual([]);
    expect(links('<p>潮汐钟再次敲响</p>').prints.runs).toHaveLength(1);
  });
  it('bears broken markup', () => {
    expect(links('<a href="/1">one<a href="/2">two<p><a href=').links.map(({ url }) => url)).toEqual([
      'https://a.example/1',
      'https://a.example/2',
    ]);
  });
});
