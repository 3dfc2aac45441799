import { z } from 'zod';

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

/** A site is data: `sites/<name>/site.yaml`. */
export const SiteDefinition = z.strictObject({
  name: z.string().min(1),
  hosts: z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, 'a lower-case host name')).min(1),
  start: z
    .array(
      z.strictObject({
        list: z.url().optional(),
        feed: z.url().optional(),
        sitemap: z.url().optional(),
        everyMinutes: z.int().min(1).max(43_200).default(60),
      }),
    )
    .min(1),
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
