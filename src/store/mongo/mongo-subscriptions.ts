import type { ClientSession, Collection } from 'mongodb';
import { ApiKey } from '../../model/api-key.ts';
import { SavedSearch } from '../../model/saved-search.ts';
import { Webhook } from '../../model/webhook.ts';
import type { KeyStore } from '../key-store.ts';
import { MAX_SEARCHES, type SearchStore, TooManyError } from '../search-store.ts';
import type { SubscriptionStore } from '../subscription-store.ts';
import { MAX_WEBHOOKS, type PlacedWebhook, type WebhookStore } from '../webhook-store.ts';
import { type AlertDocument, alertDocuments } from './alert-documents.ts';
import { type AnswerDocument, answerDocuments } from './answer-documents.ts';
import type { Connection } from './connect.ts';
import {
  type AttemptDocument,
  addOperation,
  type DeliveryDocument,
  deliveryDocuments,
} from './delivery-documents.ts';
import { type HubDocument, hubDocuments } from './hub-documents.ts';
import { patiently, type Transact } from './patience.ts';
import { type SinkDocument, sinkDocuments } from './sink-documents.ts';

type SearchDocument = SavedSearch & { _id: string };
type KeyDocument = ApiKey & { _id: string; hash: string };
type WebhookDocument = PlacedWebhook & { _id: string };

/** Saved searches, webhooks and keys in the store's own database. */
export function mongoSubscriptions({ db, transact }: Connection): SubscriptionStore {
  const webhooks = db.collection<WebhookDocument>('webhooks');
  const deliveries = db.collection<DeliveryDocument>('deliveries');
  const attempts = db.collection<AttemptDocument>('attempts');
  return {
    ...savedSearches(db.collection<SearchDocument>('savedSearches')),
    ...apiKeys(db.collection<KeyDocument>('apiKeys')),
    ...webhookDocuments({ webhooks, deliveries, attempts, transact }),
    ...deliveryDocuments({ webhooks: db.collection('webhooks'), deliveries, attempts }),
    ...hubDocuments(db.collection<HubDocument>('hubSubscriptions')),
    ...sinkDocuments(db.collection<SinkDocument>('sinks')),
    ...answerDocuments(db.collection<AnswerDocument>('keptAnswers')),
    ...alertDocuments(db.collection<AlertDocument>('alerts')),
    close: async () => undefined,
  };
}

function savedSearches(searches: Collection<SearchDocument>): SearchStore {
  return {
    searches: () =>
      patiently(async () =>
        (await searches.find().sort({ _id: 1 }).toArray()).map((one) => SavedSearch.parse(one)),
      ),
    search: (name) =>
      patiently(async () => {
        const found = await searches.findOne({ _id: name });
        return found ? SavedSearch.parse(found) : null;
      }),
    saveSearch: (search) =>
      patiently(async () => {
        const before = await searches.findOne({ _id: search.name });
        if (!before && (await searches.countDocuments()) >= MAX_SEARCHES) {
          throw new TooManyError('saved searches', MAX_SEARCHES);
        }
        const kept = { ...search, createdAt: before?.createdAt ?? search.createdAt };
        await searches.replaceOne({ _id: search.name }, kept, { upsert: true });
        return kept;
      }),
    removeSearch: (name) => patiently(async () => (await searches.deleteOne({ _id: name })).deletedCount > 0),
  };
}

function apiKeys(keys: Collection<KeyDocument>): KeyStore {
  return {
    keys: () =>
      patiently(async () => (await keys.find().sort({ _id: 1 }).toArray()).map((one) => ApiKey.parse(one))),
    keyOf: (hash) =>
      patiently(async () => {
        const found = await keys.findOne({ hash });
        return found ? ApiKey.parse(found) : null;
      }),
    async addKey(key, hash) {
      await patiently(() => keys.replaceOne({ _id: key.id }, { ...key, hash }, { upsert: true }));
    },
    async keyUsed(id, at) {
      await patiently(() => keys.updateOne({ _id: id }, { $set: { lastUsedAt: at } }));
    },
    revokeKey: (id) => patiently(async () => (await keys.deleteOne({ _id: id })).deletedCount > 0),
  };
}

type WebhookNeeds = {
  webhooks: Collection<WebhookDocument>;
  deliveries: Collection<DeliveryDocument>;
  attempts: Collection<AttemptDocument>;
  transact: Transact;
};

function webhookDocuments({ webhooks, deliveries, attempts, transact }: WebhookNeeds) {
  const placed = (document: WebhookDocument): PlacedWebhook => ({
    ...Webhook.parse(document),
    plannedSeq: document.plannedSeq,
  });
  const planned = async (
    added: Parameters<WebhookStore['plan']>[1]['deliveries'],
    options: { renew: boolean },
    session: ClientSession,
  ) => {
    if (added.length === 0) return;
    await deliveries.bulkWrite(
      added.map((one) => addOperation(one, options)),
      { session },
    );
  };
  return {
    webhooks: () => patiently(async () => (await webhooks.find().sort({ _id: 1 }).toArray()).map(placed)),
    webhook: (id) =>
      patiently(async () => {
        const found = await webhooks.findOne({ _id: id });
        return found ? placed(found) : null;
      }),
    async addWebhook(webhook) {
      if ((await patiently(() => webhooks.countDocuments())) >= MAX_WEBHOOKS) {
        throw new TooManyError('webhooks', MAX_WEBHOOKS);
      }
      await patiently(() => webhooks.replaceOne({ _id: webhook.id }, webhook, { upsert: true }));
    },
    changeWebhook: (id, change) =>
      transact(async (session) => {
        const found = await webhooks.findOne({ _id: id }, { session });
        if (!found) return null;
        const { plannedSeq, ...webhook } = placed(found);
        const changed = { ...change(webhook), plannedSeq };
        await webhooks.replaceOne({ _id: id }, changed, { session });
        return changed;
      }),
    removeWebhook: (id) =>
      transact(async (session) => {
        await attempts.deleteMany({ webhookId: id }, { session });
        await deliveries.deleteMany({ webhookId: id }, { session });
        return (await webhooks.deleteOne({ _id: id }, { session })).deletedCount > 0;
      }),
    plan: (id, { from, to, deliveries: added }) =>
      transact(async (session) => {
        const move = { $set: { plannedSeq: to } };
        const { matchedCount } = await webhooks.updateOne({ _id: id, plannedSeq: from }, move, { session });
        if (matchedCount === 0) return false;
        await planned(added, { renew: false }, session);
        return true;
      }),
    planReplay: (id, { from, to, deliveries: added }) =>
      transact(async (session) => {
        const found = await webhooks.findOne({ _id: id }, { session });
        if (!found?.replay || found.replay.after !== from) return false;
        const replay = to >= found.replay.to ? null : { after: to, to: found.replay.to };
        await webhooks.updateOne({ _id: id }, { $set: { replay } }, { session });
        await planned(added, { renew: true }, session);
        return true;
      }),
  } satisfies Partial<WebhookStore>;
}
