import type { Story } from '../src/model/story.ts';
import type { StoryDecision } from '../src/model/story-decision.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { pairKey } from '../src/store/story-decision-store.ts';
import { StoryDecisionError, type StoryDesk } from '../src/store/story-desk.ts';
import { judgeStories } from './judge-stories.ts';
import { openStory, type StoryBatch, storyBatch } from './story-batch.ts';
import type { StoryTools } from './story-tools.ts';

export type DecideNeeds = {
  store: Pick<
    ArticleStore,
    'article' | 'members' | 'story' | 'currentStoryId' | 'commit' | 'decisions' | 'decide' | 'lastSeq'
  >;
  stories: Pick<StoryTools, 'judgeStory' | 'regroupMembers'>;
  now: () => Date;
};

/**
 * Members of a story that a decision names: enough that it holds although some of them are removed or come to tell
 * something else.
 */
const NAMED_MEMBERS = 8;
/** An ingest may be first now and then, and once more. */
const MOST_TRIES = 10;

/** The desk writes the decision first, then what follows from it: after a kill between them, deciding again mends it. */
export function decideStories(needs: DecideNeeds): StoryDesk {
  return {
    join: (one, other) => untilFirst(() => join(one, other, needs)),
    part: (articleId, storyId) => untilFirst(() => part(articleId, storyId, needs)),
  };
}

async function untilFirst<T>(decide: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await decide();
    } catch (error) {
      if (!isStale(error) || tries === MOST_TRIES) throw error;
    }
  }
}

function isStale(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'stale-commit';
}

async function join(one: string, other: string, needs: DecideNeeds): Promise<Story | null> {
  const { store } = needs;
  const matchedAt = await store.lastSeq();
  const [left, right] = [await storyNamed(one, store), await storyNamed(other, store)];
  if (!left || !right) return null;
  const [articleId, otherId] = [memberNamed(one, left), memberNamed(other, right)];
  const at = needs.now().toISOString();
  const pairs = [
    ...named(right, otherId).map((id) => ({ articleId, otherId: id })),
    ...named(left, articleId).map((id) => ({ articleId: id, otherId })),
  ].filter((pair) => pair.articleId !== pair.otherId);
  const overruled = (await store.decisions()).filter(
    (known) => known.kind === 'parted' && isAcross(known, new Set(left.members), new Set(right.members)),
  );
  await decide('joined', [...pairs, ...overruled], at, store);
  if (left.id === right.id) return left;

  const [into = '', gone = ''] = [left.id, right.id].sort();
  const batch = storyBatch(await store.decisions());
  batch.absorbed.set(gone, into);
  await commit(batch, at, matchedAt, needs);
  return store.story(into);
}

async function part(
  articleId: string,
  storyId: string | undefined,
  needs: DecideNeeds,
): Promise<{ rest: Story; parted: Story } | null> {
  const { store } = needs;
  const matchedAt = await store.lastSeq();
  const article = await store.article(articleId);
  const story = article && (await store.story(article.storyId));
  if (!article || !story || (storyId !== undefined && storyId !== story.id)) return null;
  const others = story.members.filter((id) => id !== articleId);
  if (others.length === 0) {
    throw new StoryDecisionError(
      `article ${articleId} is the only one of its story: there is nothing to part`,
    );
  }
  const at = needs.now().toISOString();
  const members = new Set(others);
  const overruled = (await store.decisions()).flatMap((known) => {
    const otherId = known.articleId === articleId ? known.otherId : known.articleId;
    const isOwn = known.articleId === articleId || known.otherId === articleId;
    return isOwn && known.kind === 'joined' && members.has(otherId) ? [{ articleId, otherId }] : [];
  });
  const pairs = others.slice(0, NAMED_MEMBERS).map((otherId) => ({ articleId, otherId }));
  await decide('parted', [...pairs, ...overruled], at, store);

  const batch = storyBatch(await store.decisions());
  const to = await openStory(articleId, null, batch, store);
  batch.moves.set(articleId, { article, to });
  batch.shaken.add(story.id);
  await commit(batch, at, matchedAt, needs);
  const [rest, parted] = [await store.story(story.id), await store.story(to)];
  return rest && parted ? { rest, parted } : null;
}

async function commit(batch: StoryBatch, at: string, matchedAt: number, needs: DecideNeeds): Promise<void> {
  const judged = await judgeStories(batch, needs);
  await needs.store.commit({ ...judged, at, matchedAt, observations: [], urls: [] });
}

type Pair = Pick<StoryDecision, 'articleId' | 'otherId'>;

async function decide(
  kind: StoryDecision['kind'],
  pairs: readonly Pair[],
  at: string,
  store: DecideNeeds['store'],
): Promise<void> {
  const each = new Map(
    pairs.map(({ articleId, otherId }) => [pairKey({ articleId, otherId }), { articleId, otherId }]),
  );
  await store.decide([...each.values()].map((pair) => ({ ...pair, kind, at })));
}

function isAcross(
  { articleId, otherId }: Pair,
  left: ReadonlySet<string>,
  right: ReadonlySet<string>,
): boolean {
  return (left.has(articleId) && right.has(otherId)) || (left.has(otherId) && right.has(articleId));
}

/** By its own id, an ended one, or a member's. */
async function storyNamed(id: string, store: DecideNeeds['store']): Promise<Story | null> {
  const storyId = (await store.article(id))?.storyId ?? (await store.currentStoryId(id));
  return storyId === null ? null : store.story(storyId);
}

function memberNamed(id: string, { members }: Story): string {
  return members.includes(id) ? id : (members[0] ?? '');
}

function named({ members }: Story, first: string): string[] {
  return [first, ...members.filter((id) => id !== first)].slice(0, NAMED_MEMBERS);
}
