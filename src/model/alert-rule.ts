import { z } from 'zod';

const hours = z.int().min(1).max(720).default(24).describe('How long a time is looked at');

/** When a saved search tells of something. */
export const AlertRule = z.discriminatedUnion('on', [
  z
    .strictObject({ on: z.literal('matches'), atLeast: z.int().min(1).max(1_000_000).default(1), hours })
    .describe('So many new articles within the time; once in each'),
  z
    .strictObject({
      on: z.literal('spike'),
      factor: z.number().min(1.1).max(1_000).default(3),
      atLeast: z.int().min(1).max(1_000_000).default(5),
      hours,
    })
    .describe('So many times the mean of the seven such times before'),
  z
    .strictObject({ on: z.literal('reach'), sites: z.int().min(2).max(10_000) })
    .describe('A story of the search is told by so many sites; once a story'),
]);
export type AlertRule = z.infer<typeof AlertRule>;
