import type { AlertStore } from './alert-store.ts';
import type { AnswerStore } from './answer-store.ts';
import type { HubStore } from './hub-store.ts';
import type { KeyStore } from './key-store.ts';
import type { SearchStore } from './search-store.ts';
import type { SinkStore } from './sink-store.ts';
import type { WebhookStore } from './webhook-store.ts';

/** Who is told of what, how far, and who may ask: all of it lies in one place. */
export interface SubscriptionStore
  extends SearchStore,
    KeyStore,
    WebhookStore,
    HubStore,
    SinkStore,
    AnswerStore,
    AlertStore {
  close(): Promise<void>;
}
