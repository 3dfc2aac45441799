import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import type { Registry } from 'prom-client';
import type { Archive } from '../archive/archive.ts';
import type { HubDesk } from '../changes/hub-desk.ts';
import type { WebhookDesk } from '../changes/webhook-desk.ts';
import type { HealthDesk } from '../health/health-desk.ts';
import type { HostEntry } from '../model/host-entry.ts';
import type { UrlBiography } from '../model/url-biography.ts';
import type { DeadLetterDesk } from '../queue/dead-letter-desk.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { ScheduleDesk } from '../schedule/schedule-desk.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { OperationStore } from '../store/operation-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import type { StoryDesk } from '../store/story-desk.ts';
import type { SubscriptionStore } from '../store/subscription-store.ts';
import { alertRoutes } from './alert-routes.ts';
import { allowOrigins } from './allow-origins.ts';
import type { ApiServer } from './api-server.ts';
import { articleRoutes } from './article-routes.ts';
import { asyncApi } from './asyncapi.ts';
import { auditedChanges } from './audited-changes.ts';
import { bareServer, type FaultLog } from './bare-server.ts';
import { biographyRoutes } from './biography-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { citationRoute } from './citation-route.ts';
import { builtDashboard, dashboardRoutes } from './dashboard-routes.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { histogramRoutes } from './histogram-routes.ts';
import { hostRoutes } from './host-routes.ts';
import { hubRoutes } from './hub-routes.ts';
import { idempotency } from './idempotency.ts';
import { listen } from './listen.ts';
import { mappingRoutes } from './mapping-routes.ts';
import { networkRoutes } from './network-routes.ts';
import { openApi } from './openapi.ts';
import { operateRoutes } from './operate-routes.ts';
import { type OperationMetricsNeeds, operationMetrics } from './operation-metrics.ts';
import { queueRoutes } from './queue-routes.ts';
import { type RemovalDesk, removalRoutes } from './removal-routes.ts';
import { isLoopback, MissingKeyError, queueBoardPath, requestAccess } from './request-access.ts';
import { limitRequests } from './request-limits.ts';
import { type RetentionDesk, retentionRoutes } from './retention-routes.ts';
import { revisionDifferenceRoute } from './revision-difference-route.ts';
import { scheduleRoutes } from './schedule-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { type ShownSink, sinkRoutes } from './sink-routes.ts';
import { siteFigureRoutes } from './site-figure-routes.ts';
import { storyDecisionRoutes } from './story-decision-routes.ts';
import { storyRoutes } from './story-routes.ts';
import { todayRoutes } from './today-routes.ts';
import { urlRoutes } from './url-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

export type OperationNeeds = {
  scheduleDesk: ScheduleDesk;
  schedules: Pick<ScheduleStore, 'runs' | 'run'>;
  deadLetters: DeadLetterDesk;
  biography: (url: string) => Promise<UrlBiography>;
  queue: Pick<JobQueue, 'counts' | 'deadFailures'>;
  removal: RemovalDesk;
  retention: RetentionDesk;
  /** How each host was treated, by origin. */
  hosts: () => Promise<HostEntry[]>;
};

export type ApiOptions = {
  store: ArticleStore;
  archive: Archive;
  history: ChangeHistory;
  /** Saved searches, webhooks and keys. */
  subscriptions: SubscriptionStore;
  desk: WebhookDesk;
  /** Where feeds are subscribed to; none: they are not pushed. */
  hub?: HubDesk;
  /** What `/metrics` tells beside the store: the queue, the hosts, and what this process counts by itself. */
  metrics?: Pick<OperationMetricsNeeds, 'queue' | 'hosts'> & { own?: Registry };
  operations: OperationStore;
  /** Where a person decides on sites that have changed. */
  health: HealthDesk;
  /** Where stories are joined and parted by hand. */
  storyDesk: StoryDesk;
  /** Schedules, runs and dead letters; left out: there are no routes for them. */
  operation?: OperationNeeds;
  version: string;
  /** Address to listen on. */
  host?: string;
  /** 0: any free one. */
  port?: number;
  /** The bearer key for reading; none: reading is open, on loopback only. */
  key?: string;
  /** Requests of one key in a minute; where no key is needed, of one address. */
  requestsPerMinute?: number;
  /** Places that every change is written to. */
  sinks?: readonly ShownSink[];
  /** Other sites whose pages may read answers. */
  origins?: readonly string[];
  /** Pages that show the queues, for operators; left out: there are none. */
  queueBoard?: (app: ApiServer, path: string) => Promise<void>;
  /** The folder of the built dashboard; null: none. Left out: where the build puts it. */
  dashboardFolder?: string | null;
  /** Where faults of ours are told. */
  log?: FaultLog;
  now?: () => Date;
  /** Silence on a stream of changes that is broken by a sign of life. */
  heartbeatMs?: number;
};

