import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openBrowserPages } from '../crawlers/browser/browser-pages.ts';
import { chromiumPath } from '../crawlers/browser/chromium-path.ts';
import { openGuardedClient } from '../crawlers/fetch/guarded-client.ts';
import { fetchPage } from '../crawlers/fetch-page.ts';
import { joinPages } from '../parsers/join-pages.ts';
import { browse } from '../workers/browse.ts';
import { openBrowserTemplates } from '../workers/browser-templates.ts';
import { decideStories } from '../workers/decide-stories.ts';
import { deliverWebhooks } from '../workers/deliver-webhooks.ts';
import { fillSinks } from '../workers/fill-sinks.ts';
import { browseJob, type IngestData, type JobName, jobNames, jobs } from '../workers/jobs.ts';
import { openParsePool } from '../workers/parse-pool.ts';
import { pushFeeds } from '../workers/push-feeds.ts';
import { reparse } from '../workers/reparse.ts';
import { serveApi } from './api/serve-api.ts';
import { serveProbes } from './api/serve-probes.ts';
import { openAdapters, userAgent } from './app/adapters.ts';
import { alertLoop } from './app/alert-loop.ts';
import { beginByHand } from './app/begin-by-hand.ts';
import { crawlJobs } from './app/crawl-jobs.ts';
import { openDeadLetterDesk } from './app/dead-letter-desk.ts';
import { holdHeap } from './app/hold-heap.ts';
import { ingestAlone } from './app/ingest-alone.ts';
import { ingestBatch } from './app/ingest-batch.ts';
import { needContact } from './app/need-contact.ts';
import { openQueueBoard } from './app/open-queue-board.ts';
import { openSinks } from './app/open-sinks.ts';
import { processMetrics } from './app/process-metrics.ts';
import { openRemovals } from './app/removals.ts';
import { reparseLedger } from './app/reparse-ledger.ts';
import { openRetention } from './app/retention.ts';
import { retentionLoop } from './app/retention-loop.ts';
import { openRunBook } from './app/run-book.ts';
import { openScheduling } from './app/scheduling.ts';
import { openSiteHealth } from './app/site-health.ts';
import { steeredCrawl } from './app/steered-crawl.ts';
import { openSteps, placeOfJob } from './app/steps.ts';
import { urlBiography } from './app/url-biography.ts';
import { warnings } from './app/warnings.ts';
import { watchedClient, watchedParse, watchedStories } from './app/watched-work.ts';
import { hubDesk } from './changes/hub-desk.ts';
import { webhookDesk } from './changes/webhook-desk.ts';
import type { Application, RunSummary } from './cli/application.ts';
import { hostLedger } from './host-ledger.ts';
import type { Job, JobQueue } from './queue/job-queue.ts';
import { withRhythm } from './schedule/visit-rhythm.ts';
import type { Settings } from './settings.ts';
import { openLiveSites } from './sites/live-sites.ts';
import type { ArticleStore } from './store/article-store.ts';
import { storyTools } from './stories/story-tools.ts';
import { version } from './version.ts';

const progressMs = 250;
const youngMb = 32;
const parserLimits = { timeoutMs: 3_000, memoryMb: 256 };
const sitesMs = 10_000;
/** Jobs of a run that are put off for longer are not waited for: they go on with the service. */
const waitForJobsMs = 300_000;
const forgetEveryMs = 3_600_000;
/** So old may be what another command reads of the hosts. */
const ledgerMs = 15_000;

/**
 * Settings in, wired application out.
 * @throws an error with code 'settings', 'site-file', 'store' or 'queue' that says what to do
 */
