import type { HubSubscription } from '../model/hub-subscription.ts';

export const MAX_HUB_SUBSCRIPTIONS = 500;

/** Subscribers of feeds (WebSub), durable. */
export interface HubStore {
  hubSubscriptions(): Promise<HubSubscription[]>;
  /**
   * Adds one, or replaces the one of its id.
   * @throws {TooManyError}
   */
  saveHubSubscription(subscription: HubSubscription): Promise<void>;
  /** Replaces it only where its `dueAtMs` is still `dueAtMs`; false: another process was first, or it is gone. */
  changeHubSubscription(dueAtMs: number, subscription: HubSubscription): Promise<boolean>;
  /** False: there is none. */
  removeHubSubscription(id: string): Promise<boolean>;
}
