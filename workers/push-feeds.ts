import { createHmac } from 'node:crypto';
import type { Post } from '../src/changes/attempt-delivery.ts';
import { changeFilter } from '../src/changes/change-filter.ts';
import { feedTopic } from '../src/changes/feed-topic.ts';
import { followPages } from '../src/changes/follow.ts';
import { retryWaitMs } from '../src/changes/retry-schedule.ts';
import { savedFeed } from '../src/export/feeds/saved-feed.ts';
import type { HubSubscription } from '../src/model/hub-subscription.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { ChangeHistory } from '../src/store/change-history.ts';
import type { HubStore } from '../src/store/hub-store.ts';
import type { SearchStore } from '../src/store/search-store.ts';

export type PushNeeds = {
  store: Pick<ArticleStore, 'changes' | 'lastSeq' | 'search' | 'waitForChange'>;
  history: Pick<ChangeHistory, 'firstSeq' | 'articleChangeBefore' | 'removals'>;
  subscriptions: HubStore & Pick<SearchStore, 'search'>;
  post: Post;
  now: () => Date;
  log: { warn(details: object, message: string): void };
  random?: () => number;
};

/** Whoever sends has so long; after it another process may try. */
const LEASE_MS = 60_000;
/** One subscriber gets no more often a new page than this, however fast articles come. */
const GAP_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
const AT_ONCE = 16;
const MAX_ANSWER_BYTES = 1_000;

/**
 * Pushes feeds to their subscribers (WebSub) until closed: after a change of what a feed shows, its newest page, signed
 * where the subscriber gave a secret. At least once; several processes may do so at once.
 */
export function pushFeeds(needs: PushNeeds): { close(): Promise<void> } {
  const { store, subscriptions, now, log } = needs;
  const looked = new Map<string, { toldSeq: number; seq: number }>();
  let stopping = false;
  let wake = Promise.withResolvers<void>();

  /** Up to where there is something to tell; null: nothing since. */
  async function newsOf(one: HubSubscription): Promise<number | null> {
    const last = await store.lastSeq();
    const memory = looked.get(one.id);
    const from = memory?.toldSeq === one.toldSeq ? memory.seq : one.toldSeq;
    if (last <= from) return null;
    const search = await subscriptions.search(one.search);
    if (!search) return null;
    // What is no longer held may have been anything.
    if (from < (await needs.history.firstSeq()) - 1) return last;
    const filter = changeFilter(search.q, needs.history);
    for await (const { events, seq } of followPages(store, { since: from, stay: false, filter })) {
      if (events.some(({ type }) => type.startsWith('article.'))) return last;
      looked.set(one.id, { toldSeq: one.toldSeq, seq });
      if (seq >= last) break;
    }
    return null;
  }

  async function push(one: HubSubscription): Promise<void> {
    const at = now().getTime();
    if (one.expiresAt <= now().toISOString() || !(await subscriptions.search(one.search))) {
      await subscriptions.removeHubSubscription(one.id);
      return;
    }
    if (one.dueAtMs > at) return;
    const seq = await newsOf(one);
    if (seq === null) return;
    const leased = { ...one, dueAtMs: at + LEASE_MS };
    if (!(await subscriptions.changeHubSubscription(one.dueAtMs, leased))) return;
    const verdict = await sent(one, needs);
    if (verdict.result === 'gone') {
      await subscriptions.removeHubSubscription(one.id);
      return;
    }
    const wait =
      verdict.result === 'failed' ? retryWaitMs(one.tries + 1, null, (needs.random ?? Math.random)()) : null;
    if (verdict.result === 'failed') {
      log.warn(
        { callback: one.callback, topic: one.topic, reason: verdict.reason },
        'a feed could not be pushed',
      );
    }
    const after = now().getTime();
    await subscriptions.changeHubSubscription(
      leased.dueAtMs,
      wait === null
        ? { ...leased, toldSeq: seq, tries: 0, dueAtMs: after + GAP_MS }
        : { ...leased, tries: one.tries + 1, dueAtMs: Math.round(after + wait) },
    );
  }

  async function round(): Promise<void> {
    const all = await subscriptions.hubSubscriptions();
    for (let n = 0; n < all.length && !stopping; n += AT_ONCE) {
      await Promise.all(
        all
          .slice(n, n + AT_ONCE)
          .map((one) =>
            push(one).catch((error: unknown) => log.warn({ err: error }, 'a feed could not be pushed')),
          ),
      );
    }
  }

  const loop = (async () => {
    while (!stopping) {
      await round().catch((error: unknown) => log.warn({ err: error }, 'subscribers could not be read'));
      const timer = setTimeout(() => wake.resolve(), LOOK_EVERY_MS);
      await wake.promise;
      clearTimeout(timer);
      if (!stopping) wake = Promise.withResolvers<void>();
    }
  })();

  return {
    async close() {
      stopping = true;
      wake.resolve();
      await loop;
    },
  };
}

type Sent = { result: 'delivered' | 'gone' } | { result: 'failed'; reason: string };

async function sent(one: HubSubscription, { store, history, subscriptions, post }: PushNeeds): Promise<Sent> {
  const topic = feedTopic(one.topic);
  const search = await subscriptions.search(one.search);
  if (!topic || !search) return { result: 'gone' };
  const { body, type, addresses } = await savedFeed({ store, history }, search, {
    ...topic,
    cursor: null,
    hub: true,
  });
  const signature = one.secret === null ? null : createHmac('sha256', one.secret).update(body).digest('hex');
  const answer = await post(one.callback, {
    body,
    maxBytes: MAX_ANSWER_BYTES,
    headers: {
      'content-type': type,
      link: `<${addresses.hub}>; rel="hub", <${one.topic}>; rel="self"`,
      ...(signature === null ? {} : { 'x-hub-signature': `sha256=${signature}` }),
    },
  });
  if ('outcome' in answer) return { result: 'failed', reason: `${answer.outcome}: ${answer.reason}` };
  if (answer.status >= 200 && answer.status < 300) return { result: 'delivered' };
  return answer.status === 410 ? { result: 'gone' } : { result: 'failed', reason: `HTTP ${answer.status}` };
}
