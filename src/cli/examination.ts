import type { Archive } from '../archive/archive.ts';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { OperationStore } from '../store/operation-store.ts';
import type { SubscriptionStore } from '../store/subscription-store.ts';

export type ExaminedStores = {
  store: ArticleStore;
  operations: OperationStore;
  subscriptions: SubscriptionStore;
};

/**
 * The parts of an installation, each opened by itself: what is broken hides nothing else. What was opened once is
 * given again, and so is the error of what could not be.
 */
export type Examination = {
  dataFolder: string;
  /** Where pages lie: a folder, or s3://… */
  archivePlace: string;
  contact: string | undefined;
  /** Writes a file into the data folder; gives back the bytes that are free there. */
  writeData(): Promise<number>;
  /** How many site files there are. @throws {SiteFileError} */
  sites(): number;
  stores(): Promise<ExaminedStores>;
  queue(): Promise<Pick<JobQueue, 'counts'>>;
  archive(): Promise<Pick<Archive, 'read' | 'pages'>>;
  parse(page: Page): Promise<ParsedArticle>;
  /** Chromium's path; null: there is none in the usual places. @throws the one that was named is not there */
  browser(): Promise<string | null>;
  /** Clocks that ours is held against, and by how many milliseconds each is ahead of it. */
  clocks(): Promise<{ name: string; aheadMs: number }[]>;
  /** @throws {ListenError} something else listens there */
  port(setting: 'api' | 'probes'): Promise<{ place: string; held: 'free' | 'wellspring' }>;
  close(): Promise<void>;
};
