import type { Article } from '../model/article.ts';
import type { ChangeEvent } from '../model/change-event.ts';
import type { Story } from '../model/story.ts';
import type { Query } from '../query/query.ts';

export type ArticleChangeType = 'article.created' | 'article.updated' | 'article.removed';

/** One state of the store, read in peace while others write. */
export type StoreSnapshot = {
  /** Every change up to this one is in what is read here, and none after it. */
  seq: number;
  /** By id. */
  articles(query: Query): AsyncIterable<Article>;
  /** Standing stories with their revisions, by id. */
  stories(): AsyncIterable<{ story: Story; revision: number }>;
  close(): Promise<void>;
};

/**
 * What lies behind the change feed: where a time stands in it, how far back it goes, and whole states to begin from.
 *
 * Promises: the feed is only ever shortened at its beginning, so what is held has no gap.
 * Not here: reading the feed itself (`ArticleStore.changes`).
 */
export interface ChangeHistory {
  /** The `seq` of the first change that is still held; one past the last where none is. */
  firstSeq(): Promise<number>;
  /**
   * The place before the first change of that time or later: reading on from it misses none of them. (Clocks of writers
   * may differ a little, so a few older changes may come too.)
   */
  placeAt(at: string): Promise<number>;
  /** Changes after a place as the JSON of each, for who passes them on unread; each begins with its `seq`. */
  changeLines(since: number, limit: number): Promise<{ seq: number; json: string }[]>;
  /** The last change of one article before `seq`; null: none is held. */
  articleChangeBefore(articleId: string, seq: number): Promise<ChangeEvent | null>;
  /** Every article that changed after a place, once, with the type of its last change. */
  articlesChangedSince(seq: number): Promise<{ id: string; type: ArticleChangeType }[]>;
  /**
   * Takes what earlier changes told of a removed article out of the feed: each becomes its tombstone, in its place, with
   * its `seq` and time. Gives back how many; 0 where the article stands.
   */
  redact(articleId: string): Promise<number>;
  /** The last tombstones, newest first, one an article. */
  removals(limit: number): Promise<Extract<ChangeEvent, { type: 'article.removed' }>[]>;
  /** Lets go of the changes before that time; gives back how many. */
  forget(before: string): Promise<number>;
  snapshot(): Promise<StoreSnapshot>;
  close(): Promise<void>;
}
