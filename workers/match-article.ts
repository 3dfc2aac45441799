import type { StoryDecision } from '../src/model/story-decision.ts';
import type { ArticleStore, CandidateSketch } from '../src/store/article-store.ts';
import { openStory, type StoryBatch, storyAfter, survivor } from './story-batch.ts';
import type { StoryTools } from './story-tools.ts';

/** Sketches fetched for each band: enough to meet every text of a story, few enough for 100,000 copies of one. */
const CANDIDATES_PER_BAND = 24;

export type MatchNeeds = {
  stories: Pick<StoryTools, 'matchStory'>;
  store: Pick<ArticleStore, 'article' | 'candidates' | 'story' | 'currentStoryId'>;
};

/**
 * Which story an article joins, from its text and from what people decided; `absorbed`: stories that end in it.
 *
 * @param before the story that the article is in; null: it is new
 */
export async function matchArticle(
  article: { id: string; site: string; sketch: Uint8Array; bands: readonly number[] },
  before: string | null,
  batch: StoryBatch,
  needs: MatchNeeds,
): Promise<{ storyId: string; absorbed: string[] }> {
  const byText = await storiesByText(article, batch, needs);
  const held = await heldByDecisions(article.id, byText, batch, needs.store);
  const [storyId, ...absorbed] = held.sort();
  if (storyId !== undefined) return { storyId, absorbed };
  return { storyId: await openStory(article.id, before, batch, needs.store), absorbed: [] };
}

async function storiesByText(
  { id, site, sketch, bands }: Parameters<typeof matchArticle>[0],
  batch: StoryBatch,
  { stories, store }: MatchNeeds,
): Promise<string[]> {
  const wanted = new Set(bands);
  const stored = await store.candidates(bands, CANDIDATES_PER_BAND);
  // What the batch brings anew is no longer what the store has of it.
  const renewed = new Set(batch.sketches.map(({ articleId }) => articleId));
  const fresh = batch.sketches.filter((one) => one.bands.some((band) => wanted.has(band)));
  const candidates = [...stored.filter(({ articleId }) => !renewed.has(articleId)), ...fresh]
    .filter(({ articleId }) => articleId !== id)
    .map((candidate): CandidateSketch => ({ ...candidate, storyId: survivor(candidate.storyId, batch) }));
  const { storyId, absorbed } = stories.matchStory({ id, site, sketch }, candidates);
  // Without a match it names a new story.
  return candidates.some((candidate) => candidate.storyId === storyId) ? [storyId, ...absorbed] : [];
}

/** Of the stories that the text speaks for, those that may become one; and those that a person joined it to. */
async function heldByDecisions(
  articleId: string,
  byText: readonly string[],
  batch: StoryBatch,
  store: MatchNeeds['store'],
): Promise<string[]> {
  const own = batch.decisions.filter((one) => one.articleId === articleId || one.otherId === articleId);
  if (own.length === 0 && byText.length < 2) return [...byText];
  const storyOf = (id: string) => storyOfArticle(id, batch, store);
  const [joined, refused] = [new Set<string>(), new Set<string>()];
  for (const { kind, articleId: one, otherId } of own) {
    const story = await storyOf(one === articleId ? otherId : one);
    if (story !== null) (kind === 'joined' ? joined : refused).add(story);
  }
  const wanted = new Set([...joined, ...byText].filter((story) => !refused.has(story)));
  if (wanted.size < 2) return [...wanted];
  const { parted, newer } = await partedStories(wanted, batch.decisions, storyOf);
  const held: string[] = [];
  // A story that a person took an article out of goes before the one that the article got.
  for (const story of [...wanted].sort(
    (a, b) => Number(newer.has(a)) - Number(newer.has(b)) || (a < b ? -1 : 1),
  )) {
    if (!held.some((other) => parted.has(`${other} ${story}`))) held.push(story);
  }
  return held;
}

/** Pairs of the stories that a person keeps apart, in both orders; `newer`: those of the articles that were parted. */
async function partedStories(
  stories: ReadonlySet<string>,
  decisions: readonly StoryDecision[],
  storyOf: (articleId: string) => Promise<string | null>,
): Promise<{ parted: Set<string>; newer: Set<string> }> {
  const [parted, newer] = [new Set<string>(), new Set<string>()];
  for (const { kind, articleId, otherId } of decisions) {
    if (kind !== 'parted') continue;
    const [a, b] = [await storyOf(articleId), await storyOf(otherId)];
    if (a === null || b === null || a === b || !stories.has(a) || !stories.has(b)) continue;
    parted.add(`${a} ${b}`).add(`${b} ${a}`);
    newer.add(a);
  }
  return { parted, newer };
}

async function storyOfArticle(
  id: string,
  batch: StoryBatch,
  store: Pick<ArticleStore, 'article'>,
): Promise<string | null> {
  const article = batch.writes.get(id)?.article ?? (await store.article(id));
  return article ? storyAfter(article, batch) : null;
}
