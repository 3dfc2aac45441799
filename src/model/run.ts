import { z } from 'zod';
import { Instant } from './instant.ts';
import { Outcome } from './outcome.ts';

/** Why a run was made: a list seen for the first time, its schedule, a missed time of it, pages due again, a person. */
export const RunTrigger = z.enum(['first', 'schedule', 'missed', 'revisit', 'hand']);
export type RunTrigger = z.infer<typeof RunTrigger>;

/**
 * `waiting` and `running` are open. `skipped`: the run before it was still under way. `missed`: the service did not run at
 * its time. `failed`: its crawl failed for good and waits as a dead letter.
 */
export const RunState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'skipped', 'missed']);
export type RunState = z.infer<typeof RunState>;

/** One run: what was visited together, and what came of it. */
export const Run = z.object({
  id: z.string(),
  /** Name of the site; null: addresses that belong to none. */
  site: z.string().nullable(),
  /** Id of its schedule; null where it has none. */
  schedule: z.string().nullable(),
  trigger: RunTrigger,
  state: RunState,
  /** Why, where the state does not say it all. */
  reason: z.string().nullable(),
  /** When it was to begin: what the preview of its schedule says. */
  plannedAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Addresses that it begins at; none: pages that are due again. */
  starts: z.array(z.string()),
  /** Keys of its jobs in the queue. */
  jobs: z.array(z.string()),
  /** Of its URLs; `not-due` counts also those that were met and left alone. */
  outcomes: z.partialRecord(Outcome, z.int().nonnegative()),
  /** Requests for pages, lists, feeds and sitemaps; tries again and robots.txt are not counted. */
  requests: z.int().nonnegative(),
  /** Met again before their next visit was due. */
  notDue: z.int().nonnegative(),
  /** New articles found within one link of its starts. */
  freshArticles: z.int().nonnegative(),
});
export type Run = z.infer<typeof Run>;

export const openStates: readonly RunState[] = ['waiting', 'running'];
