import { Counter, Histogram, Registry } from 'prom-client';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';

/** What this process does itself: how long pages take to read, how jobs end. */
export function processMetrics() {
  const registry = new Registry();
  const parse = new Histogram({
    name: 'wellspring_parse_seconds',
    help: 'Time to read one page, waiting for a thread included, by result: read, refused, failed',
    labelNames: ['result'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [registry],
  });
  const jobs = new Counter({
    name: 'wellspring_jobs_total',
    help: 'Jobs that ended in this process, by name and result: done, failed',
    labelNames: ['job', 'result'],
    registers: [registry],
  });
  return {
    registry,
    /** `parse`, measured. */
    measured:
      (read: (page: Page) => Promise<ParsedArticle>) =>
      async (page: Page): Promise<ParsedArticle> => {
        const stop = parse.startTimer();
        try {
          const parsed = await read(page);
          stop({ result: 'read' });
          return parsed;
        } catch (error) {
          const refused = error instanceof Error && 'code' in error && error.code === 'parse-refused';
          stop({ result: refused ? 'refused' : 'failed' });
          throw error;
        }
      },
    /** `work`, counted. */
    async counted<T>(job: string, work: () => Promise<T>): Promise<T> {
      try {
        const result = await work();
        jobs.inc({ job, result: 'done' });
        return result;
      } catch (error) {
        jobs.inc({ job, result: 'failed' });
        throw error;
      }
    },
  };
}
