import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../../model/article.ts';
import { PublicArticle } from '../../model/change-event.ts';
import type { ArticleWrite, Commit, Rejudged, StoryWrite } from '../article-store.ts';
import { sameToFollowers } from '../same-to-followers.ts';
import { StaleStoryError } from '../stale-story-error.ts';
import { StaleCommitError } from '../store-errors.ts';
import { storyWithout } from '../story-without.ts';
import {
  articleRow,
  articleRowsOfStory,
  deleteArticle,
  insertArticle,
  storyMemberIds,
  storyMembers,
  updateArticle,
  writeSketch,
} from './article-rows.ts';
import { appendEvents, changedSince, type NewEvent } from './event-rows.ts';
import { deletePlacements, writeObservations } from './observation-rows.ts';
import type { Statements } from './statements.ts';
import { endStory, storyFate, storyRow, writeStory } from './story-rows.ts';
import { type TextChanges, withTexts } from './text-index.ts';
import { markUrlsRemoved, settleUrl } from './url-rows.ts';

/** Events of one transaction, and the members that stories lost in it. */
type Changes = {
  at: string;
  events: NewEvent[];
  /** Events of articles by their ids. */
  told: Map<string, NewEvent>;
  left: Map<string, { articleId: string; to: string }[]>;
  texts: TextChanges;
};

function withChanges<T>(sql: Statements, at: string, write: (changes: Changes) => T): T {
  return withTexts(sql, (texts) => write({ at, events: [], told: new Map(), left: new Map(), texts }));
}

/**
 * Writes a whole batch; runs inside one transaction. What already stands as the batch wants it is passed over, so that
 * the same batch once more changes nothing.
 *
 * @throws {StaleCommitError} an article or a story is no longer as the batch was decided on
 */
export function commitBatch(sql: Statements, batch: Commit): { firstSeq: number; lastSeq: number } {
  return withChanges(sql, batch.at, (changes) => {
    for (const write of batch.articles) writeArticle(sql, write, changes);
    for (const opinion of batch.rejudged) rejudge(sql, opinion, changes);
    for (const write of batch.stories) writeStories(sql, write, batch.matchedAt, changes);
    const written = new Set(batch.stories.flatMap(({ story, absorbed }) => [story.id, ...absorbed]));
    for (const [storyId, moves] of changes.left) {
      if (!written.has(storyId)) leaveStory(sql, storyId, moves, changes);
    }
    writeObservations(sql, batch.observations);
    for (const record of batch.urls) settleUrl(sql, record);
    return appendEvents(sql, changes.events);
  });
}

/** Takes an article out with all that is kept of it but its tombstone; false: there is none. */
export function removeArticle(sql: Statements, id: string, reason: string, at: string): boolean {
  const row = articleRow(sql, id);
  if (!row) return false;
  const { article } = row;
  withChanges(sql, at, (changes) => {
    deleteArticle(sql, row.n, id, changes.texts);
    for (const url of [article.url, article.canonicalUrl]) deletePlacements(sql, url);
    markUrlsRemoved(sql, id, reason, at);
    changes.events.push({
      type: 'article.removed',
      at,
      id,
      revision: article.revision,
      data: { url: article.canonicalUrl, reason },
    });
    leaveStory(sql, article.storyId, [{ articleId: id, to: '' }], changes);
    appendEvents(sql, changes.events);
  });
  return true;
}

function writeArticle(
  sql: Statements,
  { article, sketch, expectedRevision, revision, changed }: ArticleWrite,
  changes: Changes,
): void {
  const row = articleRow(sql, article.id);
  if (row && isDeepStrictEqual(row.article, article)) return;
  const found = row?.article.revision ?? 0;
  if (found !== expectedRevision) throw new StaleCommitError(article.id, expectedRevision, found);
  const story = storyFate(sql, article.storyId);
  if (story?.mergedInto) {
    throw new StaleStoryError(article.storyId, article.id, `merged into ${story.mergedInto}`);
  }
  if (!row) {
    const n = insertArticle(sql, article, changes.texts);
    writeSketch(sql, n, sketch);
    tellArticle('article.created', article, changes);
    return;
  }
  const text = changed || !isDeepStrictEqual(row.article.authors, article.authors);
  const n = updateArticle(sql, row.n, article, text, changes.texts);
  noteMove(row.article, article.storyId, changes);
  if (changed) writeSketch(sql, n, sketch);
  if (revision) {
    sql.run(
      'INSERT OR IGNORE INTO revision (article_id, revision, json) VALUES (?, ?, ?)',
      revision.articleId,
      revision.revision,
      JSON.stringify(revision),
    );
  }
  // A visit that changed no text may still have changed what is known of the article.
  if (changed || !sameToFollowers(row.article, article)) tellArticle('article.updated', article, changes);
}

