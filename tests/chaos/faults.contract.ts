import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { crawlJobs } from '../../src/app/crawl-jobs.ts';
import { webhookDesk } from '../../src/changes/webhook-desk.ts';
import { type NewsRiver, newsRiver } from '../../src/demo/news-river.ts';
import { seededRandom } from '../../src/demo/seeded-random.ts';
import type { UrlRecord } from '../../src/model/url-record.ts';
import { WebhookType } from '../../src/model/webhook.ts';
import type { Job, JobQueue } from '../../src/queue/job-queue.ts';
import { loadSettings } from '../../src/settings.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import type { ChangeHistory } from '../../src/store/change-history.ts';
import type { SubscriptionStore } from '../../src/store/subscription-store.ts';
import { CrawlData, crawlJob } from '../../workers/jobs.ts';
import { snapshotReplica } from '../src/changes/replica.ts';
import { until, type WebhookReceiver, webhookReceiver } from '../workers/webhook-receiver.ts';
import type { Disturber } from './disturbance.ts';
import { type FeedReader, readFeed } from './feed-reader.ts';
import { nextZoneChange } from './next-zone-change.ts';
import { brokenPromises } from './promises.ts';
import { type RunningService, runningService } from './running-service.ts';

/** Random places in the work at which each fault strikes; CHAOS_POINTS=20 is the long form. */
export const points = Number(process.env.CHAOS_POINTS ?? 1);
/** The long form, run by command on a machine that has nothing else to do, holds the time of recovery as well. */
const holdsTime = points >= 20;
const seed = Number(process.env.CHAOS_SEED ?? 13);
/** Another pace of the portals, for a store that takes in less than that of the place while a long form fills it. */
const publishEveryMs = Number(process.env.CHAOS_PUBLISH_MS ?? 0);
const crawlEveryMs = 300;
/** A visit is followed by the next when it is done; what takes longer has met the fault, and is not waited for. */
const longestVisitMs = 2_000;
/**
 * … but for so many crawls, four visits of both portals: the schedule makes none while the one before is under way, and a
 * store that stands still would pile them up.
 */
const mostOpenCrawls = 8;
/** What a killed process was about to send is sent by the next one when its lease has run out (ten seconds). */
const longestLeaseMs = 40_000;
/** Longer than any job that failed of a fault waits for its next try. */
const longestWorkMs = 200_000;
const workNames = ['crawl', 'ingest', 'browse'];

/** A view of the store that no fault reaches: the test's own connection. */
export type Inside = {
  store: ArticleStore;
  history: ChangeHistory;
  subscriptions: SubscriptionStore;
  queue: JobQueue;
  close(): Promise<void>;
};

export type ChaosPlace = {
  roles: readonly string[];
  data: string;
  settings: Readonly<Record<string, string>>;
  /** Clock and event loop of the service's processes. */
  disturber: Disturber;
  /** Between two articles: fewer than the store takes in, since what is tried are faults and not how much is too much. */
  publishEveryMs: number;
  /** So soon after the end of a fault the first new article is promised. */
  firstNewsWithinMs: number;
  /** Waits for the servers where they are away. */
  open(): Promise<Inside>;
  clear(): Promise<void>;
};

/**
 * What goes wrong. Done when the fault has ended and whatever it stopped was started again; takes part in nothing
 * else, so that what the program does about it is the program's own.
 */
export type Fault<Place extends ChaosPlace> = {
  name: string;
  strike(service: RunningService, place: Place, random: () => number): Promise<void>;
  /** Left to the long form: takes long there, and its short form runs at the other size. */
  longOnly?: boolean;
  /** What it held up is worked off before it strikes again: it lasts longer than the work that is let through between. */
  afterBacklog?: boolean;
};

/** Faults that need nothing but the processes of the service. */
export const processFaults: readonly Fault<ChaosPlace>[] = [
  {
    name: 'every process is killed',
    async strike(service) {
      await service.stop('SIGKILL');
      await service.start();
    },
  },
  {
    name: 'every process is told to stop under load',
    async strike(service) {
      expect(await service.stop('SIGTERM')).toEqual(expect.not.arrayContaining([1, 2, null]));
      await service.start();
    },
  },
  {
    name: 'a process is frozen for longer than its locks hold',
    async strike(service, _, random) {
      const pid = oneOf(service.pids(), random);
      process.kill(pid, 'SIGSTOP');
      await sleep(6_000);
      process.kill(pid, 'SIGCONT');
    },
  },
  {
    name: 'the event loop of every process stands still',
    strike: (_, { disturber }, random) => disturber.block(1_000 + random() * 5_500),
  },
  {
    name: 'the clock is set an hour on or back, and right again',
    async strike(_, { disturber }, random) {
      const right = disturber.aheadMs();
      for (const aheadMs of [right + oneOf([-hourMs, hourMs], random), right]) {
        await disturber.setClock(aheadMs);
        await sleep(1_500);
      }
    },
  },
  {
    name: 'daylight saving begins or ends',
    async strike(_, { disturber }) {
      const now = Date.now();
      await disturber.setClock(nextZoneChange(zone, now + disturber.aheadMs()) - now - 1_500);
      await sleep(3_000);
    },
  },
];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** In which the service runs: one that changes its offset twice a year. */
const zone = 'Europe/Berlin';

