import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSitemap } from '../../../crawlers/discover/sitemap.ts';

const sample = (name: string) =>
  readFileSync(new URL(`../../../samples/pages/${name}`, import.meta.url), 'utf8');

describe('readSitemap', () => {
  it('reads the pages of a sitemap with their dates', () => {
    const { kind, entries } = readSitemap(
      '<urlset><url><loc> https://a.example/1 </loc><lastmod>2025-01-02</lastmod></url><url><loc>/2</loc></url></urlset>',
      'https://a.example/sitemap.xml',
    );
    expect(kind).toBe('pages');
    expect(entries).toEqual([
      { url: 'https://a.example/1', date: '2025-01-02' },
      { url: 'https://a.example/2', date: null },
    ]);
  });
  it('reads an index', () => {
    expect(readSitemap(sample('sitemap-index.xml'), 'https://assetlink.example/sitemap.xml').kind).toBe(
      'index',
    );
  });
  it('reads the sample sitemap', () => {
    expect(
      readSitemap(sample('sitemap.xml'), 'https://assetlink.example/sitemap.xml').entries.length,
    ).toBeGreaterThan(0);
  });
  it('reads a text file of addresses', () => {
    expect(
      readSitemap('https://a.example/1\nnonsense\nhttps://a.example/2\n', 'https://a.example/').entries,
    ).toHaveLength(2);
  });
  it('takes the date of news sitemaps and no addresses of images', () => {
    const { entries } = readSitemap(
      '<urlset><url><loc>https://a.example/1</loc><news:news><news:publication_date>2025-01-02</news:publication_date></news:news><image:image><image:loc>https://a.example/i.jpg</image:loc></image:image></url></urlset>',
      'https://a.example/',
    );
    expect(entries).toEqual([{ url: 'https://a.example/1', date: '2025-01-02' }]);
  });
  it('expands no entities of its own, so neither bombs nor foreign files get in', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1_000)}"><!ENTITY f SYSTEM "file:///etc/passwd">]>
      <urlset><url><loc>https://a.example/&b;&f;</loc></url></urlset>`;
    const { entries } = readSitemap(bomb, 'https://a.example/');
    expect(entries.map(({ url }) => url)).toEqual(['https://a.example/&b;&f;']);
  });
});
