import { crawl } from '../crawlers/crawl.ts';
import type { CrawlNeeds, CrawlReport } from '../crawlers/crawl-run.ts';
import type { PageToIngest } from '../crawlers/frontier.ts';
import { hostWithTwin } from '../crawlers/scope.ts';
import type { Job, JobQueue } from '../src/queue/job-queue.ts';
import { type CrawlData, crawlJob, ingestJob } from './jobs.ts';

export type CrawlHostNeeds = Omit<CrawlNeeds, 'addIngest' | 'addCrawl'> & {
  queue: Pick<JobQueue, 'add'>;
  /** A crawl of another host was added to the run. */
  onCrawlAdded?: (key: string) => Promise<void>;
};

/** Pages in one ingest job: a commit costs about the same for one page as for these. */
const pagesInBatch = 16;

/** Whoever asks for hundreds of known articles once more does not hold up what is new. */
const afterNews = 1;

/** One job: crawl the hosts that it names, and hand the pages on. */
export async function crawlHost(
  data: CrawlData,
  { queue, onCrawlAdded, ...needs }: CrawlHostNeeds,
): Promise<CrawlReport> {
  return crawl(data, {
    ...needs,
    async addIngest(pages) {
      const { news = [], known = [] } = Object.groupBy(pages, ({ isKnown }) => (isKnown ? 'known' : 'news'));
      await queue.add([...batches(data.runId, news, 0), ...batches(data.runId, known, afterNews)]);
    },
    async addCrawl(start) {
      const hosts = hostWithTwin(new URL(start).host);
      const job = crawlJob({ ...data, starts: [{ url: start, kind: 'page' }], hosts });
      await onCrawlAdded?.(job.key);
      await queue.add([job]);
    },
  });
}

function batches(runId: string, pages: readonly PageToIngest[], priority: number): Job[] {
  const jobs: Job[] = [];
  for (let start = 0; start < pages.length; start += pagesInBatch) {
    const batch = pages.slice(start, start + pagesInBatch).map(({ url, snapshot }) => ({ url, snapshot }));
    jobs.push(ingestJob({ runId, pages: batch }, { priority }));
  }
  return jobs;
}