const DEFAULT_HEARTBEAT_MS = 15_000;
const REQUESTS_PER_MINUTE = 6_000;

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    // Archived pages, each in a sandbox.
    frameSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    // Nothing in our pages makes a script or markup out of text, and no code may begin to.
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
};

/**
 * Serves the HTTP interface and the dashboard.
 *
 * @returns its address and how to end it; `close` ends open streams too
 * @throws {MissingKeyError} others could reach it and no key is set
 * @throws {ListenError} the port cannot be had
 */
export async function serveApi(options: ApiOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { host = '127.0.0.1', port = 0, key, subscriptions } = options;
  if (key === undefined && !isLoopback(host) && (await subscriptions.keys()).length === 0) {
    throw new MissingKeyError(host);
  }
  const closing = new AbortController();
  const app = await apiServer(options, closing.signal);
  const url = await listen(app, { host, port, setting: 'api' });
  return {
    url,
    async close() {
      closing.abort();
      await app.close();
    },
  };
}

async function apiServer(options: ApiOptions, closing: AbortSignal): Promise<ApiServer> {
  const { store, archive, history, subscriptions, desk, storyDesk, operation, operations, health } = options;
  const { version, host = '127.0.0.1', key, log, now = () => new Date() } = options;
  const { heartbeatMs = DEFAULT_HEARTBEAT_MS, dashboardFolder = builtDashboard() } = options;
  const { requestsPerMinute = REQUESTS_PER_MINUTE, origins = [] } = options;
  // The dashboard says itself that it has no such page.
  const missingPage =
    dashboardFolder === null ? undefined : await readFile(join(dashboardFolder, 'index.html'));
  const { app, refuseMethod } = bareServer(log, missingPage);
  await app.register(helmet, {
    contentSecurityPolicy,
    // Plain HTTP on loopback; who puts TLS in front of it says so there.
    strictTransportSecurity: false,
    // Snapshots are sandboxed: browsers cannot hold them and our pages to one promise about their origin.
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  const openReading = key === undefined && isLoopback(host);
  const check = requestAccess({ key, openReading, keys: subscriptions, now });
  // Before the check: a browser asks first whether it may ask, without a key.
  await allowOrigins(app, origins);
  await limitRequests(app, { perMinute: requestsPerMinute, check });
  // Before anything is asked of a body that no route would read.
  app.addHook('onRequest', async (request, reply) => refuseMethod(request, reply));

  idempotency(app, { answers: subscriptions, now });

  auditedChanges(app, operations, now);
  await openApi(app, { version, key: !openReading });
  asyncApi(app, { version });
  operateRoutes(app, {
    ...{ store, webhooks: subscriptions, version },
    addMetrics: (registry) =>
      operationMetrics(registry, {
        store,
        webhooks: subscriptions,
        operations,
        health,
        now,
        ...options.metrics,
      }),
    ...(options.metrics?.own ? { own: options.metrics.own } : {}),
  });
  articleRoutes(app, { store, archive });
  mappingRoutes(app, { store });
  histogramRoutes(app, { store });
  citationRoute(app, { store, now, version });
  revisionDifferenceRoute(app, { store });
  storyRoutes(app, { store });
  storyDecisionRoutes(app, { storyDesk });
  todayRoutes(app, { store, now });
  siteFigureRoutes(app, { store, now });
  networkRoutes(app, { store, archive, now });
  urlRoutes(app, { store });
  if (operation) {
    const { scheduleDesk, schedules, deadLetters, biography, queue, hosts } = operation;
    biographyRoutes(app, { biography });
    scheduleRoutes(app, { desk: scheduleDesk, schedules });
    deadLetterRoutes(app, { deadLetters, archive });
    queueRoutes(app, { queue });
    hostRoutes(app, { hosts });
    removalRoutes(app, operation);
    retentionRoutes(app, operation);
  }
  changeRoutes(app, { store, history, searches: subscriptions, closing, heartbeatMs });
  exportRoutes(app, { store, history, now, version });
  alertRoutes(app, { store, subscriptions, now });
  searchRoutes(app, { searches: subscriptions, now });
  feedRoutes(app, { store, history, searches: subscriptions, hub: options.hub !== undefined });
  if (options.hub) hubRoutes(app, { hub: options.hub });
  sinkRoutes(app, { sinks: options.sinks ?? [], places: subscriptions, store, history });
  healthRoutes(app, { health, operations });
  webhookRoutes(app, { desk, webhooks: subscriptions });
  await options.queueBoard?.(app, queueBoardPath);
  await dashboardRoutes(app, dashboardFolder);
  return app;
}