export function oneOf<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

/** One suite for both sizes: portals publish, the service crawls, a fault strikes, and every promise is checked. */
export function faultsContract<Place extends ChaosPlace>(
  size: string,
  newPlace: () => Promise<Place>,
  faults: readonly Fault<Place>[],
): void {
  describe(`${size}: no promise is broken (seed ${seed}, ${points} points each) when`, () => {
    let place: Place;
    let river: NewsRiver;
    let inside: Inside;
    let service: RunningService;
    let reader: FeedReader;
    let receiver: WebhookReceiver;
    let flow: { stop(): Promise<void> };

    beforeEach(async () => {
      place = await newPlace();
      // Where months pass, they pass for the portals as well: old dates of new articles would be a fault of theirs.
      const months = () => (Math.abs(place.disturber.aheadMs()) > dayMs ? place.disturber.aheadMs() : 0);
      river = await newsRiver({ seed, now: () => Date.now() + months() });
      inside = await place.open();
      receiver = await webhookReceiver();
      await addWebhook(inside, receiver);
      service = runningService({
        roles: place.roles,
        data: place.data,
        allow: `${river.allow},${receiver.allow}`,
        settings: {
          ...{ ...place.settings, ...place.disturber.settings, TZ: zone },
          ...{ WELLSPRING_GAP_MS: '0', WELLSPRING_HOST_CONCURRENCY: '4' },
          // A clock that is set on by months must not let go of what the checker is to read.
          WELLSPRING_KEEP_DAYS: '36500',
        },
      });
      await service.start();
      reader = readFeed(service.address);
      flow = keepPublishing(river, inside.queue, publishEveryMs || place.publishEveryMs);
    });
    afterEach(async () => {
      await flow.stop();
      await service.stop('SIGKILL');
      await reader.close();
      await receiver.close();
      await inside.close();
      await river.close();
      await place.clear();
    });

    for (const fault of faults) {
      it.skipIf(fault.longOnly && points === 1)(
        fault.name,
        async () => {
          const random = seededRandom(fault.name, size, seed);
          const recoveries: number[] = [];
          for (let point = 0; point < points; point += 1) {
            if (fault.afterBacklog) await workIsDone(inside.queue);
            await sleep(random.int(200, 2_000));
            await fault.strike(service, place, () => random.next());
            const news = untilNewsIsTold(river, reader);
            recoveries.push(
              await news.catch((error) => withWhy(error, `point ${point}`, { river, inside, service })),
            );
          }
          await flow.stop();
          await inside.queue.add(crawlOf(river, 'last'));
          const [median, slowest] = [
            recoveries.toSorted((a, b) => a - b)[recoveries.length >> 1],
            Math.max(...recoveries),
          ];
          process.stderr.write(
            `chaos: ${size}: ${fault.name}: first news after at most ${Math.round(slowest)} ms, half the time ${Math.round(median ?? 0)} ms\n`,
          );
          const broken = brokenPromises(await witnessed({ river, inside, reader, receiver }));
          if (holdsTime) broken.push(...lateNews(recoveries, place.firstNewsWithinMs));
          expect(broken, service.said().slice(-4_000)).toEqual([]);
        },
        420_000 + points * 60_000,
      );
    }
  });
}

async function addWebhook(
  { store, history, subscriptions }: Inside,
  receiver: WebhookReceiver,
): Promise<void> {
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [receiver.allow] });
  const desk = webhookDesk({ store, history, subscriptions, client, now: () => new Date() });
  const { url } = receiver;
  await desk.add(
    { url, description: '', search: null, types: [...WebhookType.options], format: 'standard' },
    undefined,
  );
  await client.close();
}

function crawlOf(river: NewsRiver, runId: string) {
  const settings = loadSettings({ env: {}, file: 'no-such-file.yaml', flags: {} });
  return crawlJobs(runId, { starts: river.starts.map((url) => ({ url, kind: 'list' })) }, [], settings);
}

/** As the schedule asks: the front pages, and of what is known only what is due again. */
function visitOf(river: NewsRiver, runId: string) {
  return crawlOf(river, runId).map(({ data }) => crawlJob({ ...CrawlData.parse(data), revisit: 'due' }));
}

