import { generateOpml } from 'feedsmith';
import type { SavedSearch } from '../../model/saved-search.ts';
import { feedTitle, plain } from './feed-source.ts';

/** All saved searches as an OPML list of their feeds: a reader takes them in at one go. */
export function searchOutlines(
  searches: readonly SavedSearch[],
  feedAddress: (name: string) => string,
): string {
  const outlines = searches.map((search) => ({
    type: 'rss',
    text: feedTitle(search),
    title: feedTitle(search),
    description: plain(search.q),
    xmlUrl: feedAddress(search.name),
  }));
  return generateOpml({
    head: { title: 'Wellspring: saved searches' },
    // In a folder: a list needs one outline, also where nothing was saved.
    body: { outlines: [{ text: 'Wellspring', ...(outlines.length > 0 ? { outlines } : {}) }] },
  });
}
