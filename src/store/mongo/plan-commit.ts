import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../../model/article.ts';
import { PublicArticle } from '../../model/change-event.ts';
import type { Revision } from '../../model/revision.ts';
import type { Story } from '../../model/story.ts';
import type { ArticleWrite, Commit, Rejudged, StoredSketch, StoryWrite } from '../article-store.ts';
import { sameToFollowers } from '../same-to-followers.ts';
import { StaleStoryError } from '../stale-story-error.ts';
import { StaleCommitError } from '../store-errors.ts';
import { storyWithout } from '../story-without.ts';
import type { NewEvent } from './documents.ts';

export type StoredStory = { story: Story; version: number; mergedInto: string | null };
export type Member = { id: string; site: string; firstSeenAt: string; storyId: string };

/** What a batch touches, as the store has it when the transaction begins. Planning changes it as the writes will. */
export type CommitState = {
  articles: Map<string, Article>;
  stories: Map<string, StoredStory>;
  members: Map<string, Member>;
};

/** What has to be written; nothing of it where all stands as the batch wants it. */
export type CommitPlan = {
  at: string;
  state: CommitState;
  /** Article → whether what it is searched by (title, body, authors) may have changed. */
  articles: Map<string, { isNew: boolean; textChanged: boolean }>;
  sketches: Map<string, Pick<StoredSketch, 'bands' | 'sketch'>>;
  revisions: Revision[];
  stories: Set<string>;
  events: NewEvent[];
  /** Members that stories lost. */
  left: Map<string, { articleId: string; to: string }[]>;
};

/**
 * Decides what a batch writes. What already stands as the batch wants it is passed over, so that the same batch once
 * more changes nothing.
 *
 * @throws {StaleCommitError} an article or a story is no longer as the batch was decided on
 */
export function planCommit(batch: Commit, state: CommitState): CommitPlan {
  const plan = emptyPlan(batch.at, state);
  for (const write of batch.articles) writeArticle(write, plan);
  for (const opinion of batch.rejudged) rejudge(opinion, plan);
  for (const write of batch.stories) writeStories(write, plan);
  const written = new Set(batch.stories.flatMap(({ story, absorbed }) => [story.id, ...absorbed]));
  for (const [storyId, moves] of plan.left) {
    if (!written.has(storyId)) leaveStory(storyId, moves, plan);
  }
  return plan;
}

/** What the removal of an article leaves: its tombstone, and a story without it. */
export function planRemoval(article: Article, reason: string, at: string, state: CommitState): CommitPlan {
  const plan = emptyPlan(at, state);
  const { id, revision, canonicalUrl } = article;
  plan.events.push({ type: 'article.removed', at, id, revision, data: { url: canonicalUrl, reason } });
  state.members.delete(id);
  leaveStory(article.storyId, [{ articleId: id, to: '' }], plan);
  return plan;
}

function emptyPlan(at: string, state: CommitState): CommitPlan {
  return {
    ...{ at, state, articles: new Map(), sketches: new Map(), revisions: [] },
    ...{ stories: new Set(), events: [], left: new Map() },
  };
}

function writeArticle(
  { article, sketch, expectedRevision, revision, changed }: ArticleWrite,
  plan: CommitPlan,
): void {
  const before = plan.state.articles.get(article.id);
  if (before && isDeepStrictEqual(before, article)) return;
  const found = before?.revision ?? 0;
  if (found !== expectedRevision) throw new StaleCommitError(article.id, expectedRevision, found);
  const mergedInto = plan.state.stories.get(article.storyId)?.mergedInto;
  if (mergedInto) throw new StaleStoryError(article.storyId, article.id, `merged into ${mergedInto}`);
  if (!before) {
    put(article, plan, { textChanged: true });
    plan.sketches.set(article.id, sketch);
    tellArticle('article.created', article, plan);
    return;
  }
  put(article, plan, { textChanged: changed || !isDeepStrictEqual(before.authors, article.authors) });
  noteMove(before, article.storyId, plan);
  if (changed) plan.sketches.set(article.id, sketch);
  if (revision) plan.revisions.push(revision);
  // A visit that changed no text may still have changed what is known of the article.
  if (changed || !sameToFollowers(before, article)) tellArticle('article.updated', article, plan);
}

