import { jobNames, jobs } from '../../workers/jobs.ts';
import type { ApiOptions } from '../api/serve-api.ts';
import type { Settings } from '../settings.ts';
import { warnings } from './warnings.ts';

/** The board of the queues on Redis; without Redis there is none, and nothing of it is read. */
export async function openQueueBoard({ redisUrl }: Settings): Promise<Pick<ApiOptions, 'queueBoard'>> {
  if (!redisUrl) return {};
  const { queueBoard } = await import('../queue/bullmq/queue-board.ts');
  const names = jobNames.flatMap((name) =>
    Array.from({ length: jobs[name].version }, (_, index) => `${name}-v${index + 1}`),
  );
  const onError = (err: Error) => warnings.warn({ err }, 'the board of the queues cannot be read');
  return { queueBoard: queueBoard({ url: redisUrl, names, onError }) };
}
