import { type Attempted, attemptDelivery, type Post } from '../src/changes/attempt-delivery.ts';
import { deliveryPlanner, type PlanNeeds } from '../src/changes/plan-deliveries.ts';
import { retryWaitMs } from '../src/changes/retry-schedule.ts';
import { disabledMessage } from '../src/changes/webhook-message.ts';
import type { Delivery } from '../src/model/webhook.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { AttemptResult, PlacedWebhook, WebhookStore } from '../src/store/webhook-store.ts';

export type DeliverNeeds = Omit<PlanNeeds, 'subscriptions' | 'store'> & {
  store: PlanNeeds['store'] & Pick<ArticleStore, 'waitForChange'>;
  subscriptions: PlanNeeds['subscriptions'] & WebhookStore;
  post: Post;
  log: { warn(details: object, message: string): void };
  /** How long a message that was taken is left to whoever took it and is not heard of again. */
  leaseMs?: number;
  random?: () => number;
};

/** Attempts under way at one receiver; one that fails gets one at a time. */
const AT_ONCE = 8;
/** Messages taken ahead for one receiver, and for one that fails: few, since after a kill they wait for their lease. */
const TAKEN_AHEAD = 32;
const TAKEN_WHILE_FAILING = 4;
/** Renewed while the process lives, so that a receiver may take its time, and what a killed process held is sent soon. */
const LEASE_MS = 10_000;
/** Results are written together; what is not yet written is sent again after a kill, under the same id. */
const WRITE_EVERY_MS = 10;
const LOOK_EVERY_MS = 1_000;
/** A receiver at which nothing went well for so long is disabled when a message has used up its tries. */
const FAILING_FOR_MS = 3 * 86_400_000;

type Lane = { queue: Delivery[]; underWay: number; taking: boolean };

/**
 * Tells the receivers of webhooks what changed, until closed: at least once, each in a lane of its own, so that a slow
 * or dead one holds up nobody else. Several processes may do so at once.
 */
