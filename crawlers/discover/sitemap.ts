import { Parser } from 'htmlparser2';
import { canonicalUrl } from '../canonical-url.ts';

/** Entries of a sitemap or a sitemap index (sitemaps.org, protocol 0.9). */
export type Sitemap = {
  kind: 'index' | 'pages';
  entries: { url: string; date: string | null }[];
};

/** The protocol allows 50,000 entries in a file. */
const mostEntries = 50_000;

/**
 * A sitemap as XML, or as a text file of one address a line. Read as a stream of tags: a document type with entities of
 * its own is passed over unread, so neither bombs nor foreign files get in.
 */
export function readSitemap(text: string, url: string): Sitemap {
  if (!/^\s*(?:\ufeff)?\s*</.test(text)) return { kind: 'pages', entries: plainEntries(text, url) };
  const entries: Sitemap['entries'] = [];
  let kind: Sitemap['kind'] = 'pages';
  let entry: { url: string; date: string } | null = null;
  let reading: 'url' | 'date' | null = null;
  const parser = new Parser(
    {
      onopentagname(name) {
        const local = localName(name);
        if (local === 'sitemapindex') kind = 'index';
        else if (local === 'url' || local === 'sitemap') entry = { url: '', date: '' };
        else if (name === 'loc' || (local === 'loc' && !/^(?:image|video)/.test(name))) reading = 'url';
        else if (local === 'lastmod' || local === 'publication_date') reading = 'date';
      },
      ontext(part) {
        if (entry && reading && entry[reading].length < 4_000) entry[reading] += part;
      },
      onclosetag(name) {
        reading = null;
        const local = localName(name);
        if ((local !== 'url' && local !== 'sitemap') || !entry) return;
        const target = canonicalUrl(entry.url, url);
        if (target && entries.length < mostEntries)
          entries.push({ url: target, date: entry.date.trim() || null });
        entry = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return { kind, entries };
}

function plainEntries(text: string, url: string): Sitemap['entries'] {
  return text
    .split(/\r?\n/, mostEntries)
    .map((line) => (/^\s*https?:/i.test(line) ? canonicalUrl(line, url) : null))
    .filter((target) => target !== null)
    .map((target) => ({ url: target, date: null }));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}
