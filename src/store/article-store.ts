import type { Article } from '../model/article.ts';
import type { ChangeEvent } from '../model/change-event.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Revision } from '../model/revision.ts';
import type { Story } from '../model/story.ts';
import type { UrlDecision, UrlRecord } from '../model/url-record.ts';
import type { Query } from '../query/query.ts';
import type { FigureStore } from './figure-store.ts';
import type { Placement } from './list-target.ts';
import type { StoryDecisionStore } from './story-decision-store.ts';

/** What story matching keeps of a text; opaque to the store but for the bands it is looked up by. */
export type StoredSketch = {
  articleId: string;
  storyId: string;
  site: string;
  /** Keys that near-duplicates probably share: a store finds candidates by any common band. */
  bands: readonly number[];
  /** The serialized sketch, with its version inside. */
  sketch: Uint8Array;
};

/** What is compared with a new text. */
export type CandidateSketch = Omit<StoredSketch, 'bands'>;

/** One article to be written, with what was read before: the store refuses if another writer was first. */
export type ArticleWrite = {
  article: Article;
  sketch: Pick<StoredSketch, 'bands' | 'sketch'>;
  /** The revision this write builds on; 0: the article is new. */
  expectedRevision: number;
  /** The older text, where the text changed. */
  revision: Revision | null;
  /** False: the text stays, and a change is told only where more moved than a visit moves (`sameToFollowers`). */
  changed: boolean;
};

/** A story to be written; `absorbed` stories end, and each gives a `story.merged` event. */
export type StoryWrite = { story: Story; absorbed: readonly string[] };

/** What the other members of a story say about one article; its text and its revision stay as they are. */
export type Rejudged = Pick<Article, 'storyId' | 'relation' | 'dateVerdict' | 'dateReasons' | 'lagDays'> & {
  articleId: string;
};

/** One batch: all of it is committed in one transaction, or nothing. */
export type Commit = {
  at: string;
  articles: readonly ArticleWrite[];
  /** Articles whose story moved around them without a fetch: each gives an `article.updated`. */
  rejudged: readonly Rejudged[];
  stories: readonly StoryWrite[];
  observations: readonly Observation[];
  urls: readonly UrlRecord[];
  /**
   * `lastSeq()` from before the candidates were asked for. A store with many writers refuses the batch where a text
   * that shares a band came in since; the embedded store, whose ingests stand in line, where a story that the batch
   * writes has changed since.
   */
  matchedAt?: number;
};

/** Decisions that are kept of one URL: the last ones. */
export const MAX_DECISIONS_OF_URL = 40;

export type Sort = 'newest' | 'oldest' | 'relevance';

export type ArticleSearch = {
  query: Query;
  limit: number;
  /** From an earlier answer to the same query and sort; null: from the start. */
  cursor: string | null;
  sort: Sort;
  /** One row a story (its most original member) instead of one an article. */
  collapse: boolean;
};

export type ArticleHit = {
  article: Article;
  /** Members of its story, itself included. */
  copies: number;
  /** Pieces of the text around the words found, with the words between U+E000 and U+E001. */
  highlights: readonly string[];
};

/** Whether a number was counted, is projected from a part, or is a lower bound. */
export type Certainty = 'exact' | 'estimate' | 'at-least';

export type FoundArticles = {
  hits: ArticleHit[];
  /** The cursor of the next hits; null: no more. */
  next: string | null;
  /** How many there are in all: articles, or stories where they are collapsed. */
  total: number;
  totalIs: Certainty;
  /** Rank and collapse were judged among so many of the newest that fit; null: among all of them. */
  among: number | null;
  /** For an `as-of:` query, its time, and whether the change feed reaches back to it; null: the state of now. */
  asOf: { at: string; exact: boolean } | null;
};

/** What tells of an article's place among others, without its text. */
export type ArticleOutline = Pick<
  Article,
  'id' | 'storyId' | 'site' | 'language' | 'relation' | 'firstSeenAt'
> & {
  verdict: Article['dateVerdict'];
  /** Smaller is nearer to the original. */
  relationRank: number;
};

export type FacetField = 'site' | 'language' | 'verdict' | 'relation' | 'day';

/** Counts of each field's values, the most frequent first. */
export type Facets = Record<FacetField, readonly { value: string; count: number }[]> & {
  /** The share of the articles that was counted, 1 or a half, a quarter …; below 1 the counts are projections. */
  sample: number;
  /** Only so many of the newest that fit were counted; null: all of them, or an even sample. */
  among: number | null;
};

/** Articles by the quarter of an hour (UTC) of their first sight, in order of time; empty ones are left out. */
export type SeenTimes = {
  quarters: readonly { startMs: number; count: number }[];
  /** As in `Facets`. */
  sample: number;
};

/** Stories told by the newest articles that fit. */
export type ToldStories = {
  stories: readonly { storyId: string; firstSeenAt: string }[];
  /** Only so many of the newest articles were looked at; null: all of them. */
  among: number | null;
};

