import { Gauge, type Registry } from 'prom-client';
import type { HealthDesk } from '../health/health-desk.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { OperationStore } from '../store/operation-store.ts';
import type { WebhookStore } from '../store/webhook-store.ts';

export type OperationMetricsNeeds = {
  store: Pick<ArticleStore, 'lastSeq' | 'changes'>;
  webhooks: Pick<WebhookStore, 'webhooks' | 'waiting'>;
  operations: Pick<OperationStore, 'heldBySite'>;
  health: Pick<HealthDesk, 'sites'>;
  /** Left out: this process has no queue. */
  queue?: Pick<JobQueue, 'counts'>;
  /** How each host was treated; left out: this process asks none. */
  hosts?: () => Promise<{ robots: string; closedUntil: string | null; requests: number }[]>;
  now: () => Date;
};

/** Gauges that are read from store and queue when they are asked for: right in every process, whoever did the work. */
export function operationMetrics(registry: Registry, needs: OperationMetricsNeeds): void {
  const { store, webhooks, operations, health, queue, hosts, now } = needs;
  const registers = [registry];
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    collect: (gauge: Gauge) => Promise<void>,
  ) =>
    new Gauge({
      ...{ name: `wellspring_${name}`, help, labelNames, registers },
      async collect() {
        this.reset();
        await collect(this);
      },
    });

  if (queue)
    gauge('jobs', 'Jobs of the queue, by state: waiting, running, done, dead', ['state'], async (jobs) => {
      for (const [state, count] of Object.entries(await queue.counts())) jobs.set({ state }, count);
    });
  gauge('sites', 'Sites by health: learning, well, doubt, new, changed', ['state'], async (sites) => {
    for (const state of ['learning', 'well', 'doubt', 'new', 'changed']) sites.set({ state }, 0);
    for (const { state } of await health.sites()) sites.inc({ state });
  });
  gauge('quarantined_pages', 'Pages held for a doubt or a change, by site', ['site'], async (pages) => {
    for (const { site, pages: count } of await operations.heldBySite()) pages.set({ site }, count);
  });
  gauge('quarantine_oldest_seconds', 'Age of the page that is held the longest; 0: none', [], async (age) => {
    const oldest = (await operations.heldBySite()).map(({ oldestAt }) => Date.parse(oldestAt));
    age.set(oldest.length === 0 ? 0 : (now().getTime() - Math.min(...oldest)) / 1_000);
  });
  gauge('last_change_timestamp_seconds', 'When the last change event was made', [], async (time) => {
    const seq = await store.lastSeq();
    const [last] = seq === 0 ? [] : await store.changes(seq - 1, 1);
    if (last) time.set(Date.parse(last.at) / 1_000);
  });
  gauge('webhook_lag_changes', 'Changes that are not yet planned for a webhook', ['webhook'], async (lag) => {
    const seq = await store.lastSeq();
    for (const { id, plannedSeq, enabled } of await webhooks.webhooks())
      if (enabled) lag.set({ webhook: id }, Math.max(0, seq - plannedSeq));
  });
  gauge('webhook_waiting_deliveries', 'Messages that wait to be delivered', ['webhook'], async (waiting) => {
    for (const { id } of await webhooks.webhooks()) waiting.set({ webhook: id }, await webhooks.waiting(id));
  });
  if (hosts)
    gauge(
      'hosts',
      'Hosts by what robots.txt says: rules, none, closed, refused',
      ['robots'],
      async (known) => {
        for (const { robots } of await hosts()) known.inc({ robots });
      },
    );
}