export function deliverWebhooks(needs: DeliverNeeds): { close(): Promise<void> } {
  const { store, subscriptions, post, now, log, leaseMs = LEASE_MS, random = Math.random } = needs;
  const planner = deliveryPlanner(needs);
  const lanes = new Map<string, Lane>();
  /** Ids of messages that were taken, until what became of them is written. */
  const held = new Set<string>();
  let receivers = new Map<string, PlacedWebhook>();
  let stopping = false;
  let wake = Promise.withResolvers<void>();
  const results: AttemptResult[] = [];
  const underWay = new Set<Promise<void>>();
  let writing: Promise<void> | null = null;

  const laneOf = (id: string): Lane => {
    const lane = lanes.get(id) ?? { queue: [], underWay: 0, taking: false };
    lanes.set(id, lane);
    return lane;
  };
  const rouse = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };

  /** Takes what is due for one receiver, and sends as much at once as it bears. */
  async function pump(id: string): Promise<void> {
    const lane = laneOf(id);
    send(id, lane);
    const webhook = receivers.get(id);
    const ahead = webhook?.failingSince ? TAKEN_WHILE_FAILING : TAKEN_AHEAD;
    if (!webhook || lane.taking || stopping || lane.queue.length >= ahead / 4) return;
    lane.taking = true;
    try {
      const taken = await subscriptions.take(id, {
        nowMs: now().getTime(),
        limit: ahead - lane.queue.length,
        leaseMs,
      });
      // After a standstill its own lease may have run out.
      for (const delivery of taken.filter(({ id: taking }) => !held.has(taking))) {
        held.add(delivery.id);
        lane.queue.push(delivery);
      }
      if (taken.length === 0 && lane.underWay === 0) rouse();
    } finally {
      lane.taking = false;
    }
    send(id, lane);
  }

  function send(id: string, lane: Lane): void {
    const webhook = receivers.get(id);
    const most = webhook?.failingSince ? 1 : AT_ONCE;
    while (webhook && !stopping && lane.underWay < most) {
      const delivery = lane.queue.shift();
      if (!delivery) return;
      lane.underWay += 1;
      void attemptDelivery(webhook, delivery, { post, now })
        .then((attempted) => settle(webhook, delivery, attempted))
        .catch((error: unknown) => {
          held.delete(delivery.id);
          log.warn({ err: error, webhook: id }, 'a webhook could not be sent');
        })
        .finally(() => {
          lane.underWay -= 1;
          void pump(id).catch((error: unknown) => log.warn({ err: error }, 'webhooks could not be read'));
        });
    }
  }

  /** What follows from an attempt. The next one does not wait for it: results are written some together. */
  function settle(webhook: PlacedWebhook, delivery: Delivery, attempted: Attempted): void {
    const settling = settled(webhook, delivery, attempted)
      .catch((error: unknown) =>
        log.warn({ err: error, webhook: webhook.id }, 'what became of a webhook could not be written'),
      )
      .finally(() => {
        held.delete(delivery.id);
        underWay.delete(settling);
      });
    underWay.add(settling);
  }

  async function settled(
    webhook: PlacedWebhook,
    delivery: Delivery,
    { attempt, verdict, retryAfterMs }: Attempted,
  ): Promise<void> {
    const at = now();
    const wait = verdict === 'failed' ? retryWaitMs(delivery.tries + 1, retryAfterMs, random()) : null;
    const state = verdict === 'delivered' ? 'delivered' : wait === null ? 'failed' : 'waiting';
    // At once, so that the attempts that follow are gentler.
    const since = webhook.failingSince ?? at.toISOString();
    const known = receivers.get(webhook.id);
    if (verdict !== 'delivered' && known) receivers.set(webhook.id, { ...known, failingSince: since });
    await write({ delivery, attempt, state, dueAtMs: at.getTime() + (wait ?? 0) });
    if (verdict === 'delivered') {
      if (webhook.failingSince ?? receivers.get(webhook.id)?.failingSince) await recovered(webhook, at);
      return;
    }
    if (verdict === 'gone') return disable(webhook, 'it answered 410 Gone', at);
    if (!webhook.failingSince) await failing(webhook, since);
    else if (wait === null && at.getTime() - Date.parse(since) >= FAILING_FOR_MS) {
      await disable(webhook, `nothing went well since ${since}; last: ${attempt.error}`, at);
    }
  }

  async function write(result: AttemptResult): Promise<void> {
    results.push(result);
    writing ??= new Promise<void>((resolve, reject) => {
      setTimeout(() => {
        writing = null;
        subscriptions.record(results.splice(0)).then(resolve, reject);
      }, WRITE_EVERY_MS);
    });
    return writing;
  }

  async function failing(webhook: PlacedWebhook, since: string): Promise<void> {
    const changed = await subscriptions.changeWebhook(webhook.id, (one) => ({
      ...one,
      failingSince: one.failingSince ?? since,
    }));
    if (changed) receivers.set(webhook.id, changed);
    await giveBack(webhook.id);
  }

  async function giveBack(id: string): Promise<void> {
    const unsent = laneOf(id)
      .queue.splice(0)
      .map((delivery) => delivery.id);
    for (const one of unsent) held.delete(one);
    await subscriptions.release(unsent, now().getTime());
  }

  /** It answers again: what waited for a later try goes out now. */
  async function recovered(webhook: PlacedWebhook, at: Date): Promise<void> {
    const changed = await subscriptions.changeWebhook(webhook.id, (one) => ({ ...one, failingSince: null }));
    if (changed) receivers.set(webhook.id, changed);
    await subscriptions.hasten(webhook.id, at.getTime());
  }

  async function disable(webhook: PlacedWebhook, reason: string, at: Date): Promise<void> {
    const disabled = await subscriptions.changeWebhook(webhook.id, (one) => ({
      ...one,
      enabled: false,
      disabledReason: reason,
      disabledAt: at.toISOString(),
    }));
    receivers.delete(webhook.id);
    await giveBack(webhook.id);
    if (!disabled) return;
    log.warn({ webhook: webhook.id, url: webhook.url, reason }, 'a webhook was disabled');
    const others = [...receivers.values()].filter(({ types }) => types.includes('webhook.disabled'));
    await subscriptions.addDeliveries(others.map((other) => disabledMessage(other, disabled, at)));
  }

  /** Looks once at every receiver; gives back whether there is more to plan at once. */
  async function round(): Promise<boolean> {
    const all = await subscriptions.webhooks();
    receivers = new Map(all.filter(({ enabled }) => enabled).map((one) => [one.id, one]));
    let more = false;
    for (const webhook of receivers.values()) {
      if (stopping) return false;
      const planned = await planner.plan(webhook);
      if (planned.result === 'lost') await disable(webhook, planned.reason, now());
      more ||= planned.result === 'more';
      await pump(webhook.id);
    }
    return more;
  }

  async function untilNews(seq: number): Promise<void> {
    const due = await subscriptions.nextDueMs();
    const waitMs = Math.min(LOOK_EVERY_MS, Math.max(5, (due ?? Number.POSITIVE_INFINITY) - now().getTime()));
    if (receivers.size === 0) await Promise.race([wake.promise, later(LOOK_EVERY_MS)]);
    else await Promise.race([wake.promise, store.waitForChange(seq, waitMs)]);
  }

  const renewing = setInterval(() => {
    if (held.size === 0) return;
    subscriptions
      .renew([...held], { nowMs: now().getTime(), leaseMs })
      .catch((error: unknown) => log.warn({ err: error }, 'webhooks under way could not be kept'));
  }, leaseMs / 4);

  const loop = (async () => {
    while (!stopping) {
      try {
        const seq = await store.lastSeq();
        if (!(await round()) && !stopping) await untilNews(seq);
      } catch (error) {
        log.warn({ err: error }, 'webhooks could not be planned; trying again');
        await later(LOOK_EVERY_MS);
      }
    }
  })();

  return {
    async close() {
      stopping = true;
      rouse();
      await loop;
      while ([...lanes.values()].some(({ underWay, taking }) => underWay > 0 || taking)) await later(5);
      await Promise.all(underWay);
      for (const id of lanes.keys()) await giveBack(id);
      clearInterval(renewing);
    },
  };
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
