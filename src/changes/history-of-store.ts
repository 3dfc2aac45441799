import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';

/** Story pages read at once. */
const STORIES_AT_ONCE = 200;

/**
 * A history for a store that has none of its own: nothing is ever let go of, what an article was before is not known
 * (filters then tell a tombstone too many), and a snapshot is the store as it is read, with the cursor of its beginning:
 * the changes after that cursor set right what moved while it was read.
 */
export function historyOfStore(
  store: Pick<ArticleStore, 'changes' | 'lastSeq' | 'export' | 'stories'>,
): ChangeHistory {
  return {
    firstSeq: async () => 1,
    async placeAt(at) {
      // The feed is in the order of its times, give or take the clocks of its writers.
      let before = 0;
      let after = await store.lastSeq();
      while (before < after) {
        const middle = Math.floor((before + after) / 2);
        const [event] = await store.changes(middle, 1);
        if (!event || event.at >= at) after = middle;
        else before = middle + 1;
      }
      return before;
    },
    changeLines: async (since, limit) =>
      (await store.changes(since, limit)).map((event) => {
        const { seq, ...rest } = event;
        return { seq, json: JSON.stringify({ seq, ...rest }) };
      }),
    articleChangeBefore: async () => null,
    removals: async () => [],
    forget: async () => 0,
    async snapshot() {
      const seq = await store.lastSeq();
      return {
        seq,
        articles: (query) => store.export(query),
        async *stories() {
          for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
            const page: Awaited<ReturnType<ArticleStore['stories']>> = await store.stories({
              limit: STORIES_AT_ONCE,
              cursor,
              minCopies: 0,
            });
            for (const story of page.stories) yield { story, revision: 0 };
            cursor = page.next;
          }
        },
        close: async () => undefined,
      };
    },
    close: async () => undefined,
  };
}
