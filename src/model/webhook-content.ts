import { z } from 'zod';
import { Relation } from './article.ts';
import { DateVerdict } from './date-evidence.ts';
import { Instant } from './instant.ts';

const change = {
  seq: z.int().positive().describe('The order'),
  cursor: z.string().describe('Pull from here to have the change and all after it'),
  id: z.string(),
  revision: z.int().nonnegative(),
};
const article = z.object({
  ...change,
  url: z.string().nullable().describe('Null: longer than 2,000 characters'),
  title: z.string().nullable(),
  site: z.string(),
  language: z.string().nullable(),
  storyId: z.string(),
  relation: Relation,
  dateVerdict: DateVerdict,
  href: z.string(),
});

/** What each type of webhook tells in `data`: ids and little more, far below 20 kB. */
export const webhookData = {
  'article.created': article,
  'article.updated': article,
  'article.removed': z.object({ ...change, url: z.string().nullable(), reason: z.string() }),
  'story.changed': z.object({
    ...change,
    title: z.string().nullable(),
    members: z.int(),
    sites: z.int(),
    earliest: z.string().describe('Id of the earliest article'),
    href: z.string(),
  }),
  'story.merged': z.object({ ...change, into: z.string(), href: z.string() }),
  'webhook.disabled': z.object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    reason: z.string().nullable(),
  }),
  'webhook.test': z.object({ text: z.string() }),
} as const;
export type WebhookContentType = keyof typeof webhookData;

/** The body of one message, as Standard Webhooks has it. */
export function standardBody(type: WebhookContentType) {
  return z.object({ type: z.literal(type), timestamp: Instant, data: webhookData[type] });
}

/** The same as CloudEvents 1.0 in structured mode. */
export function cloudEventBody(type: WebhookContentType) {
  return z.object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.literal(`wellspring.${type}`),
    subject: z.string(),
    time: Instant,
    datacontenttype: z.literal('application/json'),
    data: webhookData[type],
  });
}
