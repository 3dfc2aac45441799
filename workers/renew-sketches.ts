import type { Article } from '../src/model/article.ts';
import type { ArticleStore, StoredSketch } from '../src/store/article-store.ts';
import type { StoryTools } from './story-tools.ts';

export type RenewNeeds = {
  store: Pick<ArticleStore, 'sketch' | 'resketch'>;
  stories: Pick<StoryTools, 'sketchText'>;
};

const atOnce = 100;

/**
 * Sketches that today's program would make otherwise (another version, another method), or find by other bands, are made
 * anew from the stored texts; stories stay as they are.
 *
 * @returns how many differ
 */
export async function renewSketches(
  articles: AsyncIterable<Article>,
  { apply }: { apply: boolean },
  { store, stories }: RenewNeeds,
): Promise<number> {
  let renewed = 0;
  let waiting: Pick<StoredSketch, 'articleId' | 'bands' | 'sketch'>[] = [];
  const write = async () => {
    if (apply && waiting.length > 0) await store.resketch(waiting);
    waiting = [];
  };
  for await (const article of articles) {
    const known = await store.sketch(article.id);
    const made = stories.sketchText(article);
    if (known && sameBytes(known.sketch, made.sketch) && sameBands(known.bands, made.bands)) continue;
    renewed += 1;
    waiting.push({ articleId: article.id, ...made });
    if (waiting.length >= atOnce) await write();
  }
  await write();
  return renewed;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

function sameBands(a: readonly number[], b: readonly number[]): boolean {
  const known = new Set(a);
  return known.size === new Set(b).size && b.every((band) => known.has(band));
}
