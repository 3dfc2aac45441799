import type { ChangeEvent } from '../model/change-event.ts';
import type { Webhook } from '../model/webhook.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { SearchStore } from '../store/search-store.ts';
import type { NewDelivery, PlacedWebhook, WebhookStore } from '../store/webhook-store.ts';
import { type ChangeFilter, changeFilter } from './change-filter.ts';
import { changeMessage } from './webhook-message.ts';

/** A receiver with so many messages waiting gets no more planned: the feed keeps the rest for it. */
export const MAX_WAITING = 1_000;
const EVENTS_AT_ONCE = 500;
/** A place that moved without a message is written down this often: looking again costs less than a write. */
const WRITE_EVERY_EVENTS = 5_000;

export type PlanNeeds = {
  store: Pick<ArticleStore, 'changes' | 'lastSeq'>;
  history: Pick<ChangeHistory, 'firstSeq' | 'articleChangeBefore'>;
  subscriptions: Pick<WebhookStore, 'plan' | 'planReplay' | 'waiting'> & Pick<SearchStore, 'search'>;
  now: () => Date;
};

/** What planning came to for one receiver. */
export type Planned =
  | { result: 'idle' | 'more' | 'full' }
  /** The feed no longer has what comes next. */
  | { result: 'lost'; reason: string };

/**
 * Turns changes into messages, for one receiver after the other. It remembers how far each was looked through; what is
 * lost with the process is looked through again, and gives the same messages.
 */
export function deliveryPlanner(needs: PlanNeeds) {
  const { store, history, subscriptions, now } = needs;
  const looked = new Map<string, { planned: number; seq: number }>();
  const filters = new Map<string, { q: string; filter: ChangeFilter }>();

  async function filterOf({ search }: Webhook): Promise<ChangeFilter | null> {
    if (search === null) return async (event) => event;
    const saved = await subscriptions.search(search);
    if (!saved) return null;
    const known = filters.get(search);
    if (known?.q === saved.q) return known.filter;
    const filter = changeFilter(saved.q, history);
    filters.set(search, { q: saved.q, filter });
    return filter;
  }

  async function messages(
    webhook: Webhook,
    filter: ChangeFilter,
    events: readonly ChangeEvent[],
  ): Promise<NewDelivery[]> {
    const wanted = new Set<string>(webhook.types);
    const made: NewDelivery[] = [];
    for (const event of events) {
      const told = await filter(event);
      if (told && wanted.has(told.type)) made.push(changeMessage(webhook, told, now()));
    }
    return made;
  }

  return {
    async plan(webhook: PlacedWebhook): Promise<Planned> {
      const filter = await filterOf(webhook);
      if (!filter) return { result: 'lost', reason: `its saved search ${webhook.search} was removed` };
      const first = await history.firstSeq();
      if (webhook.plannedSeq < first - 1) {
        return {
          result: 'lost',
          reason: `changes ${webhook.plannedSeq + 1} to ${first - 1} are no longer held; make a snapshot, then enable it with since=now`,
        };
      }
      const room = MAX_WAITING - (await subscriptions.waiting(webhook.id));
      if (room <= 0) return { result: 'full' };
      const most = Math.min(room, EVENTS_AT_ONCE);
      if (webhook.replay) return replay(webhook, filter, webhook.replay, most);

      const memory = looked.get(webhook.id);
      const from = memory?.planned === webhook.plannedSeq ? memory.seq : webhook.plannedSeq;
      const events = await store.changes(from, most);
      const to = events.at(-1)?.seq ?? from;
      if (to === from) return { result: 'idle' };
      const deliveries = await messages(webhook, filter, events);
      let planned = webhook.plannedSeq;
      if (deliveries.length > 0 || to - planned >= WRITE_EVERY_EVENTS) {
        if (await subscriptions.plan(webhook.id, { from: planned, to, deliveries })) planned = to;
        else return { result: 'more' };
      }
      looked.set(webhook.id, { planned, seq: to });
      return { result: to < (await store.lastSeq()) ? 'more' : 'idle' };
    },
  };

  async function replay(
    webhook: Webhook,
    filter: ChangeFilter,
    { after, to: end }: { after: number; to: number },
    most: number,
  ): Promise<Planned> {
    const events = (await store.changes(after, most)).filter(({ seq }) => seq <= end);
    const to = events.length < most ? end : (events.at(-1)?.seq ?? end);
    const deliveries = await messages(webhook, filter, events);
    await subscriptions.planReplay(webhook.id, { from: after, to, deliveries });
    return { result: 'more' };
  }
}
