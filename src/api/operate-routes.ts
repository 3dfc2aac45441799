import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import type { ArticleStore } from '../store/article-store.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import { type ApiServer, Bytes, problems } from './api-server.ts';
import { ApiError } from './problem.ts';

const tags = ['operation'];
const Up = z.object({ status: z.literal('ok'), version: z.string() });
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
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process is up', response: { 200: Up } } },
    async () => ({ status: 'ok' as const, version }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'The store answers',
        response: { 200: Up, 503: problems[500] },
      },
    },
    async () => {
      try {
        await store.lastSeq();
      } catch (cause) {
        throw Object.assign(new ApiError(503, 'not-ready', 'the store does not answer'), { cause });
      }
      return { status: 'ok' as const, version };
    },
  );

  const all = metrics(app, store, webhooks);
  addMetrics?.(all);
  const registry = own ? Registry.merge([all, own]) : all;
  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'Gauges and counters in the format of Prometheus',
        response: {
          200: { description: 'One metric a line', content: { 'text/plain': { schema: Bytes } } },
          ...problems,
        },
      },
    },
    async (_, reply) => reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
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
