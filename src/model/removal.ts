import { z } from 'zod';
import { Instant } from './instant.ts';

/** What is to be taken out: one URL, all URLs of some hosts, or what the retention rules name. */
export const RemovalTarget = z.union([
  z.strictObject({ url: z.string() }),
  z.strictObject({ hosts: z.array(z.string()).min(1) }),
  z.strictObject({ retention: z.literal(true) }),
]);
export type RemovalTarget = z.infer<typeof RemovalTarget>;

/** How much was taken out. */
export const Removed = z.object({
  articles: z.int().nonnegative(),
  urls: z.int().nonnegative(),
  pages: z.int().nonnegative().describe('Of the archive'),
});
export type Removed = z.infer<typeof Removed>;

/** Content that is taken out for good, from the asking to its end. */
export const Removal = Removed.extend({
  id: z.string(),
  target: RemovalTarget,
  reason: z.string().describe('Told to followers of the change feed'),
  who: z.string().describe('Who asked'),
  state: z
    .enum(['waiting', 'running', 'done', 'failed'])
    .describe('failed: it waits among the dead letters, and goes on when it is replayed'),
  looked: z.int().nonnegative().describe('Pages of the archive looked at so far, since it began or went on'),
  error: z.string().nullable().describe('Why its last try failed'),
  ...{ askedAt: Instant, startedAt: Instant.nullable(), endedAt: Instant.nullable() },
});
export type Removal = z.infer<typeof Removal>;

/** "3 URLs, 1 articles, 4 pages of the archive" */
export function removedLine({ articles, urls, pages }: Removed): string {
  return `${urls} URLs, ${articles} articles, ${pages} pages of the archive`;
}

/** What is taken out, in a few words. */
export function targetLine(target: RemovalTarget): string {
  if ('url' in target) return target.url;
  return 'hosts' in target ? target.hosts.join(' ') : 'what the retention rules name';
}