/** News and crawls without pause, whatever else happens. */
function keepPublishing(
  river: NewsRiver,
  queue: JobQueue,
  publishEveryMs: number,
): { stop(): Promise<void> } {
  let open = true;
  const loops = [
    (async () => {
      for (; open; await sleep(publishEveryMs)) river.publish();
    })(),
    (async () => {
      let underWay: Job[] = [];
      for (let n = 0; open; await sleep(crawlEveryMs)) {
        const states = await queue.states(underWay).catch(() => null);
        if (states)
          underWay = underWay.filter((_, at) => states[at] === 'waiting' || states[at] === 'running');
        if (underWay.length > mostOpenCrawls) continue;
        // Where the queue is away, the next crawl finds what this one would have.
        // Most are visits as the schedule makes them; a few, as a person asks for, fetch all that is known once more. These
        // cost more the more is known, so they become rarer: what is tried here are faults, not how much is too much.
        const asksForAll = Number.isInteger(Math.log2(n / 5));
        const jobs = asksForAll ? crawlOf(river, `crawl-${n}`) : visitOf(river, `crawl-${n}`);
        await queue.add(jobs).then(
          () => underWay.push(...jobs),
          () => undefined,
        );
        const done = queue.idle(workNames).catch(() => undefined);
        await Promise.race([done, sleep(longestVisitMs)]);
        n += 1;
      }
    })(),
  ];
  return {
    async stop() {
      open = false;
      await Promise.all(loops);
    },
  };
}

/** Milliseconds from now until an article is told that was published from now on. */
async function untilNewsIsTold(river: NewsRiver, reader: FeedReader): Promise<number> {
  const from = performance.now();
  const known = river.published.length;
  let looked = reader.read.length;
  await until(() => {
    const fresh = new Set(river.published.slice(known).map(({ url }) => url));
    const told = reader.read
      .slice(looked)
      .some((event) => event.type === 'article.created' && fresh.has(event.data.url));
    if (!told) looked = Math.max(0, reader.read.length - 50);
    return told;
  }, 60_000);
  return performance.now() - from;
}

function lateNews(recoveriesMs: readonly number[], promisedMs: number): string[] {
  return recoveriesMs.flatMap((ms, point) =>
    ms > promisedMs
      ? [`point ${point}: first news after ${Math.round(ms)} ms, promised within ${promisedMs}`]
      : [],
  );
}

function toldOf(record: UrlRecord | null): string {
  if (!record) return 'not known';
  const { outcome, reason, waitsFor, runId, updatedAt } = record;
  return `${outcome}: ${reason} (waits for ${waitsFor}, run ${runId}, ${updatedAt})`;
}

/** Adds to what was waited for in vain how far the work has come. */
async function withWhy(
  error: Error,
  where: string,
  { river, inside, service }: { river: NewsRiver; inside: Inside; service: RunningService },
): Promise<never> {
  const lines = [error.message, `${where}: queue ${JSON.stringify(await inside.queue.counts())}`];
  const every = Math.ceil(river.published.length / 40);
  for (const { url, at } of river.published.filter((_, n) => n % every === 0)) {
    const askedAt = river.askedAt.get(url);
    const asked = askedAt === undefined ? 'never asked for' : `asked for after ${askedAt - at} ms`;
    lines.push(`${url} of ${new Date(at).toISOString()}: ${asked}; ${toldOf(await inside.store.url(url))}`);
  }
  throw new Error([...lines, service.said().slice(-2_000)].join('\n'), { cause: error });
}

/** False: there is still some after a time in which all should have been done. */
function workIsDone(queue: JobQueue): Promise<boolean> {
  return Promise.race([queue.idle(workNames).then(() => true), sleep(longestWorkMs, false)]);
}

type Parts = { river: NewsRiver; inside: Inside; reader: FeedReader; receiver: WebhookReceiver };

async function witnessed({ river, inside, reader, receiver }: Parts) {
  const { store, history, queue } = inside;
  // Work without an end is a broken promise, too.
  const done = await workIsDone(queue);
  const { waiting, running } = await queue.counts();
  const told = () =>
    receiver.received.map(({ headers, body }) => ({
      messageId: String(headers['webhook-id']),
      seq: Number(JSON.parse(body).data.seq),
    }));
  const last = await store.lastSeq();
  // What does not come in time is named by the check, not by a clock.
  await until(() => (reader.read.at(-1)?.seq ?? 0) >= last, 30_000).catch(() => undefined);
  await until(() => new Set(told().map(({ seq }) => seq)).size >= last, longestLeaseMs).catch(
    () => undefined,
  );
  const articles = [];
  for await (const article of store.export({ type: 'everything' })) articles.push(article);
  const deadLetters = [];
  for await (const { name, error } of queue.deadLetters()) deadLetters.push(`${name}: ${error.message}`);
  const published = new Map<string, string>();
  for (const { url } of river.published) {
    const record = await store.url(url);
    const history = record?.outcome === 'queued' ? await store.urlHistory(url) : [];
    published.set(url, `${toldOf(record)} ${JSON.stringify(history)}`);
  }
  const log = [];
  for (let at = 0; at < last; at = log.at(-1)?.seq ?? last) log.push(...(await store.changes(at, 1_000)));
  return {
    ...{ articles, deadLetters, log, openJobs: done ? 0 : waiting + running },
    published,
    read: reader.read,
    state: await snapshotReplica(history, { type: 'everything' }),
    delivered: told(),
  };
}
