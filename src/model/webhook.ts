import { z } from 'zod';
import { Instant } from './instant.ts';

/** What a webhook can tell. `webhook.test` comes only when asked for. */
export const WebhookType = z.enum([
  'article.created',
  'article.updated',
  'article.removed',
  'story.changed',
  'story.merged',
  'webhook.disabled',
  'alert.raised',
]);
export type WebhookType = z.infer<typeof WebhookType>;

export const WebhookSecret = z.object({
  /** `whsec_` and base64: what Standard Webhooks libraries take as it is. */
  secret: z.string(),
  /** Until when it signs beside a newer one; null: for good. */
  until: Instant.nullable(),
});
export type WebhookSecret = z.infer<typeof WebhookSecret>;

/** One receiver. */
export const Webhook = z.object({
  id: z.string(),
  url: z.url(),
  description: z.string().max(200),
  /** Name of a saved search; null: every change. */
  search: z.string().nullable(),
  types: z.array(WebhookType).min(1),
  /** `standard`: `{type, timestamp, data}`; `cloudevents`: CloudEvents 1.0, structured mode. */
  format: z.enum(['standard', 'cloudevents']),
  /** Newest first; each that is not over signs. */
  secrets: z.array(WebhookSecret).min(1),
  enabled: z.boolean(),
  /** Why it was disabled; null while it is enabled. */
  disabledReason: z.string().nullable(),
  disabledAt: Instant.nullable(),
  /** Since when no attempt went well; null: the last one did, or there was none. */
  failingSince: Instant.nullable(),
  /** Changes that are told again: after `after`, up to `to`; null: none. */
  replay: z.object({ after: z.int(), to: z.int() }).nullable(),
  createdAt: Instant,
});
export type Webhook = z.infer<typeof Webhook>;

export const DeliveryState = z.enum(['waiting', 'delivered', 'failed', 'cancelled']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One message to one receiver. Its id is the `webhook-id`: the same in every attempt. */
export const Delivery = z.object({
  id: z.string(),
  webhookId: z.string(),
  /** The change it tells of; null for tests and notices. */
  seq: z.int().nullable(),
  type: z.string(),
  body: z.string(),
  state: DeliveryState,
  /** Ever made. */
  attempts: z.int().nonnegative(),
  /** Made since it was last begun: a replay begins anew. */
  tries: z.int().nonnegative(),
  createdAt: Instant,
  /** When the next attempt is due, while it waits. */
  dueAt: Instant,
});
export type Delivery = z.infer<typeof Delivery>;

/** One attempt with all that was sent and what came back. */
export const Attempt = z.object({
  number: z.int().positive(),
  at: Instant,
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
  /** Null: there was none; `error` says why. The body is cut after 2,000 characters. */
  answer: z
    .object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() })
    .nullable(),
  error: z.string().nullable(),
  durationMs: z.number(),
});
export type Attempt = z.infer<typeof Attempt>;
