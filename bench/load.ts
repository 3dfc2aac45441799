import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { crawlJobs } from '../src/app/crawl-jobs.ts';
import { type NewsRiver, newsRiver } from '../src/demo/news-river.ts';
import { openBullmqQueue } from '../src/queue/bullmq/bullmq-queue.ts';
import { openInlineQueue } from '../src/queue/inline/inline-queue.ts';
import type { Job, JobQueue } from '../src/queue/job-queue.ts';
import { loadSettings } from '../src/settings.ts';
import { readFeed } from '../tests/chaos/feed-reader.ts';
import { type RunningService, runningService } from '../tests/chaos/running-service.ts';
import { CrawlData, crawlJob } from '../workers/jobs.ts';
import { missingArticles } from './load/missing-articles.ts';
import { type ProcessSample, sampleOf } from './load/process-samples.ts';
import { publishUntil } from './load/publish-until.ts';
import { soak } from './load/soak.ts';
import { seedMongo } from './query/seed-mongo.ts';
import { seedSqlite } from './query/seed-sqlite.ts';

// What the service bears: articles that come without pause, readers of the API meanwhile, then many URLs at once.
// `node bench/load.ts --minutes 10` on the embedded store; with MONGODB_URI and REDIS_URL set, on these. `--short` is a
// quick look, `--soak 60` an hour beside faulty hosts, whether what the service holds grows. Portals, service and readers
// share this machine.
const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '20' },
    'page-bytes': { type: 'string', default: '100000' },
    reads: { type: 'string', default: '50' },
    burst: { type: 'string', default: '5000' },
    /** In the store before it begins. */
    articles: { type: 'string', default: '100000' },
    /** Minutes; instead of the rest. */
    soak: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
});
const minutes = flags.short ? 0.25 : Number(flags.minutes);
const rate = Number(flags.rate);
const burst = flags.short ? 200 : Number(flags.burst);
const articles = flags.short ? 2_000 : Number(flags.articles);
const reads = Number(flags.reads);
const portals = 4;
const burstPortals = 20;
const burstGapMs = 50;
const { MONGODB_URI: mongo, REDIS_URL: redis } = process.env;
const print = (line: string) => process.stdout.write(`${line}\n`);