export async function openApp(
  settings: Settings,
  { now = () => new Date() }: { now?: () => Date } = {},
): Promise<Application> {
  holdHeap({ youngMb });
  const sites = openLiveSites(settings.sites, now);
  const { allow, proxies } = settings;
  const { timeoutMs } = settings.crawl;
  const steps = await openSteps(settings);
  const openClient = (options: Parameters<typeof openGuardedClient>[0]) =>
    watchedClient(openGuardedClient(options), steps);
  const client = openClient({
    ...{ userAgent: userAgent(settings), allow, proxies, totalTimeoutMs: timeoutMs },
    ...{ headersTimeoutMs: Math.min(15_000, timeoutMs), connectTimeoutMs: Math.min(10_000, timeoutMs) },
  });
  const webhookClient = openClient({
    ...{ userAgent: userAgent(settings), allow, proxies },
    // A receiver is to take a message and be done; what it does with it comes after.
    headersTimeoutMs: 10_000,
    totalTimeoutMs: 15_000,
    connections: 64,
  });
  const adapters = await openAdapters(settings, client);
  const { store, history, subscriptions, schedules, operations, queue, archive, gate } = adapters;
  const book = openRunBook({ store, schedules, queue, now });
  const scheduling = openScheduling({ sites, settings, store, schedules, book, now, log: warnings });
  const deadLetters = openDeadLetterDesk({ queue, store, now });
  const storyDesk = decideStories({ store, stories: storyTools, now });
  const biography = (url: string) =>
    urlBiography(url, {
      ...{ store, history, gate, client, settings, webhooks: subscriptions },
      ...{ sites: sites.current, desk: scheduling.desk },
    });
  const ledger = hostLedger(join(settings.data, 'hosts.json'), gate, now);
  const sinks = openSinks(settings);
  const executablePath = settings.browser.executable ?? chromiumPath();
  const browserTemplates = await openBrowserTemplates(join(settings.data, 'browser-templates.json'));
  const browser = executablePath ? openBrowserPages({ client, gate, executablePath, now }) : null;
  const parsers = openParsePool({
    threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
    ...parserLimits,
    sites: sites.current(),
  });
  const rereadSites = () => {
    const told = sites.reread();
    if (told.length > 0) parsers.renewSites(sites.current());
    for (const line of told) process.stderr.write(`wellspring: ${line}\n`);
  };

  const metrics = processMetrics();
  const measuredParse = watchedParse(metrics.measured(parsers.parse), steps);
  const stories = watchedStories(storyTools, steps);
  const health = openSiteHealth({
    ...{ operations, store, archive, queue, now, rereadSites, parse: parsers.parse, log: warnings },
    ...{ sites: sites.current, sitesFolder: settings.sites },
  });

  const removalNeeds = { store, archive, history, operations, now };
  const retention = openRetention({ ...removalNeeds, rules: settings.retention, sites: sites.current });
  const removals = openRemovals({ ...removalNeeds, retention, queue, log: warnings });

  function runJob(job: Job, signal: AbortSignal): Promise<void> {
    const name = jobNames.find((known) => known === job.name);
    if (!name) throw permanent(`there is no job ${JSON.stringify(job.name)}`);
    const checked = jobs[name].data.safeParse(job.data);
    if (!checked.success) throw permanent(`job ${name} ${job.key}: ${checked.error.message}`);
    const work: Record<JobName, () => Promise<void>> = {
      crawl: () =>
        steeredCrawl(jobs.crawl.data.parse(job.data), {
          ...{ store, queue, client, gate, archive, now, signal, schedules, book },
          ...{ sites: sites.current, rules: settings.schedule },
          // Fetches under way in one crawl; the gate decides how many of them one host sees.
          concurrency: Math.floor(settings.crawl.totalConcurrency / jobs.crawl.concurrency),
          rhythm: withRhythm,
        }),
      ingest: () => ingestAlone(jobs.ingest.data.parse(job.data), ingest, queue),
      browse: async () => {
        if (!browser) throw permanent('there is no Chromium on this machine; name one as browser.executable');
        await browse(jobs.browse.data.parse(job.data), {
          ...{ store, archive, queue, now, signal, pages: browser },
          share: settings.browser.share,
          templates: browserTemplates,
        });
      },
      remove: () => removals.work(jobs.remove.data.parse(job.data), signal),
    };
    return metrics.counted(name, () => steps.step(name, placeOfJob(checked.data), work[name]));
  }

  const ingest = (data: IngestData) =>
    ingestBatch(data, {
      ...{ archive, store, now, joinPages },
      async parse(page) {
        const parsed = await measuredParse(page);
        browserTemplates.note(page, parsed);
        return parsed;
      },
      stories,
      rhythm: withRhythm,
      watch: health.watch,
      ...(browser
        ? { browse: async (runId, urls) => queue.add([browseJob({ runId, urls: [...urls] })]) }
        : {}),
    });

  async function startWork(signal: AbortSignal, names: readonly JobName[] = jobNames) {
    await removals.takeUp();
    const working = await queue.work((job) => runJob(job, signal), {
      async onDead(letter) {
        await deadLetters.buried(letter);
        await removals.buried(letter);
      },
      concurrency: Object.fromEntries(names.map((name) => [name, jobs[name].concurrency])),
      versions: Object.fromEntries(names.map((name) => [name, jobs[name].version])),
    });
    const endSaving = ledger.keepSaved(ledgerMs, warnings);
    return { close: () => working.close().finally(endSaving) };
  }

  /** Works off the queue until `wait` ends; also where it fails: a worker that is left would keep the process. */
  async function whileWorking<T>(
    signal: AbortSignal,
    wait: () => Promise<T>,
    names?: readonly JobName[],
  ): Promise<T> {
    const working = await startWork(signal, names);
    return wait().finally(working.close);
  }

  return {
    dataFolder: settings.data,
    store,
    archive,
    history,
    subscriptions,
    storyDesk,
    queue,
    operations,
    health: health.desk,
    removal: {
      ...removals,
      async finish(id, onProgress, signal) {
        const wait = () => removals.watched(id, { onProgress, signal });
        const seen = await whileWorking(signal, wait, ['remove']);
        const now = (await removals.removal(id)) ?? seen;
        if (!now) throw new Error(`removal ${id} is gone`);
        return now;
      },
    },
    retention,
    schedules,
    scheduleDesk: scheduling.desk,
    deadLetters,
    get sites() {
      sites.check();
      return sites.current();
    },
    parse: parsers.parse,
    biography,
    hosts: ledger.entries,
    async fetchPage(url, signal) {
      await needContact([url], settings, client);
      return fetchPage(url, { client, gate, now }, signal);
    },
    async run(request, onProgress, signal) {
      sites.check();
      await needContact(
        request.starts.map(({ url }) => url),
        settings,
        client,
      );
      const startedAt = performance.now();
      const jobsOf = (id: string) => crawlJobs(id, request, sites.current(), settings);
      const finishRest = () => idleOrAborted(queue, signal, async () => undefined);
      const { runId, resumed } = await whileWorking(signal, async () => {
        const begun = await beginByHand(request, { schedules, queue, book, jobsOf, finishRest, now });
        await idleOrAborted(queue, signal, async () => onProgress(await store.outcomes(begun.runId)));
        return begun;
      });
      const run = await schedules.run(runId);
      if (run) await book.look(run);
      const seconds = (performance.now() - startedAt) / 1_000;
      return { ...(await summary(runId, { store, queue })), seconds, interrupted: signal.aborted, resumed };
    },
    async reparse(request, onProgress, signal) {
      sites.check();
      // This thread has little to do beside them.
      const allCores = openParsePool({
        ...parserLimits,
        threads: availableParallelism(),
        sites: sites.current(),
      });
      const ledger = reparseLedger(join(settings.data, 'reparse'), request, sites.current());
      if (request.fresh) await ledger.forget();
      const needs = {
        ...{ archive, store, now, joinPages, ledger },
        parse: allCores.parse,
        stories: storyTools,
      };
      return reparse(request, needs, onProgress, signal).finally(allCores.close);
    },
    async work({ scheduler, worker }) {
      sites.check();
      const stop = new AbortController();
      const working = worker ? await startWork(stop.signal) : null;
      const loop = scheduler ? scheduling.start() : null;
      const timer = setInterval(rereadSites, sitesMs);
      const looking = scheduler ? health.start() : null;
      const delivering = worker
        ? deliverWebhooks({
            ...{ store, history, subscriptions, now, log: warnings },
            post: webhookClient.post,
          })
        : null;
      const pushing = worker
        ? pushFeeds({ ...{ store, history, subscriptions, now, log: warnings }, post: webhookClient.post })
        : null;
      const filling = worker
        ? fillSinks({ sinks, places: subscriptions, ...{ store, history, now, log: warnings } })
        : null;
      const alerting = scheduler ? alertLoop({ store, subscriptions, now, log: warnings }) : null;
      const forgetting = scheduler ? forgetOldChanges(settings, { history, subscriptions, now }) : null;
      const keeping = scheduler ? retentionLoop(retention, warnings) : null;
      return {
        async close() {
          clearInterval(timer);
          await keeping?.close();
          looking?.close();
          await loop?.close();
          if (forgetting) clearInterval(forgetting);
          await alerting?.close();
          await pushing?.close();
          await filling?.close();
          await delivering?.close();
          stop.abort();
          await working?.close();
        },
      };
    },
    async finish(onProgress, signal) {
      await whileWorking(signal, () =>
        idleOrAborted(queue, signal, async () => onProgress((await queue.counts()).waiting)),
      );
    },
    serve: async ({ host = settings.api.host, port = settings.api.port, ...dashboard }) =>
      serveApi({
        ...dashboard,
        ...(await openQueueBoard(settings)),
        ...{ store, archive, history, subscriptions, storyDesk, version, host, port },
        now,
        ...{ operations, health: health.desk },
        metrics: { queue, hosts: ledger.entries, own: metrics.registry },
        hub: hubDesk({ store, subscriptions, client: webhookClient, now, log: warnings }),
        operation: {
          ...{ scheduleDesk: scheduling.desk, schedules, deadLetters, biography, queue, removal: removals },
          retention,
          hosts: ledger.entries,
        },
        desk: webhookDesk({ store, history, subscriptions, client: webhookClient, now }),
        ...{ requestsPerMinute: settings.api.requestsPerMinute, origins: settings.api.origins },
        sinks: settings.sinks,
        ...(settings.api.key === undefined ? {} : { key: settings.api.key }),
      }),
    serveProbes: async ({ host = settings.probes.host, port = settings.probes.port }) =>
      serveProbes({
        ...{ version, host, port, now, key: settings.api.key, keys: subscriptions, own: metrics.registry },
        requestsPerMinute: settings.api.requestsPerMinute,
        ready: { 'the store': () => store.lastSeq(), 'the queue': () => queue.counts() },
      }),
    async close() {
      // One that cannot be closed in good order must not keep the others open: the process would never end.
      const ended = await Promise.allSettled([
        ...[ledger.save(), browserTemplates.save(), browser?.close(), parsers.close()],
      ]);
      ended.push(...(await Promise.allSettled([client.close(), webhookClient.close()])));
      ended.push(...(await Promise.allSettled(sinks.map((sink) => sink.close()))));
      ended.push(...(await Promise.allSettled([adapters.close()])));
      ended.push(...(await Promise.allSettled([steps.close()])));
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    },
  };
}

