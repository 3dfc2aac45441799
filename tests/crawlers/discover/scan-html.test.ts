import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { scanHtml } from '../../../crawlers/discover/scan-html.ts';

/** Elements and the attributes that crawling reads, in page order. */
function scanned(html: string): string[] {
  const seen: string[] = [];
  scanHtml(html, {
    open: (name, attribute) => seen.push(`${name} ${attribute('href') ?? '-'} ${attribute('rel') ?? '-'}`),
    close: () => undefined,
    text: () => undefined,
  });
  return seen;
}
function parsed(html: string): string[] {
  const seen: string[] = [];
  const parser = new Parser({
    onopentag(name, { href, rel }, isImplied) {
      if (!isImplied) seen.push(`${name} ${href ?? '-'} ${rel ?? '-'}`);
    },
  });
  parser.end(html);
  return seen;
}

describe('scanHtml', () => {
  it('sees the same elements and attributes as a full parser, in the pages of portals', () => {
    const folder = join(import.meta.dirname, '../../../samples/pages');
    const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(0);
    for (const name of pages) {
      const html = readFileSync(join(folder, name), 'utf8');
      expect(scanned(html), name).toEqual(parsed(html));
    }
  });

  it('sees the same as a full parser whatever the markup', () => {
    const piece = fc.constantFrom(
      ...[
        '<a href="/1">',
        "<A HREF='/2?a=1&amp;b=2' rel=next>",
        '<a href=/3>',
        '</a>',
        '<p>',
        '</p >',
        'text ',
        '< b',
      ],
      ...[
        '<!-- <a href="/no"> -->',
        '<!--->',
        '<!-- - -- x -->',
        '<!doctype html>',
        '<?xml version="1.0"?>',
        '</>',
      ],
      ...[
        '<script>if (a < b) "<a href=no>"</script>',
        '<style>a::before{content:"<a>"}</STYLE >',
        '<title>a<b</title>',
      ],
      ...[
        '<link rel="canonical" href=/c />',
        '<img alt="a > b" src=x>',
        '<a title=it\'s href="/4">',
        '<a\nhref =\n"/5"\t>',
      ],
      ...[
        '<textarea><a href=/no></textarea>',
        '<base href="/b/">',
        '<x-y z>',
        '&lt;a href=/no&gt;',
        '<a href="/6" href="/7">',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const html = pieces.join('');
        expect(scanned(html)).toEqual(parsed(html));
      }),
      { numRuns: 400 },
    );
  });

  it('comes to an end in time that grows with the page, however it is broken', () => {
    const broken = [
      '<a href="',
      '<!--',
      '<!-',
      '<',
      '</',
      '<script></',
      '<a b=',
      '<a "',
      '<title></titl',
      "<a b='c' ",
    ];
    const startedAt = performance.now();
    for (const piece of broken) scanned(piece.repeat(400_000 / piece.length));
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
