import { z } from 'zod';
import type { JobQueue } from '../queue/job-queue.ts';
import { type ApiServer, problems } from './api-server.ts';
import { QueueCounts } from './work-answers.ts';

/** How much work waits, and what failed for good. */
export function queueRoutes(
  app: ApiServer,
  { queue }: { queue: Pick<JobQueue, 'counts' | 'deadFailures'> },
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
    async () => ({ ...(await queue.counts()), failures: await queue.deadFailures() }),
  );
}
