import { z } from 'zod';
import { Instant } from '../model/instant.ts';

const Share = z.number().min(0).max(1);

export const NetworkAnswer = z.object({
  window: z
    .object({
      articles: z.int(),
      from: Instant.nullable().describe('First sight of the oldest; null: there are none'),
      to: Instant.nullable(),
      complete: z
        .boolean()
        .describe('False: there are more articles, older than `from`, that were not looked at'),
    })
    .describe('What the figures rest on: the newest articles of the query by first sight, 10,000 at most'),
  sites: z.array(
    z.object({
      site: z.string(),
      siteName: z.string().nullable().describe('As its newest article names it'),
      articles: z.int(),
      ownShare: Share.describe('Articles that are no copy, excerpt or revision of another site’s'),
      ownTextShare: Share.describe('Characters in such articles'),
      medianLagDays: z.number().nullable(),
      exclusives: z.int().describe('Articles whose story no other site tells'),
      days: z.int().describe('Days (UTC) on which an article of it was first seen'),
      exclusivesPerDay: z.number(),
      urlScheme: z.object({ shape: z.string(), checksum: z.number().nullable() }).nullable(),
      trackers: z
        .array(z.string())
        .describe('Accounts of analytics and advertising named in its archived pages'),
      group: z.int().describe('Equal for sites that are probably one operation'),
    }),
  ),
  edges: z
    .array(
      z.object({
        a: z.string(),
        b: z.string(),
        weight: Share,
        sharedStories: z.int(),
        reasons: z.array(z.object({ kind: z.string(), text: z.string(), weight: Share })),
      }),
    )
    .describe('Never on one reason alone; the 2,000 heaviest'),
  overlap: z
    .object({ sites: z.array(z.string()), shared: z.array(z.array(z.int())) })
    .describe(
      'Stories that two sites share, of the 60 sites with the most articles; a site with itself: its stories',
    ),
});
export type NetworkAnswer = z.infer<typeof NetworkAnswer>;
