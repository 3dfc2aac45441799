import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumPath } from '../../crawlers/browser/chromium-path.ts';
import { openParsePool } from '../../workers/parse-pool.ts';
import { ListenError } from '../api/listen.ts';
import { portHolder } from '../api/port-holder.ts';
import { usualProbesPort } from '../api/serve-probes.ts';
import type { Examination } from '../cli/examination.ts';
import type { Settings } from '../settings.ts';
import { readSites } from '../sites/live-sites.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { openArchive, openQueue, openStores } from './adapters.ts';

export type ExamineSeams = {
  now?: () => Date;
  /** Bytes that are free where a folder lies. */
  freeBytes?: (folder: string) => Promise<number>;
  /** Chromium in the usual places; null: none. */
  findChromium?: () => string | null;
};

const parserLimits = { threads: 1, timeoutMs: 3_000, memoryMb: 256 };

/** The parts of the installation that these settings describe, each opened when it is asked for. */
export function examine(
  settings: Settings,
  { now = () => new Date(), freeBytes = freeOnDisk, findChromium = chromiumPath }: ExamineSeams = {},
): Examination {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  const stores = once(() => openStores(settings, keep));
  const queue = once(async () => keep(await openQueue(settings)));
  const { data } = settings;
  return {
    dataFolder: data,
    archivePlace: settings.archive ?? join(data, 'archive'),
    contact: settings.contact,
    async writeData() {
      const file = join(data, `.doctor-${randomUUID()}`);
      try {
        await mkdir(data, { recursive: true });
        await writeFile(file, 'written by wellspring doctor').finally(() => rm(file, { force: true }));
      } catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause);
        const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
        const remedy = full ? '; make room: docs/operations.md, "The disk is full"' : '';
        throw new Error(`${data} cannot be written: ${found}${remedy}`, { cause });
      }
      return freeBytes(data);
    },
    sites: () => readSites(settings.sites).length,
    stores,
    queue,
    archive: once(async () => keep(await openArchive(settings))),
    async parse(page) {
      const pool = openParsePool({ ...parserLimits, sites: [] });
      return pool.parse(page).finally(pool.close);
    },
    async browser() {
      const named = settings.browser.executable;
      if (named !== undefined) await access(named, constants.X_OK);
      return named ?? findChromium();
    },
    async clocks() {
      // Where one of them is away, that was waited for before.
      const [{ store }] = await Promise.all([stores(), queue()]);
      return clocks(settings, store, now);
    },
    async port(setting) {
      const { host, port = usualProbesPort } = settings[setting];
      try {
        return { place: `${host}:${port}`, held: await portHolder({ host, port, setting }) };
      } catch (error) {
        const isTaken = error instanceof ListenError && error.isTaken;
        if (isTaken && settings[setting].port === undefined)
          return { place: `another port than ${port} of ${host}`, held: 'free' };
        throw error;
      }
    },
    async close() {
      for (const one of opened.splice(0).reverse()) await one.close();
    },
  };
}

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | null = null;
  return () => {
    first ??= open();
    return first;
  };
}

/** Of the servers, and where there are none, the newest change: it is of the past. */
async function clocks(
  { mongodbUri, redisUrl }: Settings,
  store: ArticleStore,
  now: () => Date,
): Promise<{ name: string; aheadMs: number }[]> {
  const found: { name: string; aheadMs: number }[] = [];
  const ahead = (name: string, ms: number) => found.push({ name, aheadMs: ms - now().getTime() });
  if (mongodbUri) {
    const { connectMongo } = await import('../store/mongo/connect.ts');
    const { client, db } = await connectMongo(mongodbUri);
    const { localTime } = await db.command({ hello: 1 }).finally(() => client.close());
    if (localTime instanceof Date) ahead('MongoDB', localTime.getTime());
  }
  if (redisUrl) {
    const { connectRedis } = await import('../queue/bullmq/connect-redis.ts');
    const redis = await connectRedis(redisUrl);
    const [seconds, microseconds] = await redis.time().finally(() => redis.disconnect());
    ahead('Redis', Number(seconds) * 1_000 + Number(microseconds) / 1_000);
  }
  const seq = await store.lastSeq();
  const [last] = seq === 0 ? [] : await store.changes(seq - 1, 1);
  // That it is older says nothing.
  if (last && Date.parse(last.at) > now().getTime()) ahead('the newest change', Date.parse(last.at));
  return found;
}
