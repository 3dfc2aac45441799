import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubscriptionStore } from '../../../src/store/subscription-store.ts';
import type { NewDelivery, PlacedWebhook } from '../../../src/store/webhook-store.ts';

export type SubscriptionPlace = { open(): Promise<SubscriptionStore>; clear(): Promise<void> };

const at = '2026-01-02T03:04:05.000Z';
const nowMs = Date.parse(at);

function webhook(id: string, change: Partial<PlacedWebhook> = {}): PlacedWebhook {
  return {
    id,
    url: 'https://team.example/hook',
    description: '',
    search: null,
    types: ['article.created'],
    format: 'standard',
    secrets: [{ secret: 'whsec_AAAA', until: null }],
    enabled: true,
    disabledReason: null,
    disabledAt: null,
    failingSince: null,
    replay: null,
    createdAt: at,
    plannedSeq: 0,
    ...change,
  };
}

function delivery(n: number, change: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: `msg_${n}`,
    webhookId: 'wh_1',
    seq: n,
    type: 'article.created',
    body: `{"n":${n}}`,
    createdAt: at,
    dueAtMs: nowMs,
    ...change,
  };
}

const attempt = {
  at,
  request: { url: 'https://team.example/hook', headers: { 'webhook-id': 'msg_1' }, body: '{}' },
  answer: { status: 500, headers: {}, body: 'no' },
  error: 'HTTP 500',
  durationMs: 3,
};

