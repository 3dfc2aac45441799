import type { Attempt, Delivery, DeliveryState, Webhook } from '../model/webhook.ts';

export const MAX_WEBHOOKS = 500;

/** A webhook with its place: every change up to it has its delivery, where it is to have one. */
export type PlacedWebhook = Webhook & { plannedSeq: number };

/** A message before its first attempt. */
export type NewDelivery = Pick<Delivery, 'id' | 'webhookId' | 'seq' | 'type' | 'body' | 'createdAt'> & {
  dueAtMs: number;
};

/** What became of one attempt. */
export type AttemptResult = {
  delivery: Delivery;
  attempt: Omit<Attempt, 'number'>;
  state: DeliveryState;
  /** When to try again, where the state is `waiting`. */
  dueAtMs: number;
};

export type DeliveryPage = {
  deliveries: (Delivery & { last: Omit<Attempt, 'request'> | null })[];
  next: string | null;
};

/**
 * Receivers and what is told to them, durable: once `plan` has promised, a message is kept until it was delivered or
 * given up, whatever happens to the process.
 * Not here: what a message says, when it is tried again, how it is sent.
 */
export interface WebhookStore {
  webhooks(): Promise<PlacedWebhook[]>;
  webhook(id: string): Promise<PlacedWebhook | null>;
  /** @throws {TooManyError} */
  addWebhook(webhook: PlacedWebhook): Promise<void>;
  /** Reads, changes and writes in one transaction; null: there is none. Waiting messages of a disabled one stay. */
  changeWebhook(id: string, change: (webhook: Webhook) => Webhook): Promise<PlacedWebhook | null>;
  /** With all its deliveries; false: there is none. */
  removeWebhook(id: string): Promise<boolean>;

  /**
   * Adds deliveries and moves the webhook's place, in one transaction; nothing, and false, where the place is no longer
   * `from` (another process was first). A delivery whose id is known is left as it is.
   */
  plan(id: string, move: { from: number; to: number; deliveries: readonly NewDelivery[] }): Promise<boolean>;
  /** The same for the webhook's replay; a known delivery begins anew. The replay ends when its place reaches `to`. */
  planReplay(
    id: string,
    move: { from: number; to: number; deliveries: readonly NewDelivery[] },
  ): Promise<boolean>;
  /** Messages that are no changes: tests and notices. Known ids are left as they are. */
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<void>;

  waiting(webhookId: string): Promise<number>;
  /** Due messages, the longest due first; nobody else gets them until `leaseMs` is over, or later where it is renewed. */
  take(webhookId: string, options: { nowMs: number; limit: number; leaseMs: number }): Promise<Delivery[]>;
  /** For `leaseMs` more. A lease that has run out is not renewed: somebody else may have taken the message. */
  renew(ids: readonly string[], lease: { nowMs: number; leaseMs: number }): Promise<void>;
  /** Gives back messages that were taken and not tried. */
  release(ids: readonly string[], nowMs: number): Promise<void>;
  /** Writes attempts and what they led to, all in one transaction. */
  record(results: readonly AttemptResult[]): Promise<void>;
  /** Makes waiting messages due from `nowMs` on, a few milliseconds apart, none later than it was. */
  hasten(webhookId: string, nowMs: number): Promise<void>;
  /** When the next message of an enabled webhook is due; null: none waits. */
  nextDueMs(): Promise<number | null>;

  delivery(id: string): Promise<Delivery | null>;
  /** Newest first. */
  deliveries(
    webhookId: string,
    page: { state?: DeliveryState; limit: number; cursor: string | null },
  ): Promise<DeliveryPage>;
  /** Messages about these changes, to any webhook, newest first; the last 100. */
  deliveriesOf(seqs: readonly number[]): Promise<Delivery[]>;
  /** Of one delivery, in order. */
  attempts(deliveryId: string): Promise<Attempt[]>;
  /** Lets go of what was delivered or given up before that time; gives back how many. */
  forgetDeliveries(before: string): Promise<number>;
}
