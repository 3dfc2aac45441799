import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { crawlJobs } from '../../src/app/crawl-jobs.ts';
import { webhookDesk } from '../../src/changes/webhook-desk.ts';
import { type NewsRiver, newsRiver } from '../../src/demo/news-river.ts';
import { seededRandom } from '../../src/demo/seeded-random.ts';
import { WebhookType } from '../../src/model/webhook.ts';
import type { JobQueue } from '../../src/queue/job-queue.ts';
import { loadSettings } from '../../src/settings.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import type { ChangeHistory } from '../../src/store/change-history.ts';
import type { SubscriptionStore } from '../../src/store/subscription-store.ts';
import { snapshotReplica } from '../src/changes/replica.ts';
import { until, type WebhookReceiver, webhookReceiver } from '../workers/webhook-receiver.ts';
import { type FeedReader, readFeed } from './feed-reader.ts';
import { brokenPromises } from './promises.ts';
import { type RunningService, runningService } from './running-service.ts';

/** Random places in the work at which each fault strikes; CHAOS_POINTS=20 is the long form. */
const points = Number(process.env.CHAOS_POINTS ?? 1);
const seed = Number(process.env.CHAOS_SEED ?? 13);
const publishEveryMs = 200;
const crawlEveryMs = 300;
/** A crawl that takes longer has met the fault; the next one need not wait for it. */
const longestCrawlMs = 4_000;
/** What a killed process was about to send is sent by the next one when its lease has run out (two minutes). */
const longestLeaseMs = 150_000;
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
];

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
      river = await newsRiver({ seed });
      inside = await place.open();
      receiver = await webhookReceiver();
      await addWebhook(inside, receiver);
      service = runningService({
        roles: place.roles,
        data: place.data,
        allow: `${river.allow},${receiver.allow}`,
        settings: { ...place.settings, WELLSPRING_GAP_MS: '0', WELLSPRING_HOST_CONCURRENCY: '4' },
      });
      await service.start();
      reader = readFeed(service.address);
      flow = keepPublishing(river, inside.queue);
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
      it(
        fault.name,
        async () => {
          const random = seededRandom(fault.name, size, seed);
          const recoveries: number[] = [];
          for (let point = 0; point < points; point += 1) {
            await sleep(random.int(200, 2_000));
            await fault.strike(service, place, () => random.next());
            recoveries.push(await untilNewsIsTold(river, reader));
          }
          await flow.stop();
          await inside.queue.add(crawlOf(river, 'last'));
          expect(brokenPromises(await witnessed({ river, inside, reader, receiver }))).toEqual([]);
          const slowest = Math.round(Math.max(...recoveries));
          process.stderr.write(`chaos: ${size}: ${fault.name}: first news after at most ${slowest} ms\n`);
        },
        180_000 + points * 30_000,
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

/** News and crawls without pause, whatever else happens. */
function keepPublishing(river: NewsRiver, queue: JobQueue): { stop(): Promise<void> } {
  let open = true;
  const loops = [
    (async () => {
      for (; open; await sleep(publishEveryMs)) river.publish();
    })(),
    (async () => {
      for (let n = 0; open; n += 1) {
        // Where the queue is away, the next crawl finds what this one would have.
        await queue.add(crawlOf(river, `crawl-${n}`)).catch(() => undefined);
        const done = queue.idle(['crawl']).catch(() => undefined);
        await Promise.race([done, sleep(longestCrawlMs)]);
        await sleep(crawlEveryMs);
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

type Parts = { river: NewsRiver; inside: Inside; reader: FeedReader; receiver: WebhookReceiver };

async function witnessed({ river, inside, reader, receiver }: Parts) {
  const { store, history, queue } = inside;
  await queue.idle(workNames);
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
  const log = [];
  for (let at = 0; at < last; at = log.at(-1)?.seq ?? last) log.push(...(await store.changes(at, 1_000)));
  return {
    ...{ articles, deadLetters, log },
    published: river.published.map(({ url }) => url),
    read: reader.read,
    state: await snapshotReplica(history, { type: 'everything' }),
    delivered: told(),
  };
}