const data = mkdtempSync(join(tmpdir(), 'wellspring-load-'));
const sites = join(data, 'sites');
mkdirSync(sites);
try {
  print(
    `node ${process.versions.node}, ${availableParallelism()} cores, ${mongo && redis ? 'MongoDB and Redis' : 'embedded'}`,
  );
  if (flags.soak) {
    const pageBytes = Number(flags['page-bytes']);
    const needs = { rate: rate / 4, pageBytes, serviceOf, openQueue, visits, print };
    if (!(await soak({ minutes: Number(flags.soak), ...needs }))) process.exitCode = 1;
  } else {
    await fill();
    await stream();
    await drain();
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}

/** Articles of others, which searches, figures and matching have to find their way in. */
async function fill(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (mongo && redis) await (await seedMongo(mongo, articles, say)).close();
  else seedSqlite(join(data, 'wellspring.sqlite'), articles, say);
}

/** Articles without pause, read back through the feed, while the API is asked. */
async function stream(): Promise<void> {
  const river = await newsRiver({ seed: 1, portals, listed: 300, pageBytes: Number(flags['page-bytes']) });
  const service = serviceOf(river.allow);
  await service.start();
  const queue = await openQueue();
  const reader = readFeed(service.address);
  const end = Date.now() + minutes * 60_000;
  const seen: ProcessSample[] = [];
  const asked: { ms: number; status: number }[] = [];
  await Promise.all([
    publishUntil(end, river, rate),
    (async () => {
      for (let n = 0; Date.now() < end; n += 1) {
        await queue.add(visits(river.starts, `load-${n}`));
        await Promise.race([queue.idle(['crawl']), sleep(5_000)]);
        await sleep(200);
      }
    })(),
    askWithoutPause(service, end, asked),
    (async () => {
      for (; Date.now() < end; await sleep(1_000)) seen.push(await sampleOf(service.pids(), null));
    })(),
  ]);
  const { length: published } = river.published;
  await settled(queue, river, 'load-last');
  const missing = await missingArticles(river, reader, service.address());
  const storedAt = new Map<string, number>();
  for (const event of reader.read)
    if (event.type === 'article.created' && river.askedAt.has(event.data.url))
      storedAt.set(event.data.url, Date.parse(event.at));
  const waits = [...storedAt].map(([url, at]) => at - (river.askedAt.get(url) ?? at));
  const third = Math.ceil(seen.length / 3);
  const highest = (of: 'residentMb' | 'ownMb') =>
    [seen.slice(0, third), seen.slice(-third)]
      .map((part) => Math.max(...part.map((sample) => sample[of])).toFixed(0))
      .join(' · ');
  const cpu = (seen.at(-1)?.cpuSeconds ?? 0) - (seen[0]?.cpuSeconds ?? 0);
  print(
    `\n| ${rate} articles a second for ${minutes} min, beside ${articles} in the store | |\n| --- | ---: |`,
  );
  print(`| published · stored | ${published} · ${storedAt.size} |`);
  for (const line of missing.slice(0, 10)) print(`| missing | ${line} |`);
  print(`| fetch → stored, p50 · p99 | ${quantile(waits, 0.5)} · ${quantile(waits, 0.99)} ms |`);
  print(`| memory, highest of the first · last third | ${highest('residentMb')} MB |`);
  print(`| of this, no pages of files | ${highest('ownMb')} MB |`);
  print(`| processor time of the service | ${cpu.toFixed(0)} s in ${(minutes * 60).toFixed(0)} s |`);
  print(
    `| API at ${reads} requests/s: asked · p50 · p99 | ${asked.length} · ${quantile(
      asked.map(({ ms }) => ms),
      0.5,
    )} · ${quantile(
      asked.map(({ ms }) => ms),
      0.99,
    )} ms |`,
  );
  print(
    `| API: answers of 500 and above | ${asked.filter(({ status }) => status >= 500 || status === 0).length} |`,
  );
  await reader.close();
  await service.stop('SIGTERM');
  await queue.close();
  await river.close();
  if (missing.length > 0) process.exitCode = 1;
}

/** Many URLs at once over some hosts, each of which names its pace. */
async function drain(): Promise<void> {
  // A portal that is allowed by hand has no pace but the one that it asks for.
  const river = await newsRiver({ seed: 2, portals: burstPortals, listed: burst, crawlDelayMs: burstGapMs });
  for (let n = 0; n < burst; n += 1) river.publish();
  const service = serviceOf(river.allow);
  await service.start();
  const queue = await openQueue();
  const reader = readFeed(service.address);
  const began = performance.now();
  await settled(queue, river, 'burst');
  const seconds = (performance.now() - began) / 1_000;
  const stored = reader.read.filter(
    (event) => event.type === 'article.created' && river.askedAt.has(event.data.url),
  ).length;
  print(`\n| ${burst} URLs at once on ${burstPortals} hosts | |\n| --- | ---: |`);
  print(`| stored · seconds | ${stored} · ${seconds.toFixed(0)} |`);
  print(
    `| shortest mean gap at a host (asked for: ${burstGapMs} ms) | ${shortestMeanGap(river).toFixed(0)} ms |`,
  );
  await reader.close();
  await service.stop('SIGTERM');
  await queue.close();
  await river.close();
  if (stored < burst) process.exitCode = 1;
}

function serviceOf(allow: string): RunningService {
  return runningService({
    roles: mongo && redis ? ['worker', 'worker', 'api'] : ['all'],
    ...{ data, allow },
    settings: {
      WELLSPRING_SITES: sites,
      WELLSPRING_HOST_CONCURRENCY: '4',
      WELLSPRING_MAX_PAGES: '10000',
    },
  });
}

async function openQueue(): Promise<JobQueue> {
  return mongo && redis
    ? openBullmqQueue({ url: redis })
    : openInlineQueue({ file: join(data, 'wellspring.sqlite') });
}

function visits(addresses: readonly string[], runId: string): Job[] {
  const settings = loadSettings({
    env: { WELLSPRING_MAX_PAGES: '10000' },
    file: 'no-such-file.yaml',
    flags: {},
  });
  const starts = addresses.map((url) => ({ url, kind: 'list' as const }));
  // As the schedule asks: what is known is visited again when it is due.
  return crawlJobs(runId, { starts }, [], settings).map(({ data }) =>
    crawlJob({ ...CrawlData.parse(data), revisit: 'due' }),
  );
}

/** One more crawl, and then nothing is left to be done. */
async function settled(queue: JobQueue, river: NewsRiver, runId: string): Promise<void> {
  await queue.add(visits(river.starts, runId));
  await queue.idle(['crawl', 'ingest']);
  await sleep(1_500);
}

/** Asks what a reader asks, evenly, whether answers come or not. */
async function askWithoutPause(
  service: RunningService,
  end: number,
  asked: { ms: number; status: number }[],
): Promise<void> {
  const paths = [
    '/v1/articles?limit=20',
    '/v1/articles?q=council&limit=20',
    '/v1/facets?q=*',
    '/v1/stories?limit=20',
    '/v1/histogram?q=*&bucket=day',
  ];
  const underWay = new Set<Promise<void>>();
  for (let n = 0, next = Date.now(); Date.now() < end; n += 1, next += 1_000 / reads) {
    const from = performance.now();
    const one = fetch(`${service.address()}${paths[n % paths.length]}`)
      .then(async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      })
      .catch(() => 0)
      .then((status) => {
        asked.push({ ms: performance.now() - from, status });
        underWay.delete(one);
      });
    underWay.add(one);
    await sleep(Math.max(0, next - Date.now()));
  }
  await Promise.all(underWay);
}

function shortestMeanGap(river: NewsRiver): number {
  const byHost = Map.groupBy([...river.askedAt], ([url]) => new URL(url).host);
  const gaps = [...byHost.values()].map((asked) => {
    const times = asked.map(([, at]) => at).toSorted((a, b) => a - b);
    return ((times.at(-1) ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1);
  });
  return Math.min(...gaps);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
