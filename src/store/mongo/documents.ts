import type { Binary, Collection, Db } from 'mongodb';
import type { Article } from '../../model/article.ts';
import type { ChangeEvent } from '../../model/change-event.ts';
import type { Observation } from '../../model/observation.ts';
import type { Revision } from '../../model/revision.ts';
import type { Story } from '../../model/story.ts';
import type { UrlDecision, UrlRecord } from '../../model/url-record.ts';
import type { ArticleSearchFields } from '../article-search-fields.ts';

/** An article as it is, and beside it what queries ask for. */
export type ArticleDocument = Article & {
  _id: string;
  search: Omit<ArticleSearchFields, 'views' | 'lag'> & {
    /** Each term once, behind a letter for its field: T title, B body, A authors. */
    terms: readonly string[];
    /** Terms in all three fields: what BM25 calls the length of a document. */
    length: number;
  };
};

/** What story matching looks articles up by; apart from the articles, so that the lookups read little. */
export type SketchDocument = {
  _id: string;
  storyId: string;
  site: string;
  bands: readonly number[];
  sketch: Binary;
  /** Place of the article's first event: the earliest articles of a band are its candidates. */
  place: number;
  /** Where the feed stood when this sketch was written. */
  writtenAt: number;
};

export type StoryDocument = Story & {
  _id: string;
  version: number;
  firstSeenAt: string;
  memberCount: number;
  /** The story that took this one in; null while it stands. */
  mergedInto: string | null;
};

type WithoutSeq<E> = E extends unknown ? Omit<E, 'seq'> : never;
/** A change before it has its place in the order. */
export type NewEvent = WithoutSeq<ChangeEvent>;
export type EventDocument = NewEvent & { _id: number };

export type UrlDocument = UrlRecord & {
  _id: string;
  /** Order of first sight: of two URLs with one priority, the older is fetched first. */
  place: number;
  history?: UrlDecision[];
};

/** The one document that every commit changes: commits stand in line, and `lastSeq` has no gaps. */
export type FeedDocument = {
  _id: 'feed';
  lastSeq: number;
  /** Raised by every commit, with or without events. */
  commits: number;
  /** What BM25 has to know of the whole: articles, and the terms in them. */
  articles: number;
  terms: number;
};

export type SchemaDocument = { _id: 'schema'; version: number };

/** A visit, and what the addresses in its lists are looked up by (`listTarget`). */
export type ObservationDocument = Observation & { _id: string; targets?: readonly string[] };

export type Collections = {
  articles: Collection<ArticleDocument>;
  sketches: Collection<SketchDocument>;
  revisions: Collection<Revision & { _id: string }>;
  observations: Collection<ObservationDocument>;
  stories: Collection<StoryDocument>;
  events: Collection<EventDocument>;
  urls: Collection<UrlDocument>;
  feed: Collection<FeedDocument>;
  /** Every word of an alphabet that was ever in a text: where the forms of a word are looked up. */
  words: Collection<{ _id: string }>;
};

export function collectionsOf(db: Db): Collections {
  return {
    articles: db.collection('articles'),
    sketches: db.collection('sketches'),
    revisions: db.collection('revisions'),
    observations: db.collection('observations'),
    stories: db.collection('stories'),
    events: db.collection('events'),
    urls: db.collection('urls'),
    feed: db.collection('feed'),
    words: db.collection('words'),
  };
}
