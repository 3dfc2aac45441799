import type { KeyStore } from './key-store.ts';
import type { SearchStore } from './search-store.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Who is told of what: saved searches, webhooks and keys lie in one place. */
export interface SubscriptionStore extends SearchStore, KeyStore, WebhookStore {
  close(): Promise<void>;
}
