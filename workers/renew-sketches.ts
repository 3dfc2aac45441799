import type { ArticleStore, StoredSketch } from '../src/store/article-store.ts';
import type { StoryTools } from './story-tools.ts';

export type RenewNeeds = {
  store: Pick<ArticleStore, 'article' | 'sketch' | 'resketch'>;
  stories: Pick<StoryTools, 'sketchText' | 'isCurrentSketch'>;
};

const atOnce = 100;

/**
 * Sketches of another version than today's program makes, or found by other bands, are made anew from the stored texts;
 * stories stay as they are.
 *
 * @returns how many there are
 */
export async function renewSketches(
  articles: AsyncIterable<{ id: string }>,
  { apply }: { apply: boolean },
  { store, stories }: RenewNeeds,
): Promise<number> {
  let renewed = 0;
  let waiting: Pick<StoredSketch, 'articleId' | 'bands' | 'sketch'>[] = [];
  const write = async () => {
    if (waiting.length > 0) await store.resketch(waiting);
    waiting = [];
  };
  for await (const { id } of articles) {
    const known = await store.sketch(id);
    if (known && stories.isCurrentSketch(known)) continue;
    renewed += 1;
    if (!apply) continue;
    const article = await store.article(id);
    if (article) waiting.push({ articleId: id, ...stories.sketchText(article) });
    if (waiting.length >= atOnce) await write();
  }
  await write();
  return renewed;
}
