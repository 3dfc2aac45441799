import type { Start } from '../../workers/jobs.ts';
import type { Archive } from '../archive/archive.ts';
import type { HealthDesk } from '../health/health-desk.ts';
import type { Article } from '../model/article.ts';
import type { HostEntry } from '../model/host-entry.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { Removal, RemovalTarget } from '../model/removal.ts';
import type { ReparseReport } from '../model/reparse-report.ts';
import type { RetentionRule } from '../model/retention-rule.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import type { UrlBiography } from '../model/url-biography.ts';
import type { DeadLetterDesk } from '../queue/dead-letter-desk.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { ScheduleDesk } from '../schedule/schedule-desk.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { OperationStore } from '../store/operation-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import type { StoryDesk } from '../store/story-desk.ts';
import type { SubscriptionStore } from '../store/subscription-store.ts';

export type Outcomes = Partial<Record<Outcome, number>>;

/** One run: some starts, crawled until nothing is left or the budget is spent. */
export type RunRequest = {
  starts: readonly Start[];
  /** Of each host. */
  maxPages?: number;
  maxDepth?: number;
};

export type RunSummary = {
  runId: string;
  outcomes: Outcomes;
  seconds: number;
  /** The run was asked to stop; what is still queued goes on with the next run of the service. */
  interrupted: boolean;
  /** It went on with a run of the same starts that was stopped or killed; the outcomes are those of both. */
  resumed: boolean;
  /** Jobs of the run that failed for good and wait for a person. */
  failures: readonly string[];
};

/** A page, or why there is none. */
export type Fetched = { page: Page } | { outcome: Outcome; reason: string };

/** The wired application as commands see it: ports and a few verbs, no adapter. */
export type Application = {
  dataFolder: string;
  store: ArticleStore;
  archive: Archive;
  history: ChangeHistory;
  /** Saved searches, webhooks and keys. */
  subscriptions: SubscriptionStore;
  /** Where stories are joined and parted by hand. */
  storyDesk: StoryDesk;
  queue: JobQueue;
  /** Runs, pauses, and how far each schedule has come. */
  schedules: ScheduleStore;
  scheduleDesk: ScheduleDesk;
  deadLetters: DeadLetterDesk;
  /** As the site files say now: they are read again while the service runs. @throws {SiteFileError} one is wrong */
  readonly sites: readonly SiteDefinition[];
  /** The health of sites as it is kept, and the log of operators. */
  operations: OperationStore;
  /** Where a person decides on sites that have changed. */
  health: HealthDesk;
  /** @throws an error with code 'parse-refused' */
  parse(page: Page): Promise<ParsedArticle>;
  /** One page, politely: robots.txt and the pace of its host hold here too. */
  fetchPage(url: string, signal: AbortSignal): Promise<Fetched>;
  /** Everything that can be told of a URL, met or not; may ask a host of ours for its robots.txt. */
  biography(url: string): Promise<UrlBiography>;
  /** How each host was treated, by origin. */
  hosts(): Promise<HostEntry[]>;
  /** Crawls, parses, matches and stores; done when nothing of the run is under way. */
  run(
    request: RunRequest,
    onProgress: (outcomes: Outcomes) => void,
    signal: AbortSignal,
  ): Promise<RunSummary>;
  /**
   * Today's parsers over the archive. `sites`: as articles name them; null: all. `apply`: writes what differs. Goes on
   * where the same request was stopped or killed, unless `fresh`.
   */
  reparse(
    request: { sites: readonly string[] | null; apply: boolean; fresh?: boolean },
    onProgress: (pages: number) => void,
    signal: AbortSignal,
  ): Promise<ReparseReport>;
  /** Works off the queue, and starts the visits of the sites as they fall due, until closed. */
  work(roles: { scheduler: boolean; worker: boolean }): Promise<{ close(): Promise<void> }>;
  /** Takes content out for good, from store, indexes and archive, as work that lasts over a restart. */
  removal: {
    /** Null: nothing is known of it. @throws an error with code 'unknown-site': a retention rule names it */
    ask(target: RemovalTarget, by: { reason: string; who: string }): Promise<Removal | null>;
    /** Works on removals until this one has ended, wherever it is done, or the signal stops it: then it waits again. */
    finish(id: string, onProgress: (now: Removal) => void, signal: AbortSignal): Promise<Removal>;
    /** As it is once it has ended, or after that time. */
    watched(id: string, options: { withinMs: number }): Promise<Removal | null>;
  } & Pick<OperationStore, 'removal' | 'removals'>;
  /** What the rules of the settings let go of. @throws an error with code 'unknown-site' */
  retention: {
    rules: readonly RetentionRule[];
    /** Each article once, with the first rule that fits it. */
    expired(): AsyncIterable<{ rule: RetentionRule; article: Article; textBytes: number }>;
    /** The same counted, most articles first. */
    counted(): Promise<{ rule: string; site: string; articles: number; textBytes: number }[]>;
  };
  /** Works off what is queued; done when nothing waits. */
  finish(onProgress: (waiting: number) => void, signal: AbortSignal): Promise<void>;
  /** API and dashboard; the one that was built last, where no folder is named. */
  serve(address: {
    host?: string;
    port?: number;
    dashboardFolder?: string;
  }): Promise<{ url: string; close(): Promise<void> }>;
  /** Health and metrics of a process that serves no API. */
  serveProbes(address: { host?: string; port?: number }): Promise<{ url: string; close(): Promise<void> }>;
  close(): Promise<void>;
};

/** Flags that stand above the settings of file and environment. */
export type SettingFlags = { data?: string; allow?: string };

export type OpenApplication = (flags: SettingFlags) => Promise<Application>;

/** Opens the application for one command and closes it whatever happens. */
export async function withApplication<T>(
  open: OpenApplication,
  flags: SettingFlags,
  use: (application: Application) => Promise<T>,
): Promise<T> {
  const application = await open(flags);
  try {
    return await use(application);
  } finally {
    await application.close();
  }
}
