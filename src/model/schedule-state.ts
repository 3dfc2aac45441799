import { z } from 'zod';
import { Instant } from './instant.ts';

/** A person keeps the service from visiting one site, or all. */
export const Pause = z.object({
  /** Name of the site; null: all of them. */
  site: z.string().nullable(),
  at: Instant,
  reason: z.string().max(500),
});
export type Pause = z.infer<typeof Pause>;

/** What was found of a list in one hour of the day (UTC), older finds counting less. */
export const HourRate = z.object({ items: z.number().nonnegative(), hours: z.number().nonnegative() });
export type HourRate = z.infer<typeof HourRate>;

/** New articles of one day by the length of the gap that each was found in (`delay-log.ts`). */
export const DelayDay = z.object({ day: z.iso.date(), found: z.array(z.number().nonnegative()) });
export type DelayDay = z.infer<typeof DelayDay>;

/** Visits an hour of the day, fixed for a while, so that the preview says what will happen. */
export const VisitPlan = z.object({
  madeAt: Instant,
  until: Instant,
  /** 24 numbers, UTC. */
  perHour: z.array(z.number().nonnegative()).length(24),
  /** What the plan promises of the whole group that shares a goal; null: nothing is known yet. */
  predicted: z
    .object({
      p95Minutes: z.number().nonnegative(),
      shareWithin: z.number().min(0).max(1),
      requestsPerDay: z.number().nonnegative(),
    })
    .nullable(),
});
export type VisitPlan = z.infer<typeof VisitPlan>;

/** What lasts of a schedule: how far its times have been dealt with, and what its list was seen to do. */
export const ScheduleState = z.object({
  id: z.string(),
  site: z.string(),
  /** Raised by every write. */
  version: z.int().nonnegative(),
  /** Times up to this one have become runs, or were told as missed or skipped. */
  doneUntil: Instant,
  /** When its next run begins, as far as is known; null: not known yet. */
  nextAt: Instant.nullable().default(null),
  /** How often the clock was put back: times that come twice are told apart by it. */
  clockBack: z.int().nonnegative(),
  lastVisitAt: Instant.nullable(),
  /** Visits in a row that got no page at all; null: the last one did. */
  silent: z
    .object({ since: Instant, lastAt: Instant, visits: z.int().positive(), last: z.string() })
    .nullable()
    .default(null),
  /** By hour of the day; empty: nothing was learned yet. */
  rates: z.array(HourRate),
  learnedAt: Instant.nullable(),
  delays: z.array(DelayDay),
  plan: VisitPlan.nullable(),
});
export type ScheduleState = z.infer<typeof ScheduleState>;
