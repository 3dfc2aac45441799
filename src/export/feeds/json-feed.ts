import { entryId, type FeedSource, feedTitle, plain, shownParagraphs, shownTitle } from './feed-source.ts';
import { writtenJsonFeed } from './written-json-feed.ts';

/** JSON Feed 1.1. It has no tombstones: a removed article is no longer listed. */
export function jsonFeed({ search, entries, text, addresses }: FeedSource): string {
  return writtenJsonFeed({
    title: feedTitle(search),
    home_page_url: addresses.home,
    feed_url: addresses.self,
    description: `Articles that fit: ${search.q}`,
    ...(addresses.hub ? { hubs: [{ type: 'WebSub', url: addresses.hub }] } : {}),
    ...(addresses.next ? { next_url: addresses.next } : {}),
    items: entries.map(({ article, updatedAt }) => {
      const shown = shownParagraphs(article, text).join('\n\n');
      return {
        id: entryId(article.id),
        url: article.url,
        title: shownTitle(article),
        content_text: shown,
        ...(text === 'short' ? { summary: shown } : {}),
        date_published: new Date(article.firstSeenAt),
        date_modified: new Date(updatedAt),
        authors: article.authors.map((name) => ({ name: plain(name) })),
        ...(article.category ? { tags: [plain(article.category)] } : {}),
        ...(article.language ? { language: article.language } : {}),
      };
    }),
  });
}
