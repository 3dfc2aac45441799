import { z } from 'zod';
import { Instant } from './instant.ts';

// Shapes that the HTTP interface answers with: no code of schedules comes with them.

/** Why a schedule makes no runs. */
export const PausedBy = z.object({
  by: z.enum(['site', 'all', 'site file']),
  since: Instant.nullable().describe('null: since its site file says so'),
  reason: z.string(),
});
export type PausedBy = z.infer<typeof PausedBy>;

/** One schedule as a person sees it. */
export const ScheduleView = z.object({
  id: z.string().describe('The first address of its lists'),
  site: z.string(),
  starts: z.array(z.object({ url: z.string(), kind: z.enum(['list', 'feed', 'sitemap']) })),
  rhythm: z.string().describe('In words: "every 30 min", "cron 0 6 * * * (Europe/Berlin)"'),
  zone: z.string(),
  jitterMinutes: z.number(),
  overlap: z.enum(['skip', 'wait', 'parallel']),
  missed: z.enum(['once', 'skip']),
  blackout: z.array(z.string()),
  paused: PausedBy.nullable(),
  lastVisitAt: Instant.nullable(),
  next: z.array(Instant).describe('When its next runs begin; none while it is paused'),
  certainUntil: Instant.nullable().describe(
    'Times after this one may move with what is learned until then; null: all are certain',
  ),
  predicted: z
    .object({ p95Minutes: z.number(), shareWithin: z.number(), requestsPerDay: z.number() })
    .nullable()
    .describe(
      'What the plan promises of all lists that share the goal; null: there is no goal, or nothing was learned yet',
    ),
  actual: z
    .object({ articles: z.number(), p95Minutes: z.number(), shareWithin: z.number() })
    .nullable()
    .describe('How late the new articles of the last seven days were found; null: none was'),
  expectedPerDay: z
    .number()
    .nullable()
    .describe('New articles a day, as learned; null: nothing was learned yet'),
});
export type ScheduleView = z.infer<typeof ScheduleView>;

export const SiteProblemView = z.object({
  file: z.string(),
  message: z.string().describe('With line and column: what was found and what is allowed'),
  since: Instant,
  inForce: z.enum(['before', 'nothing']).describe('What holds meanwhile: the file as it was, or nothing'),
});

/** A schedule that does not do what it should. */
export const ScheduleAlarm = z.object({
  kind: z.enum(['overdue', 'outage', 'freshness', 'site-file']),
  site: z.string().describe('The file, where a site file is wrong'),
  schedule: z.string().nullable(),
  since: Instant,
  message: z.string(),
});
export type ScheduleAlarm = z.infer<typeof ScheduleAlarm>;
