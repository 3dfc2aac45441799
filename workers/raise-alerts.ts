import { dueAlerts } from '../src/changes/due-alerts.ts';
import { alertMessage } from '../src/changes/webhook-message.ts';
import type { Alert } from '../src/model/alert.ts';
import type { AlertStore } from '../src/store/alert-store.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { SearchStore } from '../src/store/search-store.ts';
import type { WebhookStore } from '../src/store/webhook-store.ts';

export type RaiseNeeds = {
  store: Pick<ArticleStore, 'seenTimes' | 'search' | 'story'>;
  subscriptions: AlertStore &
    Pick<SearchStore, 'searches'> &
    Pick<WebhookStore, 'webhooks' | 'addDeliveries'>;
  now: () => Date;
  log: { warn(details: object, message: string): void };
};

/**
 * Looks once through all saved searches; keeps what they are to tell of, and tells the webhooks that want
 * `alert.raised`. Safe to run twice, and in several processes: an alert is kept and told once.
 */
export async function raiseAlerts({ store, subscriptions, now, log }: RaiseNeeds): Promise<Alert[]> {
  const raised: Alert[] = [];
  for (const search of await subscriptions.searches()) {
    if ((search.alerts ?? []).length === 0) continue;
    try {
      const due = await dueAlerts(search, store, now());
      await tell(due, { subscriptions, now });
      raised.push(...(await subscriptions.raise(due)));
    } catch (err) {
      // One search that cannot be answered keeps no other from telling.
      log.warn({ err, search: search.name }, 'a saved search could not be looked at for alerts');
    }
  }
  return raised;
}

/** Before they are kept: after a kill in between they are told again, under the same message id, and so once. */
async function tell(
  due: readonly Alert[],
  { subscriptions, now }: Pick<RaiseNeeds, 'subscriptions' | 'now'>,
) {
  if (due.length === 0) return;
  const receivers = (await subscriptions.webhooks()).filter(
    ({ enabled, types }) => enabled && types.includes('alert.raised'),
  );
  await subscriptions.addDeliveries(
    receivers.flatMap((webhook) =>
      due
        .filter(({ search }) => webhook.search === null || webhook.search === search)
        .map((alert) => alertMessage(webhook, alert, now())),
    ),
  );
}
