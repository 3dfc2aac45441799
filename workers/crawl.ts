import { crawl } from '../crawlers/crawl.ts';
import type { CrawlNeeds, CrawlReport } from '../crawlers/crawl-run.ts';
import { hostWithTwin } from '../crawlers/scope.ts';
import type { JobQueue } from '../src/queue/job-queue.ts';
import { type CrawlData, crawlJob, ingestJob } from './jobs.ts';

export type CrawlHostNeeds = Omit<CrawlNeeds, 'addIngest' | 'addCrawl'> & {
  queue: Pick<JobQueue, 'add'>;
  /** A crawl of another host was added to the run. */
  onCrawlAdded?: (key: string) => Promise<void>;
};

/** Pages in one ingest job: a commit costs about the same for one page as for these. */
const pagesInBatch = 16;

/** One job: crawl the hosts that it names, and hand the pages on. */
export async function crawlHost(
  data: CrawlData,
  { queue, onCrawlAdded, ...needs }: CrawlHostNeeds,
): Promise<CrawlReport> {
  return crawl(data, {
    ...needs,
    async addIngest(pages) {
      const jobs = [];
      for (let start = 0; start < pages.length; start += pagesInBatch) {
        jobs.push(ingestJob({ runId: data.runId, pages: pages.slice(start, start + pagesInBatch) }));
      }
      await queue.add(jobs);
    },
    async addCrawl(start) {
      const hosts = hostWithTwin(new URL(start).host);
      const job = crawlJob({ ...data, starts: [{ url: start, kind: 'page' }], hosts });
      await onCrawlAdded?.(job.key);
      await queue.add([job]);
    },
  });
}