/** The promises of the port, on any adapter. */
export function subscriptionStoreContract(adapter: string, make: () => Promise<SubscriptionPlace>): void {
  describe(`subscriptions (${adapter})`, () => {
    let place: SubscriptionPlace;
    let store: SubscriptionStore;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.clear();
    });

    it('keep an alert once, give them newest first by pages, and let go of old ones', async () => {
      const alert = (n: number, search = 'floods') => ({
        ...{
          id: `alert_${n}`,
          search,
          rule: { on: 'reach', sites: 3 } as const,
          subject: `s${n}`,
          title: 'Floods',
        },
        at: `2026-01-0${n}T00:00:00.000Z`,
        ...{
          text: 'so',
          articles: 3,
          articlesAre: 'exact' as const,
          usual: null,
          storyId: `s${n}`,
          sites: 3,
        },
      });
      const all = [alert(1), alert(2, 'storms'), alert(3)];
      expect(await store.raise(all)).toEqual(all);
      expect(await store.raise([alert(3), alert(4)])).toEqual([alert(4)]);
      const first = await store.alerts({ search: null, limit: 2, cursor: null });
      expect(first.alerts).toEqual([alert(4), alert(3)]);
      const second = await store.alerts({ search: null, limit: 2, cursor: first.next });
      expect(second).toEqual({ alerts: [alert(2, 'storms'), alert(1)], next: null });
      expect((await store.alerts({ search: 'storms', limit: 9, cursor: null })).alerts).toEqual([
        alert(2, 'storms'),
      ]);
      await expect(store.alerts({ search: 'storms', limit: 9, cursor: first.next })).rejects.toMatchObject({
        code: 'invalid-cursor',
      });
      expect(await store.forgetAlerts('2026-01-03T00:00:00.000Z')).toBe(2);
      expect((await store.alerts({ search: null, limit: 9, cursor: null })).alerts).toEqual([
        alert(4),
        alert(3),
      ]);
    });

    it('keep saved searches by name, and when each was first saved', async () => {
      const first = { name: 'b', title: 'B', q: 'one', createdAt: at, updatedAt: at };
      const later = {
        ...first,
        q: 'two',
        createdAt: '2026-02-01T00:00:00.000Z',
        updatedAt: '2026-02-01T00:00:00.000Z',
      };
      await store.saveSearch(first);
      await store.saveSearch({ ...first, name: 'a' });
      expect(await store.saveSearch(later)).toEqual({ ...later, createdAt: at });
      expect((await store.searches()).map(({ name, q }) => [name, q])).toEqual([
        ['a', 'one'],
        ['b', 'two'],
      ]);
      expect(await store.search('none')).toBeNull();
      expect([await store.removeSearch('a'), await store.removeSearch('a')]).toEqual([true, false]);
    });

    it('know a key by its hash, when it was last used, and not once it is revoked', async () => {
      const key = { id: 'key_1', name: 'team', scope: 'read' as const, createdAt: at, lastUsedAt: null };
      await store.addKey(key, 'hash');
      expect(await store.keyOf('hash')).toEqual(key);
      await store.keyUsed('key_1', at);
      expect(await store.keys()).toEqual([{ ...key, lastUsedAt: at }]);
      expect([await store.revokeKey('key_1'), await store.revokeKey('key_1')]).toEqual([true, false]);
      expect(await store.keyOf('hash')).toBeNull();
    });

    it('give one key of idempotency to one asker, keep his answer, and pass on a claim that was left', async () => {
      const other = await place.open();
      const claim = { fingerprint: 'one', at, answer: null };
      const claimed = await Promise.all([
        store.claimAnswer('a', claim, at),
        other.claimAnswer('a', claim, at),
      ]);
      expect(claimed.filter((one) => one === null)).toHaveLength(1);
      expect(claimed.find((one) => one !== null)).toEqual(claim);
      const kept = { ...claim, answer: { status: 201, type: 'application/json', body: '{}' } };
      await store.keepAnswer('a', kept);
      const later = '2026-01-02T04:00:00.000Z';
      expect(await other.claimAnswer('a', { ...claim, fingerprint: 'two' }, later)).toEqual(kept);

      expect(await store.claimAnswer('b', claim, at)).toBeNull();
      expect(await other.claimAnswer('b', claim, later)).toBeNull();
      await store.dropAnswer('b');
      expect(await store.claimAnswer('b', { ...claim, at: later }, at)).toBeNull();
      expect(await store.forgetAnswers(later)).toBe(1);
      expect(await other.claimAnswer('b', claim, at)).toMatchObject({ at: later });
      await other.close();
    });

    it('move the place of a sink for one process at a time', async () => {
      const other = await place.open();
      expect(await store.sinkPlace('lake')).toBeNull();
      const first = { seq: 0, planned: 10 };
      const begun = await Promise.all([
        store.moveSink('lake', null, first),
        other.moveSink('lake', null, { seq: 0, planned: 20 }),
      ]);
      expect(begun.toSorted()).toEqual([false, true]);
      const there = await other.sinkPlace('lake');
      if (!there) throw new Error('one of them began');
      const done = { seq: there.planned ?? 0, planned: null };
      expect(await store.moveSink('lake', there, done)).toBe(true);
      expect(await other.moveSink('lake', there, done)).toBe(false);
      expect(await other.moveSink('lake', done, { ...done, planned: 30 })).toBe(true);
      expect(await store.sinkPlace('lake')).toEqual({ ...done, planned: 30 });
      await other.close();
    });

    it('keep subscribers of feeds, each changed by who knows when he was due', async () => {
      const one = {
        id: 'hub_1',
        topic: 'http://127.0.0.1/v1/feeds/a.atom',
        search: 'a',
        callback: 'https://team.example/push',
        secret: null,
        expiresAt: at,
        toldSeq: 3,
        tries: 0,
        dueAtMs: nowMs,
      };
      await store.saveHubSubscription(one);
      await store.saveHubSubscription({ ...one, secret: 'quiet' });
      expect(await store.hubSubscriptions()).toEqual([{ ...one, secret: 'quiet' }]);
      const later = { ...one, toldSeq: 9, dueAtMs: nowMs + 5 };
      expect(await store.changeHubSubscription(nowMs, later)).toBe(true);
      expect(await store.changeHubSubscription(nowMs, one)).toBe(false);
      expect(await store.hubSubscriptions()).toEqual([later]);
      expect([
        await store.removeHubSubscription('hub_1'),
        await store.removeHubSubscription('hub_1'),
      ]).toEqual([true, false]);
    });

    it('plan each message once: a second planner from the same place is refused', async () => {
      await store.addWebhook(webhook('wh_1'));
      const other = await place.open();
      const move = { from: 0, to: 2, deliveries: [delivery(1), delivery(2)] };
      const planned = await Promise.all([store.plan('wh_1', move), other.plan('wh_1', move)]);
      expect(planned.toSorted()).toEqual([false, true]);
      expect(await store.waiting('wh_1')).toBe(2);
      expect((await store.webhook('wh_1'))?.plannedSeq).toBe(2);
      await other.close();
    });

    it('give a due message to one taker, again after its lease, and never once it is done', async () => {
      await store.addWebhook(webhook('wh_1'));
      const other = await place.open();
      await store.addDeliveries([
        delivery(2, { dueAtMs: nowMs + 10 }),
        delivery(1),
        delivery(3, { dueAtMs: nowMs + 999 }),
      ]);
      const take = (from: SubscriptionStore, ms: number) =>
        from.take('wh_1', { nowMs: nowMs + ms, limit: 5, leaseMs: 1_000 });
      const taken = (await Promise.all([take(store, 20), take(other, 20)])).flat();
      expect(taken.map(({ id }) => id).toSorted()).toEqual(['msg_1', 'msg_2']);
      expect(await take(store, 30)).toEqual([]);
      const again = await take(other, 1_020);
      expect(again.map(({ id }) => id).toSorted()).toEqual(['msg_1', 'msg_2', 'msg_3']);
      const result = { attempt, dueAtMs: nowMs };
      await store.record(again.map((one) => ({ ...result, delivery: one, state: 'delivered' as const })));
      expect(await take(store, 90_000)).toEqual([]);
      expect(await store.nextDueMs()).toBeNull();
      await other.close();
    });

    it('keep the log of every attempt, numbered, and the last one in the list', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addDeliveries([delivery(1), delivery(2)]);
      const one = await store.delivery('msg_1');
      if (!one) throw new Error('it was added');
      await store.record([{ delivery: one, attempt, state: 'waiting', dueAtMs: nowMs + 5_000 }]);
      await store.record([
        {
          delivery: one,
          attempt: { ...attempt, answer: null, error: 'timeout' },
          state: 'failed',
          dueAtMs: nowMs,
        },
      ]);
      expect((await store.attempts('msg_1')).map(({ number, error }) => [number, error])).toEqual([
        [1, 'HTTP 500'],
        [2, 'timeout'],
      ]);
      const page = await store.deliveries('wh_1', { limit: 1, cursor: null });
      expect(page.deliveries[0]).toMatchObject({ id: 'msg_2', last: null, attempts: 0 });
      const next = await store.deliveries('wh_1', { limit: 1, cursor: page.next });
      expect(next.deliveries[0]).toMatchObject({
        id: 'msg_1',
        state: 'failed',
        last: { number: 2 },
        tries: 2,
      });
      expect(next.next).toBeNull();
      expect(
        (await store.deliveries('wh_1', { state: 'failed', limit: 9, cursor: null })).deliveries,
      ).toHaveLength(1);
    });

    it('begin a known message anew in a replay, and end the replay at its end', async () => {
      await store.addWebhook(webhook('wh_1', { plannedSeq: 9, replay: { after: 0, to: 2 } }));
      await store.addDeliveries([delivery(1)]);
      const one = await store.delivery('msg_1');
      if (!one) throw new Error('it was added');
      await store.record([{ delivery: one, attempt, state: 'delivered', dueAtMs: nowMs }]);
      expect(await store.planReplay('wh_1', { from: 0, to: 1, deliveries: [delivery(1)] })).toBe(true);
      expect(await store.delivery('msg_1')).toMatchObject({ state: 'waiting', tries: 0, attempts: 1 });
      expect((await store.webhook('wh_1'))?.replay).toEqual({ after: 1, to: 2 });
      expect(await store.planReplay('wh_1', { from: 0, to: 1, deliveries: [] })).toBe(false);
      await store.planReplay('wh_1', { from: 1, to: 2, deliveries: [delivery(2)] });
      expect(await store.webhook('wh_1')).toMatchObject({ replay: null, plannedSeq: 9 });
    });

    it('hasten what waits for a later try, and nothing that waits for its first', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addDeliveries([delivery(1), delivery(2, { dueAtMs: nowMs + 50_000 })]);
      const one = await store.delivery('msg_1');
      if (!one) throw new Error('it was added');
      await store.record([{ delivery: one, attempt, state: 'waiting', dueAtMs: nowMs + 90_000 }]);
      await store.hasten('wh_1', nowMs);
      const due = await store.take('wh_1', { nowMs: nowMs + 10, limit: 9, leaseMs: 1 });
      expect(due.map(({ id }) => id)).toEqual(['msg_1']);
    });

    it('give back what was taken and not tried', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addDeliveries([delivery(1)]);
      const take = () => store.take('wh_1', { nowMs, limit: 9, leaseMs: 60_000 });
      expect(await take()).toHaveLength(1);
      await store.release(['msg_1'], nowMs);
      expect(await take()).toHaveLength(1);
    });

    it('leave a message to its taker for as long as it renews the lease in time', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addDeliveries([delivery(1), delivery(2), delivery(3)]);
      const takeAt = async (ms: number) =>
        (await store.take('wh_1', { nowMs: nowMs + ms, limit: 9, leaseMs: 1_000 })).map(({ id }) => id);
      expect(await takeAt(0)).toEqual(['msg_1', 'msg_2', 'msg_3']);
      const third = await store.delivery('msg_3');
      if (!third) throw new Error('it was added');
      await store.record([{ delivery: third, attempt, state: 'delivered', dueAtMs: nowMs }]);
      await store.renew(['msg_1', 'msg_3', 'msg_gone'], { nowMs: nowMs + 500, leaseMs: 1_000 });
      expect(await takeAt(1_200)).toEqual(['msg_2']);
      expect(await takeAt(1_600)).toEqual(['msg_1']);
      // Too late: by then another had taken it.
      await store.renew(['msg_1'], { nowMs: nowMs + 2_600, leaseMs: 60_000 });
      expect(await takeAt(2_700)).toEqual(expect.arrayContaining(['msg_1']));
    });

    it('look for due messages of enabled webhooks only', async () => {
      await store.addWebhook(webhook('wh_1', { enabled: false }));
      await store.addDeliveries([delivery(1)]);
      expect(await store.nextDueMs()).toBeNull();
      await store.changeWebhook('wh_1', (one) => ({ ...one, enabled: true }));
      expect(await store.nextDueMs()).toBe(nowMs);
    });

    it('forget old messages that are done, with their log, and none that waits', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addDeliveries([delivery(1), delivery(2)]);
      const one = await store.delivery('msg_1');
      if (!one) throw new Error('it was added');
      await store.record([{ delivery: one, attempt, state: 'delivered', dueAtMs: nowMs }]);
      expect(await store.forgetDeliveries(at)).toBe(0);
      expect(await store.forgetDeliveries('2026-02-01T00:00:00.000Z')).toBe(1);
      expect(await store.attempts('msg_1')).toEqual([]);
      expect(await store.waiting('wh_1')).toBe(1);
    });

    it('remove a webhook with all that was kept of it', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addDeliveries([delivery(1)]);
      expect([await store.removeWebhook('wh_1'), await store.removeWebhook('wh_1')]).toEqual([true, false]);
      expect(await store.delivery('msg_1')).toBeNull();
      expect(await store.changeWebhook('wh_1', (one) => one)).toBeNull();
    });

    it('refuse more than so many by name', async () => {
      for (let n = 0; n < 500; n += 1) await store.addWebhook(webhook(`wh_${n}`));
      await expect(store.addWebhook(webhook('wh_more'))).rejects.toMatchObject({ code: 'too-many' });
    });

    it('finds the messages about some changes, to whomever they go', async () => {
      await store.addWebhook(webhook('wh_1'));
      await store.addWebhook(webhook('wh_2'));
      const second = delivery(2, { id: 'other', webhookId: 'wh_2' });
      await store.addDeliveries([delivery(1), delivery(2), second, delivery(3)]);
      expect((await store.deliveriesOf([2, 9])).map(({ id }) => id)).toEqual(['other', 'msg_2']);
      expect(await store.deliveriesOf([])).toEqual([]);
    });
  });
}
