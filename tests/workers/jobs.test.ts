import { describe, expect, it } from 'vitest';
import { crawlJob, ingestJob, jobNames, jobs } from '../../workers/jobs.ts';

const crawl = {
  ...{ runId: 'r', hosts: ['a.example'], include: ['/'], exclude: [], maxPages: 10, maxDepth: 2 },
  starts: [{ url: 'https://a.example/', kind: 'page' as const }],
  ...{ revisit: 'all' as const, site: null },
};
const pages = [{ url: 'https://a.example/1', snapshot: { file: 'x.warc.gz', offsetBytes: 7 } }];

describe('the table of jobs', () => {
  it('gives the same crawl of one run the same key, and another run another', () => {
    expect(crawlJob(crawl).key).toBe(crawlJob({ ...crawl }).key);
    expect(crawlJob({ ...crawl, runId: 's' }).key).not.toBe(crawlJob(crawl).key);
  });
  it('gives the same places of one run the same key', () => {
    expect(ingestJob({ runId: 'r', pages }).key).toBe(ingestJob({ runId: 'r', pages }).key);
    expect(ingestJob({ runId: 's', pages }).key).not.toBe(ingestJob({ runId: 'r', pages }).key);
  });
  it('carries references only, never a page', () => {
    expect(JSON.stringify(ingestJob({ runId: 'r', pages })).length).toBeLessThan(400);
  });
  it('knows the shape, the version and the concurrency of each job', () => {
    for (const name of jobNames)
      expect(jobs[name]).toMatchObject({ version: expect.any(Number), concurrency: expect.any(Number) });
  });
});
