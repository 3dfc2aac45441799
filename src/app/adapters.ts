import { join } from 'node:path';
import type { GuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import type { HostGate } from '../../crawlers/gate/host-gate.ts';
import { localHostGate } from '../../crawlers/gate/local-host-gate.ts';
import type { Archive } from '../archive/archive.ts';
import { openWarcArchive } from '../archive/warc/open-warc-archive.ts';
import { openObjects } from '../objects/open-objects.ts';
import { openInlineQueue } from '../queue/inline/inline-queue.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { Settings } from '../settings.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { asOfStore } from '../store/as-of-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { OperationStore } from '../store/operation-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import { openSqliteHistory } from '../store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../store/sqlite/open-sqlite-operations.ts';
import { openSqliteSchedules } from '../store/sqlite/open-sqlite-schedules.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../store/sqlite/open-sqlite-subscriptions.ts';
import type { SubscriptionStore } from '../store/subscription-store.ts';
import { version } from '../version.ts';
import { warnings } from './warnings.ts';

/** Product token that robots.txt groups are matched with. */
const agent = 'Wellspring';

export function userAgent({ contact }: Settings): string {
  return `${agent}/${version}${contact ? ` (+${contact})` : ''}`;
}

type Stores = {
  store: ArticleStore;
  history: ChangeHistory;
  subscriptions: SubscriptionStore;
  schedules: ScheduleStore;
  operations: OperationStore;
};

export type Adapters = Stores & {
  queue: JobQueue;
  archive: Archive;
  gate: HostGate;
  close(): Promise<void>;
};

type Closable = { close(): Promise<void> };

/**
 * The one place where adapters are chosen: MONGODB_URI and REDIS_URL each choose theirs; without them everything lies
 * in the data folder. Their drivers are read only then: they take time and memory.
 *
 * @throws {StoreError | QueueError} a server cannot be used as it is; what was opened before is closed again
 */
export async function openAdapters(
  settings: Settings,
  client: Pick<GuardedClient, 'get' | 'isOwn'>,
): Promise<Adapters> {
  const opened: Closable[] = [];
  const close = async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  };
  const keep = <T extends Closable>(one: T): T => {
    opened.push(one);
    return one;
  };
  try {
    const stores = await openStores(settings, keep);
    const archive = keep(await openArchive(settings));
    const queue = keep(await openQueue(settings));
    return { ...stores, archive, queue, gate: await openGate(settings, client, keep), close };
  } catch (error) {
    await close();
    throw error;
  }
}

export async function openStores(
  { data, mongodbUri }: Settings,
  keep: <T extends Closable>(one: T) => T,
): Promise<Stores> {
  if (mongodbUri) {
    const { openMongoStores } = await import('../store/mongo/open-mongo-stores.ts');
    const stores = await openMongoStores({ uri: mongodbUri });
    // It owns the connection of all.
    keep(stores.store);
    return { ...stores, store: asOfStore(stores.store, stores.history) };
  }
  const file = join(data, 'wellspring.sqlite');
  const store = keep(await openSqliteStore({ file }));
  const history = keep(await openSqliteHistory({ file }));
  return {
    store: asOfStore(store, history),
    history,
    subscriptions: keep(await openSqliteSubscriptions({ file })),
    schedules: keep(await openSqliteSchedules({ file })),
    operations: keep(await openSqliteOperations({ file })),
  };
}

export async function openArchive({ data, archive = join(data, 'archive'), s3 }: Settings): Promise<Archive> {
  return openWarcArchive(
    archive.startsWith('s3:') ? { objects: openObjects(archive, s3) } : { folder: archive },
  );
}

export async function openQueue({ data, redisUrl }: Settings): Promise<JobQueue> {
  const onError = (err: Error) =>
    warnings.warn({ err }, 'the queue cannot be read or written; it is tried again');
  if (!redisUrl) return openInlineQueue({ file: join(data, 'wellspring.sqlite'), onError });
  const { openBullmqQueue } = await import('../queue/bullmq/bullmq-queue.ts');
  return openBullmqQueue({ url: redisUrl, onError });
}

async function openGate(
  { redisUrl, crawl: { gapMs, hostConcurrency } }: Settings,
  client: Pick<GuardedClient, 'get' | 'isOwn'>,
  keep: <T extends Closable>(one: T) => T,
): Promise<HostGate> {
  const options = { client, agent, gapMs, concurrency: hostConcurrency };
  if (!redisUrl) return localHostGate(options);
  const { connectRedis } = await import('../queue/bullmq/connect-redis.ts');
  const { redisHostGate } = await import('../../crawlers/gate/redis-host-gate.ts');
  const redis = await connectRedis(redisUrl);
  keep({ close: async () => void (await redis.quit().catch(() => redis.disconnect())) });
  return redisHostGate({ ...options, redis });
}
