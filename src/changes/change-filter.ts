import type { ChangeEvent } from '../model/change-event.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Query } from '../query/query.ts';
import { articleMatcher } from '../store/article-matcher.ts';
import type { ChangeHistory } from '../store/change-history.ts';

/** What a follower of a part of the store is told of a change; null: nothing. */
export type ChangeFilter = (event: ChangeEvent) => Promise<ChangeEvent | null>;

/** Why a follower of a query gets a tombstone for an article that still exists. */
export const NO_LONGER_FITS = 'it no longer fits the query';

/**
 * The changes of the articles that fit a query, so that a replica of them stays equal to what the query finds:
 *
 * - an article that came to fit is told as it is, also when it was there before (`article.updated`)
 * - one that fitted and no longer does gives a tombstone in the place of its change
 * - where it is no longer known what it was before, a tombstone too: one too many does no harm
 * - stories are not told; each article carries its `storyId` and `relation`
 */
export function changeFilter(
  query: Query | string,
  history: Pick<ChangeHistory, 'articleChangeBefore'>,
): ChangeFilter {
  const tree = typeof query === 'string' ? parseQuery(query) : query;
  if (tree.type === 'everything') return async (event) => event;
  const fits = articleMatcher(tree);

  async function fittedBefore(event: ChangeEvent): Promise<boolean> {
    const before = await history.articleChangeBefore(event.id, event.seq);
    // Only a creation follows a removal: what was found then is not the change right before, which a server that
    // answers from an older state did not have yet.
    if (before === null || before.type === 'article.removed') return true;
    return (before.type === 'article.created' || before.type === 'article.updated') && fits(before.data);
  }

  return async (event) => {
    switch (event.type) {
      case 'article.created':
        return fits(event.data) ? event : null;
      case 'article.updated': {
        if (fits(event.data)) return event;
        if (!(await fittedBefore(event))) return null;
        const { data, ...head } = event;
        return {
          ...head,
          type: 'article.removed',
          data: { url: data.canonicalUrl, reason: NO_LONGER_FITS },
        };
      }
      case 'article.removed':
        return (await fittedBefore(event)) ? event : null;
      default:
        return null;
    }
  };
}
