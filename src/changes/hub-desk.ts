import { createHash, randomBytes } from 'node:crypto';
import type { ArticleStore } from '../store/article-store.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { SearchStore } from '../store/search-store.ts';
import { feedTopic } from './feed-topic.ts';
import { RefusedWebhookError, UnknownSearchError } from './webhook-desk.ts';

/** Where nothing was asked for; and the bounds of what may be. */
const DEFAULT_LEASE_SECONDS = 10 * 86_400;
const MIN_LEASE_SECONDS = 300;
const MAX_LEASE_SECONDS = 30 * 86_400;
/** A challenge is short, and so is its echo. */
const MAX_ECHO_BYTES = 1_000;

export type HubWish = {
  mode: 'subscribe' | 'unsubscribe';
  topic: string;
  callback: string;
  leaseSeconds?: number | undefined;
  secret?: string | undefined;
};

/** The guarded way out, as far as a hub needs it. */
export type Get = (
  url: string,
  options: { maxBytes: number },
) => Promise<{ status: number; body: Uint8Array } | { outcome: string; reason: string }>;

export type HubNeeds = {
  store: Pick<ArticleStore, 'lastSeq'>;
  subscriptions: HubStore & Pick<SearchStore, 'search'>;
  client: { get: Get; refusal(url: string): Promise<string | null>; isOwn(url: string): boolean };
  now: () => Date;
  log: { warn(details: object, message: string): void };
};

/** The topic is no feed of this service. */
export class UnknownTopicError extends Error {
  readonly code = 'unknown-topic';
}

export type HubDesk = ReturnType<typeof hubDesk>;

/** Where feeds are subscribed to (WebSub, W3C Recommendation of 2018); pushing goes on elsewhere. */
export function hubDesk({ store, subscriptions, client, now, log }: HubNeeds) {
  /** Asks the subscriber whether it was he who asked: nobody is sent what he did not want. */
  async function confirms(wish: HubWish, leaseSeconds: number): Promise<boolean> {
    const challenge = randomBytes(24).toString('base64url');
    const address = new URL(wish.callback);
    address.searchParams.append('hub.mode', wish.mode);
    address.searchParams.append('hub.topic', wish.topic);
    address.searchParams.append('hub.challenge', challenge);
    if (wish.mode === 'subscribe') address.searchParams.append('hub.lease_seconds', String(leaseSeconds));
    const answer = await client.get(address.href, { maxBytes: MAX_ECHO_BYTES });
    if ('outcome' in answer || answer.status < 200 || answer.status > 299) return false;
    return Buffer.from(answer.body).toString('utf8') === challenge;
  }

  async function settle(wish: HubWish, search: string): Promise<void> {
    const { mode, topic, callback, secret = null, leaseSeconds: asked = DEFAULT_LEASE_SECONDS } = wish;
    const lease = Math.min(MAX_LEASE_SECONDS, Math.max(MIN_LEASE_SECONDS, asked));
    if (!(await confirms(wish, lease))) return;
    const id = subscriptionId(topic, callback);
    if (mode === 'unsubscribe') {
      await subscriptions.removeHubSubscription(id);
      return;
    }
    const at = now().getTime();
    await subscriptions.saveHubSubscription({
      ...{ id, topic, search, callback, secret },
      expiresAt: new Date(at + lease * 1_000).toISOString(),
      toldSeq: await store.lastSeq(),
      tries: 0,
      dueAtMs: at,
    });
  }

  return {
    /**
     * Takes a wish in; whether it holds is settled after that, with the subscriber.
     *
     * @returns kept when that is done; it never fails
     * @throws {UnknownTopicError | UnknownSearchError | RefusedWebhookError} it cannot be
     */
    async ask(wish: HubWish, origin: string): Promise<{ settled: Promise<void> }> {
      const topic = feedTopic(wish.topic);
      if (topic?.origin !== origin) {
        throw new UnknownTopicError(
          `hub.topic: write the address of a feed here, such as ${origin}/v1/feeds/NAME.atom`,
        );
      }
      if (!(await subscriptions.search(topic.name))) {
        throw new UnknownSearchError(`there is no saved search ${JSON.stringify(topic.name)}`);
      }
      const { protocol, hash } = new URL(wish.callback);
      if (hash !== '' || (protocol !== 'https:' && !(protocol === 'http:' && client.isOwn(wish.callback)))) {
        throw new RefusedWebhookError(
          'hub.callback: write an address that begins with https://, without a fragment',
        );
      }
      const refusal = await client.refusal(wish.callback);
      if (refusal !== null) throw new RefusedWebhookError(refusal);
      const settled = settle(wish, topic.name).catch((error: unknown) =>
        log.warn({ err: error, topic: wish.topic }, 'a subscription of a feed could not be settled'),
      );
      return { settled };
    },
  };
}

function subscriptionId(topic: string, callback: string): string {
  return `hub_${createHash('sha256').update(`${topic}\n${callback}`).digest('base64url').slice(0, 22)}`;
}
