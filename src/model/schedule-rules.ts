import { CronExpressionParser } from 'cron-parser';
import { IANAZone } from 'luxon';
import { z } from 'zod';

const dayMinutes = 1_440;

/** "23:00-06:00": hours on the clock of the schedule's zone in which nothing is asked for; may go over midnight. */
const BlackoutHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write hours such as "23:00-06:00"')
  .refine((text) => text.slice(0, 5) !== text.slice(6), 'begin and end are one: that would be all day');

const Zone = z
  .string()
  .refine(
    (zone) => IANAZone.isValidZone(zone),
    'write a zone of the IANA database, such as Europe/Berlin or UTC',
  );

const Cron = z
  .string()
  .max(200)
  .superRefine((cron, context) => {
    const why = cronFault(cron);
    if (why) context.addIssue({ message: why, code: 'custom' });
  });

/** When a list is visited: one of these. */
export const rhythmKeys = {
  everyMinutes: z.int().min(1).max(43_200).optional(),
  /** Minute, hour, day of month, month, day of week, on the clock of `zone`; `H` is a minute or hour of its own. */
  cron: Cron.optional(),
  /** By what was learned of the list: about one new article a visit, within these bounds. */
  learned: z
    .strictObject({
      minMinutes: z.int().min(1).max(10_080).default(10),
      maxMinutes: z.int().min(1).max(43_200).default(1_440),
    })
    .refine(({ minMinutes, maxMinutes }) => minMinutes <= maxMinutes, 'minMinutes is more than maxMinutes')
    .optional(),
};
const rhythmNames = ['everyMinutes', 'cron', 'learned', 'freshness'] as const;

/** At most one rhythm in one place. */
export function oneRhythm(
  value: Readonly<Partial<Record<(typeof rhythmNames)[number], unknown>>>,
  context: z.core.$RefinementCtx,
): void {
  const [, second] = rhythmNames.filter((name) => value[name] !== undefined);
  if (second === undefined) return;
  context.addIssue({
    path: [second],
    message: `there is another rhythm beside it; write one of ${rhythmNames.join(', ')}`,
    code: 'custom',
  });
}

/** How often a site's lists are visited, and when not. Of the settings, of a site; what is left out comes from above. */
export const ScheduleRules = z
  .strictObject({
    ...rhythmKeys,
    /** A goal instead of a rhythm: visits are given to the lists that need them. */
    freshness: z
      .strictObject({
        /** This part of the new articles … */
        share: z.number().min(0.5).max(0.999).default(0.95),
        /** … is found so soon after it appeared, … */
        withinMinutes: z.int().min(1).max(1_440),
        /** … with no more than so many requests for lists, new articles and their revisits, over all lists that share the goal. */
        maxRequestsPerDay: z.int().min(1).max(10_000_000),
      })
      .optional(),
    zone: Zone.optional(),
    /** Each run begins up to so much later than its time, by a number that its time and its list decide. */
    jitterMinutes: z.int().min(0).max(dayMinutes).optional(),
    /** The run before is still under way: leave this one out, let it wait, or run both. */
    overlap: z.enum(['skip', 'wait', 'parallel']).optional(),
    /** Times at which the service did not run: one visit as soon as it does, or none. */
    missed: z.enum(['once', 'skip']).optional(),
    blackout: z.array(BlackoutHours).max(24).optional(),
  })
  .superRefine((rules, context) => {
    oneRhythm(rules, context);
    const { jitterMinutes, everyMinutes, blackout } = rules;
    if (jitterMinutes !== undefined && everyMinutes !== undefined && jitterMinutes > everyMinutes) {
      const message = `at most everyMinutes (${everyMinutes}), or runs would pass each other`;
      context.addIssue({ path: ['jitterMinutes'], message, code: 'custom' });
    }
    if (blackout && isAllDay(blackout)) {
      const message =
        'together these are all day, so no run would ever be made; leave some time between them';
      context.addIssue({ path: ['blackout'], message, code: 'custom' });
    }
  });
export type ScheduleRules = z.infer<typeof ScheduleRules>;

/** Minutes of the day at which blackout hours begin and end; the end is smaller where they go over midnight. */
export function blackoutMinutes(hours: string): { begin: number; end: number } {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  return { begin: minutes(hours.slice(0, 5)), end: minutes(hours.slice(6)) };
}

function isAllDay(blackout: readonly string[]): boolean {
  const closed = new Uint8Array(dayMinutes);
  for (const { begin, end } of blackout.map(blackoutMinutes)) {
    if (begin < end) closed.fill(1, begin, end);
    else {
      closed.fill(1, begin);
      closed.fill(1, 0, end);
    }
  }
  return closed.every((minute) => minute === 1);
}

/** Why a cron cannot be kept; null: it can. */
function cronFault(cron: string): string | null {
  const fields = cron.trim().split(/\s+/).length;
  if (fields !== 5 && !cron.startsWith('@'))
    return `write five fields (minute hour day month weekday); it has ${fields}`;
  try {
    CronExpressionParser.parse(cron, { tz: 'UTC', hashSeed: 'wellspring' }).next();
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return /day of month|loop limit|out of the time ?span/i.test(why)
      ? `it never fires (${why}); write a day that its months have`
      : `write a cron such as "*/15 6-22 * * *" (${why})`;
  }
}

/** What is proposed for a site of which nothing is known yet: each list by what it is found to bring, every four hours at least. */
export const proposedSchedule: ScheduleRules = { learned: { minMinutes: 10, maxMinutes: 240 } };
