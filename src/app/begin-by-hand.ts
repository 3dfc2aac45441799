import { isDeepStrictEqual } from 'node:util';
import type { RunRequest } from '../cli/application.ts';
import type { Job, JobQueue } from '../queue/job-queue.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import { newRunId } from './new-run-id.ts';
import { type RunBook, runByHand } from './run-book.ts';

export type BeginNeeds = {
  schedules: Pick<ScheduleStore, 'openRuns'>;
  queue: Pick<JobQueue, 'states'>;
  book: Pick<RunBook, 'begin'>;
  /** The crawls that a run of this id makes of the request. */
  jobsOf: (runId: string, request: RunRequest) => Job[];
  /** Done when the crawls that earlier runs left behind are over. */
  finishRest: () => Promise<void>;
  now: () => Date;
};

/**
 * Begins a run that a person asks for. One of the same starts that was stopped or killed goes on instead, and one of other
 * starts on the same hosts is finished first: two of them at once would take each other's URLs, and fetch them twice.
 */
export async function beginByHand(
  request: RunRequest,
  { schedules, queue, book, jobsOf, finishRest, now }: BeginNeeds,
): Promise<{ runId: string; resumed: boolean }> {
  const starts = request.starts.map(({ url }) => url).toSorted();
  for (const { id, trigger, starts: before } of await schedules.openRuns()) {
    if (trigger !== 'hand') continue;
    const states = await queue.states(jobsOf(id, request));
    if (!states.some((state) => state === 'waiting' || state === 'running')) continue;
    if (isDeepStrictEqual(before.toSorted(), starts)) return { runId: id, resumed: true };
    await finishRest();
    break;
  }
  const runId = newRunId(now());
  const jobs = jobsOf(runId, request);
  await book.begin(runByHand(runId, jobs, now()), jobs);
  return { runId, resumed: false };
}