function rejudge({ articleId, ...opinion }: Rejudged, plan: CommitPlan): void {
  const before = plan.state.articles.get(articleId);
  if (!before || sameJudgement(before, opinion)) return;
  const article: Article = { ...before, ...opinion };
  put(article, plan, { textChanged: false });
  noteMove(before, article.storyId, plan);
  tellArticle('article.updated', article, plan);
}

function writeStories({ story, absorbed }: StoryWrite, plan: CommitPlan): void {
  const before = plan.state.stories.get(story.id);
  if (before?.mergedInto) throw new StaleStoryError(story.id, story.id, `merged into ${before.mergedInto}`);
  for (const id of absorbed) absorb(id, story.id, plan);
  const known = new Set(story.members);
  for (const { id } of membersOf(story.id, plan)) {
    if (!known.has(id)) throw new StaleStoryError(story.id, id, `article ${id} joined it`);
  }
  if (before && isDeepStrictEqual(before.story, story)) return;
  putStory(story, (before?.version ?? 0) + 1, plan);
}

function absorb(id: string, into: string, plan: CommitPlan): void {
  // Members that came in after the batch was decided on move too.
  for (const member of membersOf(id, plan)) {
    const article = plan.state.articles.get(member.id);
    if (!article) continue;
    const moved = { ...article, storyId: into };
    put(moved, plan, { textChanged: false });
    tellArticle('article.updated', moved, plan);
  }
  const gone = plan.state.stories.get(id);
  if (!gone || gone.mergedInto) return;
  endStory(id, gone, into, plan);
}

/** A story that members left without a new judgement of it. Left by all, it goes where the last one went. */
function leaveStory(id: string, moves: readonly { articleId: string; to: string }[], plan: CommitPlan): void {
  const before = plan.state.stories.get(id);
  if (!before || before.mergedInto) return;
  const members = membersOf(id, plan);
  const to = moves.at(-1)?.to ?? '';
  if (members.length === 0 && to !== '') {
    endStory(id, before, to, plan);
    return;
  }
  const gone = new Set(moves.map(({ articleId }) => articleId));
  const sites = members.map(({ site }) => site);
  putStory(storyWithout(before.story, gone, sites), before.version + 1, plan);
}

function put(article: Article, plan: CommitPlan, { textChanged }: { textChanged: boolean }): void {
  const { id, site, firstSeenAt, storyId } = article;
  const planned = plan.articles.get(id);
  plan.articles.set(id, {
    isNew: planned?.isNew ?? !plan.state.articles.has(id),
    textChanged: textChanged || (planned?.textChanged ?? false),
  });
  plan.state.articles.set(id, article);
  plan.state.members.set(id, { id, site, firstSeenAt, storyId });
}

function putStory(story: Story, version: number, plan: CommitPlan): void {
  plan.state.stories.set(story.id, { story, version, mergedInto: null });
  plan.stories.add(story.id);
  plan.events.push({ type: 'story.changed', at: plan.at, id: story.id, revision: version, data: story });
}

/** What remains of a story that another took in: the way to the other. */
function endStory(id: string, { story, version }: StoredStory, into: string, plan: CommitPlan): void {
  plan.state.stories.set(id, { story, version, mergedInto: into });
  plan.stories.add(id);
  plan.events.push({ type: 'story.merged', at: plan.at, id, revision: version, data: { into } });
}

function membersOf(storyId: string, { state }: CommitPlan): Member[] {
  return [...state.members.values()].filter((member) => member.storyId === storyId);
}

function noteMove(before: Article, storyId: string, { left }: CommitPlan): void {
  if (before.storyId === storyId) return;
  const moves = left.get(before.storyId) ?? [];
  left.set(before.storyId, [...moves, { articleId: before.id, to: storyId }]);
}

function tellArticle(
  type: 'article.created' | 'article.updated',
  article: Article,
  { at, events }: CommitPlan,
): void {
  const event = { type, at, id: article.id, revision: article.revision, data: PublicArticle.parse(article) };
  // An article that is written and moved in one batch is told once, as it is at the end.
  const earlier = events.find((one) => one.id === article.id && one.type.startsWith('article.'));
  if (earlier) Object.assign(earlier, { data: event.data });
  else events.push(event);
}

function sameJudgement(a: Omit<Rejudged, 'articleId'>, b: Omit<Rejudged, 'articleId'>): boolean {
  return (
    a.storyId === b.storyId &&
    a.relation === b.relation &&
    a.dateVerdict === b.dateVerdict &&
    a.lagDays === b.lagDays &&
    isDeepStrictEqual(a.dateReasons, b.dateReasons)
  );
}
