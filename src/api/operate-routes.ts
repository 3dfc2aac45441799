import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ArticleStore } from '../store/article-store.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import type { ApiServer } from './api-server.ts';
import { probeRoutes } from './probe-routes.ts';

type Needs = {
  store: Pick<ArticleStore, 'lastSeq' | 'outcomes' | 'sites'>;
  webhooks: Pick<WebhookStore, 'webhooks'>;
  version: string;
  /** More gauges for `/metrics`. */
  addMetrics?: (registry: Registry) => void;
  /** What this process counts by itself. */
  own?: Registry;
};

/** Is it up, can it answer, and what do the gauges say? */
export function operateRoutes(app: ApiServer, { store, webhooks, version, addMetrics, own }: Needs): void {
  const all = metrics(app, store, webhooks);
  addMetrics?.(all);
  probeRoutes(app, {
    version,
    ready: { 'the store': () => store.lastSeq() },
    registry: own ? Registry.merge([all, own]) : all,
  });
}

function metrics(app: ApiServer, store: Needs['store'], webhooks: Needs['webhooks']): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'wellspring_urls',
    help: 'URLs ever seen, by outcome',
    labelNames: ['outcome'],
    registers,
    async collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(await store.outcomes(null))) this.set({ outcome }, count);
    },
  });
  new Gauge({
    name: 'wellspring_articles',
    help: 'Articles stored, by site',
    labelNames: ['site'],
    registers,
    async collect() {
      this.reset();
      for (const { site, articles } of await store.sites()) this.set({ site }, articles);
    },
  });
  new Gauge({
    name: 'wellspring_last_change',
    help: 'Sequence number of the last change event',
    registers,
    async collect() {
      this.set(await store.lastSeq());
    },
  });
  new Gauge({
    name: 'wellspring_webhooks',
    help: 'Webhooks, by whether they are told of changes: enabled, failing, disabled',
    labelNames: ['state'],
    registers,
    async collect() {
      const all = await webhooks.webhooks();
      const disabled = all.filter(({ enabled }) => !enabled).length;
      const failing = all.filter(({ enabled, failingSince }) => enabled && failingSince !== null).length;
      this.set({ state: 'disabled' }, disabled);
      this.set({ state: 'failing' }, failing);
      this.set({ state: 'enabled' }, all.length - disabled - failing);
    },
  });
  const answers = new Histogram({
    name: 'wellspring_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    answers.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });
  return registry;
}
