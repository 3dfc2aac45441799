import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe } from 'vitest';
import { openBullmqQueue } from '../../src/queue/bullmq/bullmq-queue.ts';
import { openMongoStores } from '../../src/store/mongo/open-mongo-stores.ts';
import { freePort } from '../services/free-port.ts';
import { onPath, type Service } from '../services/service.ts';
import { hasOwnMongo, startOwnMongo } from '../services/start-mongo.ts';
import { startOwnRedis } from '../services/start-redis.ts';
import { diskFaults, setWritable } from './disk-faults.ts';
import { disturber } from './disturbance.ts';
import { type ChaosPlace, type Fault, faultsContract, points, processFaults } from './faults.contract.ts';
import { type SlowProxy, slowProxy } from './slow-proxy.ts';

/** Servers that can be killed and started again with what they had kept. */
type Servers = ChaosPlace & {
  killRedis(awayMs: number): Promise<void>;
  killMongo(awayMs: number): Promise<void>;
  redisUrl: string;
  redisFolder: string;
  mongoFolder: string;
  /** Through which the service, and nobody else, reaches the store. */
  wayToStore: SlowProxy;
};

/** The long form waits as long as the promise says. */
const storeStandsStillMs = points > 1 ? 30_000 : 6_000;

/** What four processes need long to start for, and one process shows as well. */
const shownEmbedded = /event loop|clock|daylight saving/;

const faults: readonly Fault<Servers>[] = [
  ...processFaults.map((fault) => ({ ...fault, longOnly: shownEmbedded.test(fault.name) })),
  // What the service has open there are archive files, which only ever grow.
  ...diskFaults(() => 0),
  {
    name: 'Redis is killed and comes back',
    strike: (_, { killRedis }, random) => killRedis(200 + random() * 2_000),
  },
  {
    name: 'the store is killed and comes back',
    strike: (_, { killMongo }, random) => killMongo(200 + random() * 2_000),
  },
  {
    name: 'the disk of Redis cannot be written for a while: it refuses what would change it',
    async strike(_, { redisFolder }, random) {
      setWritable(redisFolder, false);
      await sleep(500 + random() * 2_000);
      setWritable(redisFolder, true);
    },
    longOnly: true,
  },
  {
    name: 'the disk of the store cannot be written for a while, and the store is started again',
    async strike(_, { mongoFolder, killMongo }, random) {
      setWritable(mongoFolder, false);
      await sleep(500 + random() * 2_000);
      setWritable(mongoFolder, true);
      // A MongoDB that could not write its journal ends, or answers with nothing but errors until it is started again.
      await killMongo(0);
    },
    longOnly: true,
  },
  {
    name: 'Redis has no memory left for a while',
    async strike(_, { redisUrl }, random) {
      const redis = new Redis(redisUrl);
      await redis.config('SET', 'maxmemory', '1mb');
      await sleep(500 + random() * 1_500);
      await redis.config('SET', 'maxmemory', '0');
      await redis.quit();
    },
  },
  {
    name: `the store stands still for ${storeStandsStillMs / 1_000} s`,
    strike: (_, { wayToStore }) => wayToStore.holdFor(storeStandsStillMs),
    afterBacklog: true,
  },
  {
    name: 'the store is slowed by 500 ms',
    async strike(_, { wayToStore }, random) {
      wayToStore.delay(500);
      await sleep(2_000 + random() * 3_000);
      wayToStore.delay(0);
    },
  },
];

async function scaleOut(): Promise<Servers> {
  const home = mkdtempSync(join(tmpdir(), 'wellspring-chaos-'));
  const newFolder = (name: string) => {
    mkdirSync(join(home, name));
    return join(home, name);
  };
  const [data, sites] = [newFolder('data'), newFolder('sites')];
  const redisPlace = { folder: newFolder('redis'), port: await freePort() };
  const mongoPlace = { folder: newFolder('mongo'), port: await freePort() };
  let redis: Service = await startOwnRedis(redisPlace);
  let mongo: Service = await startOwnMongo(mongoPlace);
  const uri = new URL(mongo.url);
  uri.pathname = '/wellspring';
  const { url: redisUrl } = redis;
  const wayToStore = await slowProxy(mongoPlace.port);
  // The server names its own address; who follows that goes past the proxy.
  const slowUri = `mongodb://127.0.0.1:${wayToStore.port}/wellspring?directConnection=true`;
  return {
    ...{ data, redisUrl, wayToStore, disturber: disturber(home) },
    ...{ redisFolder: redisPlace.folder, mongoFolder: mongoPlace.folder },
    publishEveryMs: 1_000,
    firstNewsWithinMs: 10_000,
    roles: ['scheduler', 'worker', 'worker', 'api'],
    settings: { MONGODB_URI: slowUri, REDIS_URL: redisUrl, WELLSPRING_SITES: sites },
    async open() {
      const stores = await openMongoStores({ uri: uri.href });
      const queue = await openBullmqQueue({ url: redisUrl });
      return {
        ...{ ...stores, queue },
        async close() {
          await queue.close();
          await stores.store.close();
        },
      };
    },
    async killRedis(awayMs) {
      await redis.kill();
      await sleep(awayMs);
      redis = await startOwnRedis(redisPlace);
    },
    async killMongo(awayMs) {
      await mongo.kill();
      await sleep(awayMs);
      mongo = await startOwnMongo(mongoPlace);
    },
    async clear() {
      await wayToStore.close();
      await redis.close();
      await mongo.close();
      for (const folder of [data, redisPlace.folder, mongoPlace.folder]) setWritable(folder, true);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

describe.skipIf(!hasOwnMongo() || !onPath('redis-server'))('on servers that can be killed', () => {
  faultsContract('scale-out', scaleOut, faults);
});
