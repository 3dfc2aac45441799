import { z } from 'zod';

/** How one host was treated: its rule, and the gaps that were kept. */
export const HostEntry = z.object({
  origin: z.string(),
  robots: z
    .enum(['rules', 'none', 'closed', 'refused'])
    .describe('rules: robots.txt was read; none: there is none; closed: it cannot be had, so we stay out'),
  source: z.string().describe('Where the rule comes from, in words'),
  gapMs: z.number().describe('At least so long between two requests'),
  closedUntil: z.string().nullable().describe('Not asked before then; null: open'),
  requests: z.number().describe('Since the process that asked last began'),
  smallestGapMs: z.number().nullable().describe('The shortest gap that was kept; null: not asked twice'),
  seenAt: z.string().describe('When the rule was last in use'),
});
export type HostEntry = z.infer<typeof HostEntry>;
