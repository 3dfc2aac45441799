import type { ClientSession, Filter } from 'mongodb';
import { Article } from '../../model/article.ts';
import { Story } from '../../model/story.ts';
import type { Commit } from '../article-store.ts';
import type { ArticleDocument, Collections, FeedDocument } from './documents.ts';
import { writeObservations } from './observation-documents.ts';
import { type CommitState, planCommit, planRemoval } from './plan-commit.ts';
import { StaleMatchError } from './stale-match-error.ts';
import { markUrlsRemoved, settleUrls } from './url-documents.ts';
import { writePlan } from './write-plan.ts';

export type Seqs = { firstSeq: number; lastSeq: number };

/**
 * Writes a whole batch; runs inside one transaction. The feed's document is changed first: of two commits at a time
 * one is refused at once, before it has done any work, and is tried again. So what is read here still holds at the end,
 * and `seq` has neither gaps nor an order that a reader could see turned round.
 *
 * @throws {StaleCommitError} an article, a story or the texts around them are no longer as the batch was decided on
 */
export async function commitBatch(
  batch: Commit,
  collections: Collections,
  session: ClientSession,
): Promise<Seqs> {
  const feed = await takeTurn(collections, session);
  const state = await loadState(batch, collections, session);
  await refuseOverlooked(batch, feed, state, collections, session);
  const plan = planCommit(batch, state);
  const seqs = await writePlan(plan, feed, collections, session);
  await writeObservations(collections.observations, batch.observations, session);
  await settleUrls(collections.urls, batch.urls, session);
  return seqs;
}

/** Takes an article out with all that is kept of it but its tombstone; false: there is none. */
export async function removeArticle(
  { id, reason, at }: { id: string; reason: string; at: string },
  collections: Collections,
  session: ClientSession,
): Promise<boolean> {
  const feed = await takeTurn(collections, session);
  const { articles, sketches, revisions, observations, urls } = collections;
  const found = await articles.findOne({ _id: id }, { session });
  if (!found) return false;
  const article = Article.parse(found);
  const state: CommitState = { articles: new Map(), stories: new Map(), members: new Map() };
  await loadStories([article.storyId], state, collections, session);
  await loadMembers([article.storyId], state, collections, session);
  await articles.deleteOne({ _id: id }, { session });
  await sketches.deleteOne({ _id: id }, { session });
  await revisions.deleteMany({ articleId: id }, { session });
  await observations.deleteMany({ articleId: id }, { session });
  await markUrlsRemoved(urls, id, { reason, at }, session);
  await writePlan(planRemoval(article, reason, at, state), feed, collections, session);
  await collections.feed.updateOne(
    { _id: 'feed' },
    { $inc: { articles: -1, terms: -found.search.length } },
    { session },
  );
  return true;
}

async function takeTurn({ feed }: Collections, session: ClientSession): Promise<FeedDocument> {
  const found = await feed.findOneAndUpdate(
    { _id: 'feed' },
    { $inc: { commits: 1 } },
    { session, returnDocument: 'after' },
  );
  if (!found) throw new Error('the feed has no counter; run `wellspring migrate`');
  return found;
}

async function loadState(
  batch: Commit,
  collections: Collections,
  session: ClientSession,
): Promise<CommitState> {
  const state: CommitState = { articles: new Map(), stories: new Map(), members: new Map() };
  const absorbed = batch.stories.flatMap((write) => [...write.absorbed]);
  const ids = [
    ...batch.articles.map(({ article }) => article.id),
    ...batch.rejudged.map((one) => one.articleId),
  ];
  await loadArticles({ _id: { $in: ids } }, state, collections, session);
  // Asked for apart: one question, one index. Few batches end a story.
  if (absorbed.length > 0) await loadArticles({ storyId: { $in: absorbed } }, state, collections, session);
  const before = [...state.articles.values()].map(({ storyId }) => storyId);
  const written = [...batch.stories.map(({ story }) => story.id), ...absorbed];
  const wanted = batch.articles.map(({ article }) => article.storyId);
  await loadStories([...before, ...written, ...wanted], state, collections, session);
  // A story that is not there yet has no members.
  const standing = [...before, ...written].filter((id) => state.stories.has(id));
  await loadMembers(standing, state, collections, session);
  return state;
}

async function loadArticles(
  wanted: Filter<ArticleDocument>,
  state: CommitState,
  { articles }: Collections,
  session: ClientSession,
): Promise<void> {
  const found = articles.find(wanted, { session, projection: { search: 0 } });
  for (const document of await found.toArray()) {
    state.articles.set(document._id, Article.parse(document));
  }
}

async function loadStories(
  ids: readonly string[],
  state: CommitState,
  { stories }: Collections,
  session: ClientSession,
): Promise<void> {
  const found = await stories.find({ _id: { $in: [...new Set(ids)] } }, { session }).toArray();
  for (const document of found) {
    const { _id, version, mergedInto } = document;
    state.stories.set(_id, { story: Story.parse(document), version, mergedInto });
  }
}

/** Members without their texts, from the index. */
async function loadMembers(
  storyIds: readonly string[],
  state: CommitState,
  { articles }: Collections,
  session: ClientSession,
): Promise<void> {
  if (storyIds.length === 0) return;
  const projection = { _id: 1, storyId: 1, site: 1, firstSeenAt: 1 };
  const found = await articles
    .find({ storyId: { $in: [...new Set(storyIds)] } }, { session, projection })
    .sort({ firstSeenAt: 1, _id: 1 })
    .toArray();
  for (const { _id: id, storyId, site, firstSeenAt } of found) {
    state.members.set(id, { id, storyId, site, firstSeenAt });
  }
}

/**
 * A batch was matched against the texts of its time. One that came in since and shares a band with it may be a copy
 * of the same story: then the batch has to be decided on again.
 */
async function refuseOverlooked(
  { matchedAt, articles, rejudged }: Commit,
  { lastSeq }: FeedDocument,
  state: CommitState,
  { sketches }: Collections,
  session: ClientSession,
): Promise<void> {
  // Whoever wrote a text since has told of it in the feed.
  if (matchedAt === undefined || matchedAt === lastSeq) return;
  const fresh = articles.filter(({ article, changed }) => changed || !state.articles.has(article.id));
  if (fresh.length === 0) return;
  const own = new Set([
    ...articles.map(({ article }) => article.id),
    ...rejudged.map((one) => one.articleId),
  ]);
  const bands = new Map(
    fresh.flatMap(({ article, sketch }) => sketch.bands.map((band) => [band, article.id])),
  );
  const since = await sketches
    .find({ writtenAt: { $gt: matchedAt } }, { session, projection: { bands: 1 } })
    .toArray();
  for (const other of since) {
    const shared = own.has(other._id) ? undefined : other.bands.find((band) => bands.has(band));
    if (shared === undefined) continue;
    throw new StaleMatchError(bands.get(shared) ?? '', other._id);
  }
}
