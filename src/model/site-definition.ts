import { z } from 'zod';
import { oneRhythm, rhythmKeys, ScheduleRules } from './schedule-rules.ts';

const Selector = z.string().min(1).max(500);

/** Selectors for what differs from what the generic parsers find; everything not named is left to them. */
export const SiteFields = z.strictObject({
  title: Selector.optional(),
  authors: Selector.optional(),
  date: Selector.optional(),
  body: Selector.optional(),
  category: Selector.optional(),
  views: Selector.optional(),
  reactions: Selector.optional(),
  /** Parts that never belong to the article. */
  remove: z.array(Selector).optional(),
});
export type SiteFields = z.infer<typeof SiteFields>;

/** Two schedules of one list would only be in each other's way. */
function eachOnce(
  starts: readonly { list?: string | undefined; feed?: string | undefined; sitemap?: string | undefined }[],
  context: z.core.$RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [index, { list, feed, sitemap }] of starts.entries()) {
    for (const [key, url] of Object.entries({ list, feed, sitemap })) {
      if (url === undefined) continue;
      if (seen.has(url))
        context.addIssue({ path: [index, key], message: 'another start names it already', code: 'custom' });
      seen.add(url);
    }
  }
}

/** A site is data: `sites/<name>/site.yaml`. */
export const SiteDefinition = z.strictObject({
  name: z.string().min(1),
  hosts: z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, 'a lower-case host name')).min(1),
  start: z
    .array(
      z
        .strictObject({
          list: z.url().optional(),
          feed: z.url().optional(),
          sitemap: z.url().optional(),
          ...rhythmKeys,
        })
        .superRefine(oneRhythm)
        .refine(
          ({ list, feed, sitemap }) => (list ?? feed ?? sitemap) !== undefined,
          'names nothing to visit; write list, feed or sitemap',
        ),
    )
    .min(1)
    .superRefine(eachOnce),
  /** Of all its starts, where one says nothing else. */
  schedule: ScheduleRules.optional(),
  scope: z
    .strictObject({
      /** Path prefixes; a URL is in scope when one include fits and no exclude does. */
      include: z.array(z.string()).default(['/']),
      exclude: z.array(z.string()).default([]),
    })
    .default({ include: ['/'], exclude: [] }),
  /** True: the service does not visit it by itself; a crawl that names it does. */
  paused: z.boolean().optional(),
  maxPages: z.int().positive().optional(),
  maxDepth: z.int().nonnegative().optional(),
  encoding: z
    .enum(['utf-8', 'gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1251'])
    .optional(),
  titleSuffix: z.string().optional(),
  /** Newest last; `until` (a day) closes a version, so that archived pages keep the rules of their time. */
  versions: z.array(z.strictObject({ until: z.iso.date().optional(), fields: SiteFields })).default([]),
});
export type SiteDefinition = z.infer<typeof SiteDefinition>;