function rejudge(sql: Statements, { articleId, ...opinion }: Rejudged, changes: Changes): void {
  const row = articleRow(sql, articleId);
  if (!row || sameJudgement(row.article, opinion)) return;
  const article: Article = { ...row.article, ...opinion };
  updateArticle(sql, row.n, article, false, changes.texts);
  noteMove(row.article, article.storyId, changes);
  tellArticle('article.updated', article, changes);
}

function writeStories(
  sql: Statements,
  { story, absorbed }: StoryWrite,
  matchedAt: number | undefined,
  changes: Changes,
): void {
  const row = storyRow(sql, story.id);
  if (row?.mergedInto) throw new StaleStoryError(story.id, story.id, `merged into ${row.mergedInto}`);
  for (const id of absorbed) absorb(sql, id, story.id, changes);
  const known = new Set(story.members);
  for (const id of storyMemberIds(sql, story.id)) {
    if (!known.has(id)) throw new StaleStoryError(story.id, id, `article ${id} joined it`);
  }
  if (row && isDeepStrictEqual(row.story, story)) return;
  for (const id of [story.id, ...absorbed]) {
    if (matchedAt !== undefined && changedSince(sql, id, matchedAt)) {
      throw new StaleStoryError(id, story.id, 'another writer judged it, or a person joined or parted it');
    }
  }
  const revision = (row?.revision ?? 0) + 1;
  writeStory(sql, story, revision);
  changes.events.push({ type: 'story.changed', at: changes.at, id: story.id, revision, data: story });
}

function absorb(sql: Statements, id: string, into: string, changes: Changes): void {
  // Members that came in after the batch was decided on move too.
  for (const { n, article } of articleRowsOfStory(sql, id)) {
    const moved = { ...article, storyId: into };
    updateArticle(sql, n, moved, false, changes.texts);
    tellArticle('article.updated', moved, changes);
  }
  const gone = storyFate(sql, id);
  if (!gone || gone.mergedInto) return;
  endStory(sql, id, into);
  changes.events.push({
    type: 'story.merged',
    at: changes.at,
    id,
    revision: gone.revision,
    data: { into },
  });
}

/** A story that members left without a new judgement of it. Left by all, it goes where the last one went. */
function leaveStory(
  sql: Statements,
  id: string,
  moves: readonly { articleId: string; to: string }[],
  { at, events }: Changes,
): void {
  const row = storyRow(sql, id);
  if (!row || row.mergedInto) return;
  const members = storyMembers(sql, id);
  const to = moves.at(-1)?.to ?? '';
  if (members.length === 0 && to !== '') {
    endStory(sql, id, to);
    events.push({ type: 'story.merged', at, id, revision: row.revision, data: { into: to } });
    return;
  }
  const story = storyWithout(
    row.story,
    new Set(moves.map(({ articleId }) => articleId)),
    members.map(({ site }) => site),
  );
  writeStory(sql, story, row.revision + 1);
  events.push({ type: 'story.changed', at, id, revision: row.revision + 1, data: story });
}

function noteMove(before: Article, storyId: string, { left }: Changes): void {
  if (before.storyId === storyId) return;
  const moves = left.get(before.storyId) ?? [];
  left.set(before.storyId, [...moves, { articleId: before.id, to: storyId }]);
}

function tellArticle(
  type: 'article.created' | 'article.updated',
  article: Article,
  { at, events, told }: Changes,
): void {
  const event = { type, at, id: article.id, revision: article.revision, data: PublicArticle.parse(article) };
  // An article that is written and moved in one batch is told once, as it is at the end.
  const earlier = told.get(article.id);
  if (earlier) Object.assign(earlier, { data: event.data });
  else {
    events.push(event);
    told.set(article.id, event);
  }
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