/** Lets go of what is older than the settings keep, now and every hour. */
function forgetOldChanges(
  { changes: { keepDays, keepDeliveriesDays } }: Settings,
  { history, subscriptions, now }: Pick<Application, 'history' | 'subscriptions'> & { now: () => Date },
): NodeJS.Timeout {
  const before = (days: number) => new Date(now().getTime() - days * 86_400_000).toISOString();
  const forget = async () => {
    await history.forget(before(keepDays));
    await subscriptions.forgetDeliveries(before(keepDeliveriesDays));
    await subscriptions.forgetAlerts(before(keepDays));
    await subscriptions.forgetAnswers(before(1));
  };
  const told = () =>
    void forget().catch((error: unknown) => warnings.warn({ err: error }, 'old changes stay'));
  told();
  return setInterval(told, forgetEveryMs);
}

async function idleOrAborted(queue: JobQueue, signal: AbortSignal, tell: () => Promise<void>): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  // What cannot be counted at the moment is told the next time.
  const timer = setInterval(() => void tell().catch(() => undefined), progressMs);
  try {
    if (!signal.aborted) await Promise.race([queue.idle(jobNames, { withinMs: waitForJobsMs }), aborted]);
    await tell();
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function summary(
  runId: string,
  { store, queue }: { store: ArticleStore; queue: JobQueue },
): Promise<Pick<RunSummary, 'runId' | 'outcomes' | 'failures'>> {
  const failures: string[] = [];
  for await (const { name, data, error } of queue.deadLetters()) {
    const ours = jobs.ingest.data.or(jobs.crawl.data).safeParse(data);
    if (ours.success && ours.data.runId === runId) failures.push(`${name}: ${error.code}: ${error.message}`);
  }
  return { runId, outcomes: await store.outcomes(runId), failures };
}

function permanent(message: string): Error {
  return Object.assign(new Error(message), { code: 'job-data', permanent: true });
}
