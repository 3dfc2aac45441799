import { generateAtomFeed } from 'feedsmith';
import {
  asHtml,
  entryId,
  escaped,
  type FeedSource,
  feedTitle,
  feedUpdatedAt,
  plain,
  shownParagraphs,
  shownTitle,
  withoutMargins,
} from './feed-source.ts';

/** RFC 4287, with the pages of RFC 5005 and the deleted entries of RFC 6721. */
export function atomFeed(source: FeedSource): string {
  const { search, entries, text, addresses } = source;
  const xml = generateAtomFeed(
    {
      id: `urn:wellspring:search:${search.name}`,
      title: { value: feedTitle(search) },
      updated: new Date(feedUpdatedAt(source)),
      generator: { text: 'Wellspring' },
      // An Atom feed names an author where an entry does not.
      authors: [{ name: 'Wellspring' }],
      links: [
        { href: addresses.self, rel: 'self', type: 'application/atom+xml' },
        { href: addresses.home, rel: 'alternate', type: 'text/html' },
        { href: addresses.first, rel: 'first', type: 'application/atom+xml' },
        ...(addresses.hub ? [{ href: addresses.hub, rel: 'hub' }] : []),
        ...(addresses.next ? [{ href: addresses.next, rel: 'next', type: 'application/atom+xml' }] : []),
      ],
      entries: entries.map(({ article, updatedAt }) => ({
        id: entryId(article.id),
        title: { value: shownTitle(article) },
        updated: new Date(updatedAt),
        published: new Date(article.firstSeenAt),
        links: [{ href: article.url, rel: 'alternate', type: 'text/html' }],
        authors: (article.authors.length > 0 ? article.authors : [article.siteName ?? article.site]).map(
          (name) => ({ name: plain(name) }),
        ),
        categories: article.category ? [{ term: plain(article.category) }] : [],
        ...(text === 'full'
          ? { content: { type: 'html', value: asHtml(shownParagraphs(article, text)) } }
          : { summary: { type: 'html', value: asHtml(shownParagraphs(article, text)) } }),
      })),
    },
    { strict: true },
  );
  return withTombstones(withoutMargins(xml), source);
}

/** The library knows no deleted entries: they are put in where an entry may stand. */
function withTombstones(xml: string, { removed }: FeedSource): string {
  if (removed.length === 0) return xml;
  const tombstones = removed.map(
    ({ id, at, reason }) =>
      `  <at:deleted-entry ref="${escaped(entryId(id))}" when="${escaped(at)}">\n` +
      `    <at:comment>${escaped(plain(reason))}</at:comment>\n  </at:deleted-entry>\n`,
  );
  return xml
    .replace('<feed ', '<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" ')
    .replace(/<\/feed>\s*$/, `${tombstones.join('').replaceAll('$', '$$$$')}</feed>\n`);
}
