import type { Article } from '../src/model/article.ts';
import type { Story } from '../src/model/story.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { type StoryBatch, storyAfter } from './story-batch.ts';

/**
 * Members that a judgement reads: the first by sight, the one with the earliest evidence, and those of the batch. Of
 * 100,000 copies of one text the others would change nothing but the cost.
 */
export const MOST_JUDGED = 500;

/** Stories as they stand, where one of them is too large to be read whole; null: none is. */
export async function largeStories(
  storyIds: readonly string[],
  store: Pick<ArticleStore, 'story'>,
): Promise<Story[] | null> {
  const standing: Story[] = [];
  for (const id of storyIds) {
    const story = await store.story(id);
    if (story) standing.push(story);
  }
  return standing.some(({ members }) => members.length > MOST_JUDGED) ? standing : null;
}

/** The judgement of some members as one of the whole: all that the stories had stays, but for who has left. */
export function wholeStory(
  judged: Story,
  standing: readonly Story[],
  group: ReadonlyMap<string, Article>,
  batch: StoryBatch,
): Story {
  const left = new Set<string>();
  for (const { article } of [...batch.writes.values(), ...batch.moves.values()]) {
    if (storyAfter(article, batch) !== judged.id) left.add(article.id);
  }
  const members = new Set(standing.flatMap((story) => story.members).filter((id) => !left.has(id)));
  for (const id of group.keys()) members.add(id);
  const sites = new Set([...standing.flatMap((story) => story.sites), ...judged.sites]);
  const spreads = [...standing.map(({ spread }) => spread), judged.spread];
  return {
    ...judged,
    members: [...members],
    sites: [...sites],
    spread: {
      firstSeenAt: spreads.map(({ firstSeenAt }) => firstSeenAt).sort()[0] ?? judged.spread.firstSeenAt,
      lastSeenAt:
        spreads
          .map(({ lastSeenAt }) => lastSeenAt)
          .sort()
          .at(-1) ?? judged.spread.lastSeenAt,
      copies: members.size - 1,
      sites: sites.size,
      medianLagDays: judged.spread.medianLagDays,
    },
  };
}
