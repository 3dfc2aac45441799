import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openBrowserPages } from '../crawlers/browser/browser-pages.ts';
import { chromiumPath } from '../crawlers/browser/chromium-path.ts';
import { hostOf } from '../crawlers/canonical-url.ts';
import { type GuardedClient, openGuardedClient } from '../crawlers/fetch/guarded-client.ts';
import { fetchPage } from '../crawlers/fetch-page.ts';
import { localHostGate } from '../crawlers/gate/local-host-gate.ts';
import { hostWithTwin } from '../crawlers/scope.ts';
import { joinPages } from '../parsers/join-pages.ts';
import { browse } from '../workers/browse.ts';
import { crawlHost } from '../workers/crawl.ts';
import { deliverWebhooks } from '../workers/deliver-webhooks.ts';
import { ingest } from '../workers/ingest.ts';
import {
  browseJob,
  type CrawlData,
  crawlJob,
  type JobName,
  jobNames,
  jobs,
  type Start,
} from '../workers/jobs.ts';
import { openParsePool } from '../workers/parse-pool.ts';
import { serveApi } from './api/serve-api.ts';
import { openWarcArchive } from './archive/warc/open-warc-archive.ts';
import { webhookDesk } from './changes/webhook-desk.ts';
import type { Application, RunRequest, RunSummary } from './cli/application.ts';
import { startsOf } from './cli/commands/crawl.ts';
import { hostLedger } from './host-ledger.ts';
import type { SiteDefinition } from './model/site-definition.ts';
import { openInlineQueue } from './queue/inline/inline-queue.ts';
import type { Job, JobQueue } from './queue/job-queue.ts';
import { dueSlot } from './schedule/due-slot.ts';
import { type Settings, SettingsError } from './settings.ts';
import { readSites } from './sites/read-site.ts';
import type { ArticleStore } from './store/article-store.ts';
import { openSqliteHistory } from './store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from './store/sqlite/open-sqlite-subscriptions.ts';
import { storyTools } from './stories/story-tools.ts';
import { version } from './version.ts';

/** Product token that robots.txt groups are matched with. */
const agent = 'Wellspring';
const progressMs = 250;
const scheduleMs = 15_000;
const forgetEveryMs = 3_600_000;
/** Fetches under way in one crawl; the gate decides how many of them one host sees. */
const crawlConcurrency = 8;

/**
 * The one place where adapters are chosen: settings in, wired application out.
 * @throws {SettingsError} a setting asks for what this version does not have
 */
