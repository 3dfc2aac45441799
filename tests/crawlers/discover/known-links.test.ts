import { describe, expect, it } from 'vitest';
import { knownLinks } from '../../../crawlers/discover/known-links.ts';
import { heapKept } from '../../heap-kept.ts';

describe('knownLinks', () => {
  it('gives the same string for the same address, however it is written', () => {
    const linkOf = knownLinks('https://portal.example/list/');
    const first = linkOf('/news/1.html');
    expect(first).toBe('https://portal.example/news/1.html');
    expect(linkOf('https://portal.example/news/1.html')).toBe(first);
    expect(linkOf('../news/1.html')).toBe(first);
  });

  it('gives null for files, the first time and the second', () => {
    const linkOf = knownLinks('https://portal.example/');
    expect([linkOf('/a.pdf'), linkOf('/a.pdf')]).toEqual([null, null]);
  });

  it('keeps no page for the addresses on it', () => {
    const pages = 400;
    const pageLength = 100_000;
    const linkOf = knownLinks('https://portal.example/');
    // Node gives an address that needs no change back as it is: a piece of the page.
    const whole = (n: number) => `https://portal.example/news/of-the-day/${n}.html`;
    const keptBytes = heapKept(() => {
      for (let n = 0; n < pages; n += 1) {
        const links = [`/news/today/${n}.html`, `/news/?utm_source=list&page=${n}`, `/${n}/map.pdf`, whole(n)]
          .map((href) => `<a href="${href}">`)
          .join('');
        // Decoded, as a page is: one flat string.
        const page = Buffer.from(links.padEnd(pageLength)).toString();
        for (const [, href = ''] of page.matchAll(/href="([^"]+)"/g)) linkOf(href);
      }
    });
    expect(keptBytes / pageLength).toBeLessThan(pages / 4);
  });

  it('remembers no address that is made to fill memory', () => {
    const linkOf = knownLinks('https://portal.example/');
    const keptBytes = heapKept(() => {
      for (let n = 0; n < 200; n += 1) linkOf(Buffer.from(`/${n}/`.padEnd(100_000, 'a')).toString());
    });
    expect(keptBytes / 100_000).toBeLessThan(50);
  });
});
