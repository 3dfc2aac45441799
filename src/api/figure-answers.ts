import { z } from 'zod';
import { Instant } from '../model/instant.ts';
import { Story } from '../model/story.ts';

// What the routes of the figures answer, apart from them: the dashboard checks what it reads by the same schemas.

const Window = z
  .object({ from: Instant, to: Instant })
  .describe('By first sight: from included, to excluded');

export const WindowCounts = z.object({
  articles: z.int().describe('Articles first seen in the window'),
  stories: z.int().describe('Stories that one of them belongs to'),
  newStories: z.int().describe('Stories of which nothing was seen before the window'),
  sites: z.int().describe('Sites that one of them stands on'),
  own: z.int().describe("Articles that are no copy, excerpt or revision of another's"),
  late: z.int().describe('Articles whose text stood elsewhere well before the date that they claim'),
});
export type WindowCounts = z.infer<typeof WindowCounts>;

const Hour = z.object({ hour: z.string().describe('2026-01-02T03, UTC'), articles: z.int() });

export const SpreadingStory = z.object({
  id: z.string(),
  title: z.string().nullable(),
  articles: z.int().describe('Its articles first seen in the window'),
  sites: z.int().describe('Sites that took it up in the window'),
  late: z.int().describe('Of these articles, those with the verdict late'),
  copies: z.int().describe('All its members, whenever they were seen'),
  hours: z.array(Hour).describe('Its arrivals; hours without one are left out'),
  earliest: Story.shape.earliest,
  origin: z
    .object({ site: z.string(), siteName: z.string().nullable() })
    .nullable()
    .describe('Where the earliest evidence lies; null: that article is gone'),
});
export type SpreadingStory = z.infer<typeof SpreadingStory>;

export const TodayAnswer = z.object({
  window: Window,
  counts: WindowCounts,
  before: WindowCounts.describe('The same of the window before, of the same length'),
  step: z.enum(['hour', 'day']),
  volume: z
    .array(z.object({ at: z.string(), articles: z.int(), own: z.int() }))
    .describe('By hour or day (UTC), all sites together; those without an article are left out'),
  spreading: z.array(SpreadingStory).describe('Stories that two sites or more took up, most sites first'),
  troubles: z
    .array(
      z.object({
        host: z.string(),
        outcome: z.string(),
        reason: z.string(),
        urls: z.int(),
        example: z.string(),
        lastAt: Instant,
      }),
    )
    .describe('Addresses that came to a bad end in the window, most first'),
  quiet: z
    .array(
      z.object({ site: z.string(), siteName: z.string().nullable(), before: z.int(), lastSeenAt: Instant }),
    )
    .describe('Sites with new articles in the window before, and with none in this one'),
});
export type TodayAnswer = z.infer<typeof TodayAnswer>;

export const SiteFigures = z.object({
  site: z.string(),
  siteName: z.string().nullable().describe('As its newest article names it'),
  articles: z.int(),
  own: z.int().describe("Articles that are no copy, excerpt or revision of another's"),
  late: z.int(),
  judged: z.int().describe('Articles whose claimed date could be judged'),
  medianLagDays: z.number().nullable(),
  exclusives: z.int().describe('Articles whose story no other site tells'),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  days: z
    .array(z.object({ day: z.string(), articles: z.int(), own: z.int() }))
    .describe('Days without an article are left out'),
});
export type SiteFigures = z.infer<typeof SiteFigures>;

export const SharedStories = z.object({
  a: z.string(),
  b: z.string(),
  shared: z.int().describe('Stories that both told'),
  originalsOfA: z.int().describe('Of these, those that `a` has the original of'),
  originalsOfB: z.int(),
});

export const SiteFigureAnswer = z.object({
  window: Window,
  sites: z.array(SiteFigures).describe('By name'),
  overlap: z.object({
    sites: z.array(z.string()).describe('The sites with the most articles'),
    pairs: z.array(SharedStories).describe('Pairs that share nothing are left out'),
  }),
});
export type SiteFigureAnswer = z.infer<typeof SiteFigureAnswer>;

export const ArticlePlacements = z.object({
  placements: z
    .array(
      z.object({
        at: Instant,
        block: z.enum(['related', 'ranking', 'recommendation']),
        position: z.int().positive().describe('The best place, from 1, on any page fetched then'),
        pages: z.int().positive().describe('Pages fetched then that had it in such a list'),
      }),
    )
    .describe('In order of time. No entry: not listed, or not looked at'),
});
export type ArticlePlacements = z.infer<typeof ArticlePlacements>;