export async function openApp(settings: Settings): Promise<Application> {
  refuseMissing(settings);
  const sites = readSites(settings.sites);
  const now = () => new Date();
  const store = await openSqliteStore({ file: join(settings.data, 'wellspring.sqlite') });
  const queue = openInlineQueue({ file: join(settings.data, 'wellspring.sqlite') });
  const archive = await openWarcArchive({ folder: join(settings.data, 'archive') });
  const history = await openSqliteHistory({ file: join(settings.data, 'wellspring.sqlite') });
  const subscriptions = await openSqliteSubscriptions({ file: join(settings.data, 'wellspring.sqlite') });
  const client = openGuardedClient({ userAgent: userAgent(settings), allow: settings.allow });
  const webhookClient = openGuardedClient({
    userAgent: userAgent(settings),
    allow: settings.allow,
    // A receiver is to take a message and be done; what it does with it comes after.
    headersTimeoutMs: 10_000,
    totalTimeoutMs: 15_000,
    connections: 64,
  });
  const { gapMs, hostConcurrency } = settings.crawl;
  const gate = localHostGate({ client, agent, gapMs, concurrency: hostConcurrency });
  const ledger = hostLedger(join(settings.data, 'hosts.json'), gate, now);
  const executablePath = settings.browser.executable ?? chromiumPath();
  const browser = executablePath ? openBrowserPages({ client, gate, executablePath, now }) : null;
  const parsers = openParsePool({
    threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
    timeoutMs: 3_000,
    memoryMb: 256,
    sites,
  });

  function runJob(job: Job, signal: AbortSignal): Promise<void> {
    const name = jobNames.find((known) => known === job.name);
    if (!name) throw permanent(`there is no job ${JSON.stringify(job.name)}`);
    const checked = jobs[name].data.safeParse(job.data);
    if (!checked.success) throw permanent(`job ${name} ${job.key}: ${checked.error.message}`);
    const work: Record<JobName, () => Promise<void>> = {
      crawl: () =>
        crawlHost(jobs.crawl.data.parse(job.data), {
          ...{ store, queue, client, gate, archive, now, signal },
          concurrency: crawlConcurrency,
        }),
      ingest: () =>
        ingest(jobs.ingest.data.parse(job.data), {
          ...{ archive, store, now, joinPages },
          parse: parsers.parse,
          stories: storyTools,
          ...(browser
            ? { browse: async (runId, urls) => queue.add([browseJob({ runId, urls: [...urls] })]) }
            : {}),
        }),
      browse: async () => {
        if (!browser) throw permanent('there is no Chromium on this machine; name one as browser.executable');
        await browse(jobs.browse.data.parse(job.data), {
          ...{ store, archive, queue, now, signal, pages: browser },
          share: settings.browser.share,
        });
      },
    };
    return work[name]();
  }

  async function startWork(signal: AbortSignal) {
    return queue.work((job) => runJob(job, signal), {
      concurrency: Object.fromEntries(jobNames.map((name) => [name, jobs[name].concurrency])),
      versions: Object.fromEntries(jobNames.map((name) => [name, jobs[name].version])),
    });
  }

  return {
    dataFolder: settings.data,
    store,
    archive,
    history,
    subscriptions,
    queue,
    sites,
    parse: parsers.parse,
    hosts: ledger.entries,
    async fetchPage(url, signal) {
      await needContact([url], settings, client);
      return fetchPage(url, { client, gate, now }, signal);
    },
    async run(request, onProgress, signal) {
      await needContact(
        request.starts.map(({ url }) => url),
        settings,
        client,
      );
      const startedAt = performance.now();
      const runId = `${now().toISOString().slice(0, 19)}Z-${randomBytes(4).toString('hex')}`;
      await queue.add(crawlJobs(runId, request, sites, settings));
      const working = await startWork(signal);
      await idleOrAborted(queue, signal, async () => onProgress(await store.outcomes(runId)));
      await working.close();
      return summary(runId, { store, queue }, (performance.now() - startedAt) / 1_000, signal.aborted);
    },
    async work({ scheduler, worker }) {
      const stop = new AbortController();
      const working = worker ? await startWork(stop.signal) : null;
      const look = () => addDueVisits(sites, settings, queue, now());
      if (scheduler) await look();
      const timer = scheduler ? setInterval(() => void look(), scheduleMs) : null;
      const delivering = worker
        ? deliverWebhooks({
            ...{ store, history, subscriptions, now, log: warnings },
            post: webhookClient.post,
          })
        : null;
      const forgetting = scheduler ? forgetOldChanges(settings, { history, subscriptions, now }) : null;
      return {
        async close() {
          if (timer) clearInterval(timer);
          if (forgetting) clearInterval(forgetting);
          await delivering?.close();
          stop.abort();
          await working?.close();
        },
      };
    },
    serve: ({ host = settings.api.host, port = settings.api.port }) =>
      serveApi({
        ...{ store, archive, history, subscriptions, version, host, port },
        desk: webhookDesk({ store, history, subscriptions, client: webhookClient, now }),
        ...(settings.api.key === undefined ? {} : { key: settings.api.key }),
      }),
    async close() {
      await ledger.save();
      await browser?.close();
      await parsers.close();
      await client.close();
      await webhookClient.close();
      await subscriptions.close();
      await history.close();
      await queue.close();
      await archive.close();
      await store.close();
    },
  };
}

function refuseMissing({ mongodbUri, redisUrl }: Settings): void {
  const missing = [...(mongodbUri ? ['MONGODB_URI'] : []), ...(redisUrl ? ['REDIS_URL'] : [])];
  if (missing.length === 0) return;
  throw new SettingsError(
    `${missing.join(' and ')}: the scale-out adapters are not part of version ${version}; ` +
      'unset it to use the embedded store and queue',
  );
}

