import { type IngestData, ingestJob } from '../../workers/jobs.ts';
import { failureClass } from '../queue/failure-class.ts';
import type { JobQueue } from '../queue/job-queue.ts';

/**
 * A batch that fails of one of its pages is taken apart: each page becomes a job of its own, so that the others are stored
 * and only the one that fails waits for a person, with its page at hand.
 */
export async function ingestAlone(
  data: IngestData,
  ingest: (data: IngestData) => Promise<void>,
  queue: Pick<JobQueue, 'add'>,
): Promise<void> {
  try {
    await ingest(data);
  } catch (error) {
    const failure = failureClass(error);
    if (data.pages.length === 1 || failure === 'transient' || failure === 'host') throw error;
    await queue.add(data.pages.map((page) => ingestJob({ ...data, pages: [page] })));
  }
}
