import type { Collection } from 'mongodb';
import { HubSubscription } from '../../model/hub-subscription.ts';
import { type HubStore, MAX_HUB_SUBSCRIPTIONS } from '../hub-store.ts';
import { TooManyError } from '../search-store.ts';
import { patiently } from './patience.ts';

export type HubDocument = HubSubscription & { _id: string };

export function hubDocuments(subscriptions: Collection<HubDocument>): HubStore {
  return {
    hubSubscriptions: () =>
      patiently(async () =>
        (await subscriptions.find().sort({ _id: 1 }).toArray()).map((one) => HubSubscription.parse(one)),
      ),
    async saveHubSubscription(subscription) {
      const { id } = subscription;
      if (
        (await patiently(() => subscriptions.countDocuments({ _id: { $ne: id } }))) >= MAX_HUB_SUBSCRIPTIONS
      ) {
        throw new TooManyError('subscribers of feeds', MAX_HUB_SUBSCRIPTIONS);
      }
      await patiently(() => subscriptions.replaceOne({ _id: id }, subscription, { upsert: true }));
    },
    changeHubSubscription: (dueAtMs, subscription) =>
      patiently(async () => {
        const { matchedCount } = await subscriptions.replaceOne(
          { _id: subscription.id, dueAtMs },
          subscription,
        );
        return matchedCount > 0;
      }),
    removeHubSubscription: (id) =>
      patiently(async () => (await subscriptions.deleteOne({ _id: id })).deletedCount > 0),
  };
}
