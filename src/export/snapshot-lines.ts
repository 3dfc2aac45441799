import type { Article } from '../model/article.ts';
import type { Story } from '../model/story.ts';

/**
 * A state of the store as lines that are applied like changes: `article.created` and `story.changed` without `seq`, then
 * one `snapshot.end` with the cursor to go on from. Without that last line, what came is not all.
 */
export async function* snapshotLines(
  articles: AsyncIterable<Article>,
  stories: AsyncIterable<{ story: Story; revision: number }>,
  cursor: string,
): AsyncGenerator<string, void, void> {
  const counts = { articles: 0, stories: 0 };
  for await (const { provenance: _, ...data } of articles) {
    counts.articles += 1;
    const { id, revision, firstSeenAt: at } = data;
    yield `${JSON.stringify({ type: 'article.created', at, id, revision, data })}\n`;
  }
  for await (const { story: data, revision } of stories) {
    counts.stories += 1;
    const at = data.spread.firstSeenAt;
    yield `${JSON.stringify({ type: 'story.changed', at, id: data.id, revision, data })}\n`;
  }
  yield `${JSON.stringify({ type: 'snapshot.end', cursor, ...counts })}\n`;
}
