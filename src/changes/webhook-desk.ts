import { randomBytes } from 'node:crypto';
import type { Attempt, Webhook, WebhookType } from '../model/webhook.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { SubscriptionStore } from '../store/subscription-store.ts';
import type { PlacedWebhook } from '../store/webhook-store.ts';
import { attemptDelivery, type Post } from './attempt-delivery.ts';
import { placeAfter } from './place-after.ts';
import { testMessage } from './webhook-message.ts';
import { newSecret, rotated } from './webhook-secret.ts';

/** The address of a webhook may not be spoken to. */
export class RefusedWebhookError extends Error {
  readonly code = 'refused-address';
}

/** A webhook is to be for a saved search that there is not. */
export class UnknownSearchError extends Error {
  readonly code = 'unknown-search';
}

/** A replay goes on already. */
export class WebhookBusyError extends Error {
  readonly code = 'webhook-busy';
}

export type DeskNeeds = {
  store: Pick<ArticleStore, 'lastSeq'>;
  history: Pick<ChangeHistory, 'firstSeq' | 'placeAt'>;
  subscriptions: SubscriptionStore;
  /** The guarded client: what it refuses, no webhook may name. */
  client: { post: Post; refusal(url: string): Promise<string | null>; isOwn(url: string): boolean };
  now: () => Date;
};

export type WebhookWish = {
  url: string;
  description: string;
  search: string | null;
  types: WebhookType[];
  format: Webhook['format'];
};
export type WebhookChange = Partial<WebhookWish> & {
  enabled?: boolean | undefined;
  /** Go on from here, whatever was told before. */
  since?: string | undefined;
};
export type WebhookDesk = ReturnType<typeof webhookDesk>;

/** Where webhooks are asked for, changed and tried; sending goes on elsewhere. */
export function webhookDesk({ store, history, subscriptions, client, now }: DeskNeeds) {
  async function check({ url, search }: { url?: string | undefined; search?: string | null | undefined }) {
    if (url !== undefined) {
      const { protocol, username, password } = new URL(url);
      if (protocol !== 'https:' && !(protocol === 'http:' && client.isOwn(url))) {
        throw new RefusedWebhookError('write an address that begins with https://');
      }
      if (username !== '' || password !== '') {
        throw new RefusedWebhookError(
          'leave name and password out of the address: signatures tell that it is us',
        );
      }
      const refusal = await client.refusal(url);
      if (refusal !== null) throw new RefusedWebhookError(refusal);
    }
    if (search && !(await subscriptions.search(search))) {
      throw new UnknownSearchError(`there is no saved search ${JSON.stringify(search)}`);
    }
  }

  return {
    /** @param since where its messages begin, as in the feed; none: with the next change */
    async add(wish: WebhookWish, since: string | undefined): Promise<PlacedWebhook> {
      await check(wish);
      const webhook: PlacedWebhook = {
        ...wish,
        id: `wh_${randomBytes(9).toString('base64url')}`,
        secrets: [newSecret()],
        enabled: true,
        disabledReason: null,
        disabledAt: null,
        failingSince: null,
        replay: null,
        createdAt: now().toISOString(),
        plannedSeq: await placeAfter(since ?? 'now', store, history),
      };
      await subscriptions.addWebhook(webhook);
      return webhook;
    },

    async change(id: string, wish: WebhookChange): Promise<PlacedWebhook | null> {
      await check(wish);
      const { since, ...fields } = wish;
      const place = since === undefined ? null : await placeAfter(since, store, history);
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const changed = await subscriptions.changeWebhook(id, (one) => ({
        ...one,
        ...given,
        ...(wish.enabled === true ? { disabledReason: null, disabledAt: null, failingSince: null } : {}),
        ...(wish.enabled === false
          ? { disabledReason: 'by hand', disabledAt: one.disabledAt ?? now().toISOString() }
          : {}),
      }));
      if (!changed) return null;
      if (place !== null)
        await subscriptions.plan(id, { from: changed.plannedSeq, to: place, deliveries: [] });
      if (wish.enabled === true) await subscriptions.hasten(id, now().getTime());
      return subscriptions.webhook(id);
    },

    rotate: (id: string) => subscriptions.changeWebhook(id, (one) => rotated(one, now())),

    /** Tells the changes of a range again, under their ids of before. */
    async replay(
      id: string,
      since: string | undefined,
      until: string | undefined,
    ): Promise<PlacedWebhook | null> {
      const webhook = await subscriptions.webhook(id);
      if (!webhook) return null;
      const after = await placeAfter(since, store, history);
      const asked = until === undefined ? webhook.plannedSeq : await placeAfter(until, store, history);
      // What comes after its place comes anyway.
      const to = Math.min(asked, webhook.plannedSeq);
      if (to <= after) return webhook;
      return subscriptions.changeWebhook(id, (one) => {
        if (one.replay) throw new WebhookBusyError('a replay goes on; wait until "replay" is null');
        return { ...one, replay: { after, to } };
      });
    },

    /** Sends a test now, once, to a disabled webhook too; it stands in the log like any other message. */
    async test(id: string): Promise<(Attempt & { deliveryId: string }) | null> {
      const webhook = await subscriptions.webhook(id);
      if (!webhook) return null;
      // Due late, so that no worker takes it before its result is written.
      const message = { ...testMessage(webhook, now()), dueAtMs: now().getTime() + 3_600_000 };
      await subscriptions.addDeliveries([message]);
      const { attempt, verdict } = await attemptDelivery(webhook, message, { post: client.post, now });
      const delivery = await subscriptions.delivery(message.id);
      if (delivery) {
        const state = verdict === 'delivered' ? 'delivered' : 'failed';
        await subscriptions.record([{ delivery, attempt, state, dueAtMs: now().getTime() }]);
      }
      return { ...attempt, number: 1, deliveryId: message.id };
    },
  };
}
