import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../src/model/article.ts';
import type { Story } from '../src/model/story.ts';
import type { ArticleStore, ArticleWrite, Commit, Rejudged, StoryWrite } from '../src/store/article-store.ts';
import { largeStories, MOST_JUDGED, wholeStory } from './judge-large-story.ts';
import { openStory, type StoryBatch, storyAfter, survivor } from './story-batch.ts';
import type { StoryTools } from './story-tools.ts';

export type JudgeNeeds = {
  stories: Pick<StoryTools, 'judgeStory' | 'regroupMembers'>;
  store: Pick<ArticleStore, 'article' | 'members' | 'story' | 'currentStoryId'>;
};

/** Judges every story that the batch changed, members in the store and in the batch together. */
export async function judgeStories(
  batch: StoryBatch,
  needs: JudgeNeeds,
): Promise<Pick<Commit, 'articles' | 'rejudged' | 'stories'>> {
  const touched = touchedStories(batch);
  const writes = [...batch.writes.values()];
  const articles: ArticleWrite[] = writes.filter(({ article }) => !touched.has(storyAfter(article, batch)));
  const rejudged: Rejudged[] = [];
  const stories: StoryWrite[] = [];
  for (const [storyId, absorbed] of touched) {
    const large = await largeStories(storedOf(storyId, absorbed, batch), needs.store);
    const members = await membersAfter(storyId, absorbed, batch, needs.store);
    for (const article of await earliestOf(large ?? [], needs.store)) {
      if (storyAfter(article, batch) === storyId) members.set(article.id, members.get(article.id) ?? article);
    }
    // Comparing all members anew is for stories of a size that a few changed texts can part.
    const shaken =
      members.size <= MOST_JUDGED &&
      large === null &&
      [storyId, ...absorbed].some((id) => batch.shaken.has(id));
    for (const { id, group } of await parts(storyId, shaken, members, batch, needs)) {
      const verdict = needs.stories.judgeStory(id, group);
      const story = large ? wholeStory(verdict.story, large, members, batch) : verdict.story;
      stories.push({ story, absorbed: id === storyId ? [...absorbed] : [] });
      for (const opinion of verdict.members) {
        const write = batch.writes.get(opinion.articleId);
        const { articleId: _, ...fields } = opinion;
        if (write) articles.push({ ...write, article: { ...write.article, ...fields } });
        else if (differs(members.get(opinion.articleId), opinion)) rejudged.push(opinion);
      }
    }
  }
  return { articles, rejudged, stories };
}

/** Stories to judge, each with those that end in it. */
function touchedStories(batch: StoryBatch): Map<string, Set<string>> {
  const touched = new Map<string, Set<string>>();
  const touch = (storyId: string) => touched.set(storyId, touched.get(storyId) ?? new Set());
  for (const { article } of batch.writes.values()) {
    if (batch.rejudge.has(article.id)) touch(survivor(article.storyId, batch));
  }
  for (const { to } of batch.moves.values()) touch(survivor(to, batch));
  for (const storyId of batch.shaken) touch(survivor(storyId, batch));
  for (const gone of batch.absorbed.keys()) {
    touch(survivor(gone, batch));
    touched.get(survivor(gone, batch))?.add(gone);
  }
  return touched;
}

/** Of a story and those that end in it, the ones that the store has something of. */
function storedOf(storyId: string, absorbed: ReadonlySet<string>, { opened }: StoryBatch): string[] {
  return [storyId, ...absorbed].filter((id) => !opened.has(id));
}

async function membersAfter(
  storyId: string,
  absorbed: ReadonlySet<string>,
  batch: StoryBatch,
  store: Pick<ArticleStore, 'members'>,
): Promise<Map<string, Article>> {
  const members = new Map<string, Article>();
  for (const id of storedOf(storyId, absorbed, batch)) {
    for (const member of await store.members(id, MOST_JUDGED)) members.set(member.id, member);
  }
  for (const { article } of batch.moves.values()) members.set(article.id, article);
  for (const { article } of batch.writes.values()) members.set(article.id, article);
  for (const member of members.values()) {
    if (storyAfter(member, batch) !== storyId) members.delete(member.id);
  }
  return members;
}

/** The members that gave the earliest evidence so far: they are judged with the rest, however late we saw them. */
async function earliestOf(
  stories: readonly Story[],
  store: Pick<ArticleStore, 'article'>,
): Promise<Article[]> {
  const articles = await Promise.all(stories.map(({ earliest }) => store.article(earliest.articleId)));
  return articles.filter((article) => article !== null);
}

/** The story whole, or where it no longer holds together, the stories that it falls into. None: it has no members. */
async function parts(
  storyId: string,
  isShaken: boolean,
  members: ReadonlyMap<string, Article>,
  batch: StoryBatch,
  { stories, store }: JudgeNeeds,
): Promise<{ id: string; group: Article[] }[]> {
  const all = [...members.values()];
  if (all.length === 0) return [];
  if (!isShaken || all.length === 1) return [{ id: storyId, group: all }];
  const joined = batch.decisions
    .filter(({ kind }) => kind === 'joined')
    .map(({ articleId, otherId }) => [articleId, otherId] as const);
  const groups = stories.regroupMembers(all, joined);
  const keeper = keeperOf(storyId, groups);
  return Promise.all(
    groups.map(async (ids) => ({
      id: ids === keeper ? storyId : await openStory(ids[0] ?? '', null, batch, store),
      group: all.filter(({ id }) => ids.includes(id)),
    })),
  );
}

/** The id stays with the article that opened the story; where that has left, with the most. */
function keeperOf(storyId: string, groups: readonly string[][]): readonly string[] | undefined {
  const founder = groups.find((ids) => ids.some((id) => storyId.startsWith(`s${id}`)));
  return founder ?? groups.toSorted((a, b) => b.length - a.length)[0];
}

function differs(member: Article | undefined, opinion: Rejudged): boolean {
  return (
    !member ||
    member.storyId !== opinion.storyId ||
    member.relation !== opinion.relation ||
    member.dateVerdict !== opinion.dateVerdict ||
    member.lagDays !== opinion.lagDays ||
    // Else a verdict would stand on fewer pages than its story has, by how its members came into batches.
    !isDeepStrictEqual(member.dateReasons, opinion.dateReasons)
  );
}
