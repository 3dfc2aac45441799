import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Snapshot } from '../src/model/snapshot.ts';
import type { Job } from '../src/queue/job-queue.ts';

/** Where a crawl begins. */
export const Start = z.object({ url: z.url(), kind: z.enum(['page', 'list', 'feed', 'sitemap']) });
export type Start = z.infer<typeof Start>;

/** Crawl from some starts until nothing is queued or the budget is spent. */
export const CrawlData = z.object({
  runId: z.string(),
  /** None: the run visits what is due again. */
  starts: z.array(Start),
  /** Hosts (with port) that belong to the crawl; links to others are out of scope. */
  hosts: z.array(z.string()).min(1),
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  maxPages: z.int().positive(),
  maxDepth: z.int().nonnegative(),
  /** Known URLs: all that are met, or only those whose next visit is due. */
  revisit: z.enum(['all', 'due']).default('all'),
  /** Name of the site that the hosts belong to, for its pauses and blackout hours. */
  site: z.string().nullable().default(null),
});
export type CrawlData = z.infer<typeof CrawlData>;

/** Parse, match and store pages that lie in the archive. References only, never HTML. */
export const IngestData = z.object({
  runId: z.string(),
  pages: z.array(z.object({ url: z.url(), snapshot: Snapshot })).min(1),
  /** They were held, and are let through now: their health is not looked at again. */
  letThrough: z.boolean().default(false),
});
export type IngestData = z.infer<typeof IngestData>;
export type IngestRequest = z.input<typeof IngestData>;

/** Render pages that are empty without scripts. */
export const BrowseData = z.object({ runId: z.string(), urls: z.array(z.url()).min(1) });
export type BrowseData = z.infer<typeof BrowseData>;

/** Take content out for good; what and why stands in its record. */
export const RemoveData = z.object({ removalId: z.string() });
export type RemoveData = z.infer<typeof RemoveData>;

/** The table of all jobs: the shape of the data, its version, and how many of each run at once in one process. */
export const jobs = {
  crawl: { data: CrawlData, version: 1, concurrency: 4 },
  // One at a time: matching reads what the batch before has written.
  ingest: { data: IngestData, version: 1, concurrency: 1 },
  browse: { data: BrowseData, version: 1, concurrency: 1 },
  // A request is not to wait until the retention rules have let go of everything.
  remove: { data: RemoveData, version: 1, concurrency: 2 },
} as const;
export type JobName = keyof typeof jobs;

export const jobNames: readonly JobName[] = ['crawl', 'ingest', 'browse', 'remove'];

/** One crawl of one run: asking for it twice starts it once. */
export function crawlJob(data: CrawlData): Job {
  return job('crawl', `${data.runId} ${data.hosts.join(' ')}`, data);
}

/** The idempotency key is the run and the places in the archive: what one run fetched is stored once. */
export function ingestJob(data: IngestRequest, { priority = 0 } = {}): Job {
  const places = data.pages.map(({ url, snapshot }) => `${url} ${snapshot.file}:${snapshot.offsetBytes}`);
  return { ...job('ingest', [data.runId, ...places].join('\n'), data), priority };
}

/** A page is rendered once in a run. */
export function browseJob(data: BrowseData): Job {
  return job('browse', [data.runId, ...data.urls].join('\n'), data);
}

/** A removal is done once. */
export function removeJob(data: RemoveData): Job {
  return job('remove', data.removalId, data);
}

function job(name: JobName, identity: string, data: unknown): Job {
  const key = createHash('sha256').update(identity).digest('hex').slice(0, 32);
  return { name, key, version: jobs[name].version, data, priority: 0, notBeforeMs: 0 };
}
