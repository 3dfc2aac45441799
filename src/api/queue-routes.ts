import { z } from 'zod';
import type { FailureClass } from '../queue/failure-class.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import { type ApiServer, problems } from './api-server.ts';
import { QueueCounts } from './work-answers.ts';

/** How much work waits, and what failed for good. */
export function queueRoutes(
  app: ApiServer,
  { queue }: { queue: Pick<JobQueue, 'counts' | 'deadLetters'> },
): void {
  app.get(
    '/v1/queue',
    {
      schema: {
        tags: ['operation'],
        summary: 'Jobs by state, and the dead ones by what they failed of',
        querystring: z.strictObject({}),
        response: { 200: QueueCounts, ...problems },
      },
    },
    async () => {
      const failures: Record<FailureClass, number> = { transient: 0, host: 0, page: 0, ours: 0 };
      for await (const { failure } of queue.deadLetters()) failures[failure] += 1;
      return { ...(await queue.counts()), failures };
    },
  );
}
