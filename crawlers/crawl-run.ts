import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { crawleeLoop } from './crawlee-loop.ts';
import type { GuardedClient } from './fetch/guarded-client.ts';
import type { Frontier, FrontierNeeds } from './frontier.ts';
import type { HostGate } from './gate/host-gate.ts';
import type { HomeOrigins } from './home-origins.ts';
import type { Scope } from './scope.ts';
import type { Traps } from './traps.ts';
import type { VisitNeeds } from './visit.ts';

/** What one crawl is asked to do. */
export type CrawlRequest = {
  runId: string;
  starts: readonly { url: string; kind: 'page' | 'list' | 'feed' | 'sitemap' }[];
  /** Whose URLs this crawl fetches (with port); links to others are out of scope. */
  hosts: readonly string[];
  include: readonly string[];
  exclude: readonly string[];
  /** Visits at most. */
  maxPages: number;
  maxDepth: number;
  /**
   * `all`: every URL met is visited, as a person who says `crawl` expects. `due`: known ones only when their next visit is
   * due, and those that are due without being met, too.
   */
  revisit?: 'all' | 'due';
};

/** What a crawl can tell besides the outcomes of its URLs. */
export type CrawlReport = {
  /** Visits that were made. */
  fetched: number;
  /** Known URLs that were met and are not due yet. */
  notDue: number;
};

export type CrawlNeeds = {
  store: Pick<ArticleStore, 'enqueue' | 'queued' | 'settle' | 'urls' | 'url' | 'requeueDue'>;
  client: Pick<GuardedClient, 'get' | 'ownHeaders' | 'refusal'>;
  gate: Pick<HostGate, 'enter' | 'sitemaps'>;
  archive: VisitNeeds['archive'];
  addIngest: FrontierNeeds['addIngest'];
  /** A start led to another host: that one becomes a crawl of its own. */
  addCrawl(start: string): Promise<void>;
  now: () => Date;
  /** Fires when the crawl has to stop: it takes nothing new and leaves the rest in the frontier. */
  signal: AbortSignal;
  /** Fetches under way at once. */
  concurrency: number;
  /**
   * When a visited URL is due again (`src/schedule/visit-rhythm.ts`); left out: never by itself.
   * @param links the addresses that the page led to, in any order; null: no page came
   */
  rhythm?: (settled: UrlRecord, before: UrlRecord, links: readonly string[] | null) => UrlRecord;
  /** What takes and handles the URLs; Crawlee where nothing else is named. */
  loop?: typeof crawleeLoop<UrlRecord>;
};

/** One crawl under way, and what it has learned so far. */
export type CrawlRun = {
  data: CrawlRequest;
  needs: CrawlNeeds;
  frontier: Frontier;
  scope: Scope;
  /** For each URL that a redirect led to: from where. */
  redirects: Map<string, string>;
  /** Visits so far. */
  fetched: number;
  /** URLs whose page was fetched. */
  pages: Set<string>;
  /** URLs whose article was or will be fetched under another address. */
  twins: Map<string, { of: string; why: string }>;
  homes: HomeOrigins;
  traps: Traps;
};