/**
 * The articles, their history, and the one order of their changes.
 *
 * Promises: a commit is atomic and, once promised, survives a kill of the process; `seq` has no gaps and no
 * reader ever sees N+1 before N; writing the same commit twice has the effect of once.
 * Not here: matching, parsing, who may ask. Of `as-of:` an adapter knows no more than that nothing later was there;
 * `asOfStore` puts the state of then together.
 */
export interface ArticleStore extends StoryDecisionStore, FigureStore {
  /** @throws {StaleCommitError} an `expectedRevision` no longer holds: read again and decide again */
  commit(batch: Commit): Promise<{ firstSeq: number; lastSeq: number }>;
  /** Leaves a tombstone in the change feed; false: there is no such article. */
  remove(articleId: string, reason: string, at: string): Promise<boolean>;

  article(id: string): Promise<Article | null>;
  /** The members of one story by first sight; the first `limit` of them, where it is given. */
  members(storyId: string, limit?: number): Promise<Article[]>;
  search(search: ArticleSearch): Promise<FoundArticles>;
  facets(query: Query): Promise<Facets>;
  seenTimes(query: Query): Promise<SeenTimes>;
  /** Each story once, with its first sight among the articles that fit. */
  toldStories(query: Query): Promise<ToldStories>;
  /** Everything that fits, in no order, without a limit. */
  outlines(query: Query): AsyncIterable<ArticleOutline>;
  /** Every article that fits, by id, without a limit; those with an id greater than `after`, where it is given. */
  export(query: Query, from?: { after: string }): AsyncIterable<Article>;
  revisions(articleId: string): Promise<Revision[]>;
  observations(articleId: string): Promise<Observation[]>;
  /**
   * Where the lists of other articles had one of these addresses, in order of time: the newest `limit` of them. Visits
   * from before lists were looked up are not among them.
   */
  placements(urls: readonly string[], limit: number): Promise<Placement[]>;
  story(id: string): Promise<Story | null>;
  /** The id that an ended story was merged into, followed to its end; the id itself where it stands. */
  currentStoryId(id: string): Promise<string | null>;
  stories(page: { limit: number; cursor: string | null; minCopies: number }): Promise<{
    stories: Story[];
    next: string | null;
  }>;
  /** At most `perBand` sketches a band, so that 100,000 copies of one text cost no more than a few. */
  candidates(bands: readonly number[], perBand: number): Promise<CandidateSketch[]>;
  /** What matching keeps of an article's text; null: there is no such article. */
  sketch(articleId: string): Promise<Pick<StoredSketch, 'bands' | 'sketch'> | null>;
  /**
   * Puts new sketches in the place of older ones of the same texts (the sketches have another version): no event, no
   * revision. Articles that are gone are passed over.
   */
  resketch(sketches: readonly Pick<StoredSketch, 'articleId' | 'bands' | 'sketch'>[]): Promise<void>;

  /** Events with `seq` greater than `since`, in order. */
  changes(since: number, limit: number): Promise<ChangeEvent[]>;
  lastSeq(): Promise<number>;
  /** Resolves when there is an event after `since`, or after `waitMs`. */
  waitForChange(since: number, waitMs: number): Promise<void>;

  url(url: string): Promise<UrlRecord | null>;
  /** Every address that stands, or stood, for an article. */
  urlsOfArticle(articleId: string): Promise<UrlRecord[]>;
  /** What was decided of a URL, in order; the last `MAX_DECISIONS_OF_URL` are kept. */
  urlHistory(url: string): Promise<UrlDecision[]>;
  urls(filter: { host?: string; outcome?: Outcome; limit: number; cursor: string | null }): Promise<{
    urls: UrlRecord[];
    next: string | null;
  }>;
  /** How many URLs have each outcome, in one run or in all. */
  outcomes(runId: string | null): Promise<Partial<Record<Outcome, number>>>;

  /** New articles that a run found within one link of its starts: their URL was first seen at `since` or later. */
  freshArticles(runId: string, since: string): Promise<number>;

  /**
   * Frontier: adds URLs not yet known, or known and asked for again (`force`); with `dueAt`, known ones only where their
   * rhythm makes them due by then. Gives back how many were added.
   */
  enqueue(records: readonly UrlRecord[], options: { force: boolean; dueAt?: string }): Promise<number>;
  /** Frontier: URLs of these hosts whose next visit is due join the run, the longest due first; gives back how many. */
  requeueDue(runId: string, due: { hosts: readonly string[]; at: string; limit: number }): Promise<number>;
  /** Hosts with URLs whose next visit is due, and how many they are. */
  dueHosts(at: string): Promise<{ host: string; urls: number }[]>;
  /**
   * Frontier: the next URLs of these hosts that wait for a fetch in a run, by priority, then age; the same ones again
   * after a kill.
   */
  queued(
    runId: string,
    options: { hosts: readonly string[]; limit: number; notUrls: ReadonlySet<string> },
  ): Promise<UrlRecord[]>;
  /** Frontier: writes what became of URLs. One that another run has asked for meanwhile is left to that run. */
  settle(records: readonly UrlRecord[]): Promise<void>;

  sites(): Promise<{ site: string; articles: number; firstSeenAt: string; lastSeenAt: string }[]>;
  close(): Promise<void>;
}
