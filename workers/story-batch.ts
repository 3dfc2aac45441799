import type { Article } from '../src/model/article.ts';
import type { StoryDecision } from '../src/model/story-decision.ts';
import type { ArticleStore, ArticleWrite, StoredSketch } from '../src/store/article-store.ts';

/** What one commit will change about stories, while it is being worked out. */
export type StoryBatch = {
  writes: Map<string, ArticleWrite>;
  /** Articles that go to another story without having been read anew, as they stand in the store. */
  moves: Map<string, { article: Article; to: string }>;
  /** Written articles whose story has to be judged anew: the others were only seen again. */
  rejudge: Set<string>;
  /** Stories with a member that changed its text or left: the rest may no longer hold together. */
  shaken: Set<string>;
  /** Ended story → the story that took it in. */
  absorbed: Map<string, string>;
  sketches: StoredSketch[];
  /** Stories that the batch opens: the store has nothing of them. */
  opened: Set<string>;
  /** What people decided. */
  decisions: readonly StoryDecision[];
};

export function storyBatch(decisions: readonly StoryDecision[]): StoryBatch {
  return {
    writes: new Map(),
    moves: new Map(),
    rejudge: new Set(),
    shaken: new Set(),
    absorbed: new Map(),
    sketches: [],
    opened: new Set(),
    decisions,
  };
}

/** The story itself, or the one that it went into in this batch. */
export function survivor(storyId: string, { absorbed }: Pick<StoryBatch, 'absorbed'>): string {
  let current = storyId;
  for (let next = absorbed.get(current); next && next !== current; next = absorbed.get(current))
    current = next;
  return current;
}

/** The story that an article will be in after the batch. */
export function storyAfter(article: Pick<Article, 'id' | 'storyId'>, batch: StoryBatch): string {
  const storyId =
    batch.writes.get(article.id)?.article.storyId ?? batch.moves.get(article.id)?.to ?? article.storyId;
  return survivor(storyId, batch);
}

/**
 * The id of a story that an article opens: the one that it has to itself, or its own (`s` and its id), or, where others
 * still hold that or it was merged away, the same with a number behind it.
 *
 * @param before the story that the article has left
 */
export async function openStory(
  articleId: string,
  before: string | null,
  batch: StoryBatch,
  store: Pick<ArticleStore, 'story' | 'currentStoryId'>,
): Promise<string> {
  if (before !== null && (await isFree(before, articleId, batch, store))) return before;
  for (let n = 1; ; n++) {
    const storyId = n === 1 ? `s${articleId}` : `s${articleId}-${n}`;
    if (await isFree(storyId, articleId, batch, store)) return storyId;
  }
}

async function isFree(
  storyId: string,
  articleId: string,
  batch: StoryBatch,
  store: Pick<ArticleStore, 'story' | 'currentStoryId'>,
): Promise<boolean> {
  if (batch.absorbed.has(storyId)) return false;
  for (const { article } of batch.writes.values()) {
    if (article.id !== articleId && survivor(article.storyId, batch) === storyId) return false;
  }
  if (batch.opened.has(storyId)) return true;
  const current = await store.currentStoryId(storyId);
  if (current === null) batch.opened.add(storyId);
  if (current !== storyId) return current === null;
  const story = await store.story(storyId);
  return story?.members.every((id) => id === articleId) ?? false;
}
