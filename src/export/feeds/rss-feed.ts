import { generateRssFeed } from 'feedsmith';
import {
  asHtml,
  entryId,
  type FeedSource,
  feedTitle,
  feedUpdatedAt,
  plain,
  shownParagraphs,
  shownTitle,
  withoutMargins,
} from './feed-source.ts';

/** RSS 2.0 with the whole text in `content:encoded`. It has no tombstones: a removed article is no longer listed. */
export function rssFeed(source: FeedSource): string {
  const { search, entries, text, addresses } = source;
  const xml = generateRssFeed(
    {
      title: feedTitle(search),
      link: addresses.home,
      description: plain(`Articles that fit: ${search.q}`),
      generator: 'Wellspring',
      lastBuildDate: new Date(feedUpdatedAt(source)),
      atom: {
        links: [
          { href: addresses.self, rel: 'self', type: 'application/rss+xml' },
          ...(addresses.hub ? [{ href: addresses.hub, rel: 'hub' }] : []),
          ...(addresses.next ? [{ href: addresses.next, rel: 'next', type: 'application/rss+xml' }] : []),
        ],
      },
      items: entries.map(({ article }) => ({
        title: shownTitle(article),
        link: article.url,
        guid: { value: entryId(article.id), isPermaLink: false },
        pubDate: new Date(article.firstSeenAt),
        description: asHtml(shownParagraphs(article, 'short')),
        ...(article.category ? { categories: [{ name: plain(article.category) }] } : {}),
        ...(article.authors.length > 0 ? { dc: { creators: article.authors.map(plain) } } : {}),
        ...(text === 'full' ? { content: { encoded: asHtml(shownParagraphs(article, 'full')) } } : {}),
      })),
    },
    { strict: true },
  );
  return withoutMargins(xml);
}
