import { z } from 'zod';
import { Relation } from './article.ts';
import { Instant } from './instant.ts';
import { UrlDecision, UrlRecord } from './url-record.ts';
import { DeliveryState } from './webhook.ts';

/** One rule that a URL has to pass on its way into the feed, and what it says of this one. */
export const UrlCheck = z.object({
  rule: z.enum(['address', 'site', 'scope', 'robots', 'schedule', 'discovery', 'budget', 'page', 'feed']),
  verdict: z.enum(['passes', 'stops', 'unknown']),
  says: z.string(),
});
export type UrlCheck = z.infer<typeof UrlCheck>;

/** Everything that can be told of one URL, met or never met. */
export const UrlBiography = z.object({
  /** In canonical form; as asked where it has none. */
  url: z.string(),
  asked: z.string(),
  inFeed: z.boolean().describe('The change feed tells of its article'),
  why: z.string().describe('Why it is in the feed or not, in one sentence'),
  checks: z
    .array(UrlCheck)
    .describe('The rules in the order in which they are met; the first that stops decides'),
  record: UrlRecord.nullable().describe('null: no crawl has met it'),
  decisions: z.array(UrlDecision).describe('What was decided of it, one after the other; the last 40'),
  article: z
    .object({
      id: z.string(),
      title: z.string().nullable(),
      revision: z.int(),
      firstSeenAt: Instant,
      template: z.string(),
      parserVersion: z.string(),
      weakest: z
        .array(z.object({ field: z.string(), method: z.string(), confidence: z.number() }))
        .describe('The fields that the parsers are least sure of'),
    })
    .nullable(),
  story: z.object({ id: z.string(), relation: Relation, members: z.int(), sites: z.int() }).nullable(),
  changes: z
    .array(z.object({ seq: z.int(), type: z.string(), at: Instant, revision: z.int() }))
    .describe('Of its article in the feed, newest first; the last 20'),
  deliveries: z
    .array(
      z.object({
        webhookId: z.string(),
        id: z.string(),
        seq: z.int().nullable(),
        state: DeliveryState,
        attempts: z.int(),
      }),
    )
    .describe('Messages to webhooks about these changes'),
});
export type UrlBiography = z.infer<typeof UrlBiography>;
