import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../../crawlers/discover/page-links.ts';

const links = (html: string) => pageLinks(html, 'https://a.example/list/');

describe('pageLinks', () => {
  it('gives canonical addresses once each, in page order, with their text', () => {
    expect(
      links('<a href="/1?utm_source=x">One <b>two</b></a><a href="2">2nd</a><a href="/1#c">again</a>').links,
    ).toEqual([
      { url: 'https://a.example/1', text: 'One two', paging: false },
      { url: 'https://a.example/list/2', text: '2nd', paging: false },
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
  it('bears broken markup', () => {
    expect(links('<a href="/1">one<a href="/2">two<p><a href=').links.map(({ url }) => url)).toEqual([
      'https://a.example/1',
      'https://a.example/2',
    ]);
  });
});