function userAgent({ contact }: Settings): string {
  return `${agent}/${version}${contact ? ` (+${contact})` : ''}`;
}

/** The owner of a public site must be able to reach whoever crawls it. */
async function needContact(
  urls: readonly string[],
  { contact }: Settings,
  client: Pick<GuardedClient, 'isOwn' | 'refusal'>,
): Promise<void> {
  if (contact) return;
  for (const url of urls) {
    // What is refused anyway needs no one to be reached at.
    if (!URL.canParse(url) || client.isOwn(url) || (await client.refusal(url)) !== null) continue;
    throw new SettingsError(
      `${url} is a public address, and WELLSPRING_CONTACT is not set; write a URL or an e-mail address there, such ` +
        'as WELLSPRING_CONTACT=you@example.org: it goes into the User-Agent, so that the site can reach you instead ' +
        'of blocking you (a portal of your own on this machine is named by --allow ip:port)',
    );
  }
}

/** One job a host; a site's hosts are crawled together, by the rules of its file. */
function crawlJobs(
  runId: string,
  { starts, maxPages, maxDepth }: RunRequest,
  sites: readonly SiteDefinition[],
  settings: Settings,
): Job[] {
  const byHost = new Map<string, { site: SiteDefinition | undefined; starts: Start[] }>();
  for (const start of starts) {
    const host = hostOf(start.url);
    const site = sites.find(({ hosts }) => hosts.includes(host));
    const key = site?.name ?? hostWithTwin(host).toSorted()[0] ?? host;
    const group = byHost.get(key) ?? { site, starts: [] };
    group.starts.push(start);
    byHost.set(key, group);
  }
  return [...byHost.values()].map(({ site, starts }) => {
    const data: CrawlData = {
      runId,
      starts,
      hosts: site ? site.hosts : [...new Set(starts.flatMap(({ url }) => hostWithTwin(hostOf(url))))],
      include: site?.scope.include ?? ['/'],
      exclude: site?.scope.exclude ?? [],
      maxPages: maxPages ?? site?.maxPages ?? settings.crawl.maxPages,
      maxDepth: maxDepth ?? site?.maxDepth ?? settings.crawl.maxDepth,
    };
    return crawlJob(data);
  });
}

/** Visits of the sites as they fall due; asking twice in one interval makes one visit. */
async function addDueVisits(
  sites: readonly SiteDefinition[],
  settings: Settings,
  queue: JobQueue,
  now: Date,
): Promise<void> {
  for (const site of sites.filter(({ paused }) => !paused)) {
    for (const entry of site.start) {
      const slot = dueSlot(now.getTime(), entry.everyMinutes);
      const starts = startsOf({ ...site, start: [entry] });
      const runId = `${site.name}-${entry.everyMinutes}-${slot}`;
      await queue.add(crawlJobs(runId, { starts }, sites, settings));
    }
  }
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
  };
  const told = () =>
    void forget().catch((error: unknown) => warnings.warn({ err: error }, 'old changes stay'));
  told();
  return setInterval(told, forgetEveryMs);
}

const warnings = {
  warn: (details: object, message: string) =>
    void process.stderr.write(`wellspring: ${message} ${JSON.stringify(details, errorAsText)}\n`),
};

function errorAsText(_: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value;
}

async function idleOrAborted(queue: JobQueue, signal: AbortSignal, tell: () => Promise<void>): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  const timer = setInterval(() => void tell(), progressMs);
  try {
    if (!signal.aborted) await Promise.race([queue.idle(jobNames), aborted]);
    await tell();
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function summary(
  runId: string,
  { store, queue }: { store: ArticleStore; queue: JobQueue },
  seconds: number,
  interrupted: boolean,
): Promise<RunSummary> {
  const failures: string[] = [];
  for await (const { name, data, error } of queue.deadLetters()) {
    const ours = jobs.ingest.data.or(jobs.crawl.data).safeParse(data);
    if (ours.success && ours.data.runId === runId) failures.push(`${name}: ${error.code}: ${error.message}`);
  }
  return { runId, outcomes: await store.outcomes(runId), seconds, interrupted, failures };
}

function permanent(message: string): Error {
  return Object.assign(new Error(message), { code: 'job-data', permanent: true });
}
