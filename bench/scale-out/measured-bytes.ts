import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { BSON, type Db, type Document, MongoClient } from 'mongodb';
import { openApp } from '../../src/app.ts';
import { startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { Settings } from '../../src/settings.ts';
import { newDatabase } from '../../tests/src/store/mongo/new-database.ts';

/** Of one collection, per article in the store. */
export type CollectionBytes = { documents: number; bytes: number; entries: number; indexBytes: number };
export type Measured = {
  articles: number;
  words: number;
  urls: number;
  pages: number;
  /** Of the whole process, portals included. */
  cpuMsAPage: number;
  collections: Record<string, CollectionBytes>;
  /** Of Redis, a host that was crawled: its gate with its robots.txt. */
  redisBytesAHost: number;
};

const names = ['articles', 'sketches', 'urls', 'observations', 'revisions', 'stories', 'events'];
/** Of WiredTiger for each index entry beside the key: record id and cell. */
const entryBytes = 10;

/** What a crawl of the demo portals leaves in MongoDB and Redis, counted document by document. */
export async function measuredBytes(
  servers: { mongoUri: string; redisUrl: string },
  articlesPerPortal: number,
) {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
  const database = newDatabase(servers.mongoUri);
  const portals = await startDemoPortals({ seed: 5, portals: 6, articlesPerPortal });
  const redis = new Redis(servers.redisUrl);
  const client = new MongoClient(database.uri);
  try {
    const allow = portals.portals.map(({ origin }) => new URL(origin).host);
    const app = await openApp(
      Settings.parse({
        ...{ data, sites: join(data, 'none'), allow, crawl: { gapMs: 0 } },
        ...{ mongodbUri: database.uri, redisUrl: servers.redisUrl },
      }),
    );
    const cpu = process.cpuUsage();
    const starts = portals.portals.map(({ startUrl }) => ({ url: startUrl, kind: 'page' as const }));
    await app.run({ starts }, () => undefined, new AbortController().signal);
    const { user, system } = process.cpuUsage(cpu);
    const redisBytes = await bytesOfKeys(redis, allow);
    await app.close();
    const pages = [...portals.requests.values()].reduce((sum, count) => sum + count, 0);
    return await counted(client.db(), {
      pages,
      cpuMsAPage: (user + system) / 1_000 / pages,
      redisBytesAHost: redisBytes / allow.length,
    });
  } finally {
    await portals.close();
    await client.close();
    await database.drop();
    redis.disconnect();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Of all keys that name one of the hosts. */
async function bytesOfKeys(redis: Redis, hosts: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const host of hosts)
    for (const key of await redis.keys(`*${host}*`)) bytes += Number(await redis.memory('USAGE', key));
  return bytes;
}

async function counted(
  db: Db,
  seen: Pick<Measured, 'pages' | 'cpuMsAPage' | 'redisBytesAHost'>,
): Promise<Measured> {
  const articles = await db.collection('articles').countDocuments();
  const collections: Measured['collections'] = {};
  let words = 0;
  for (const name of names) {
    const sum: CollectionBytes = { documents: 0, bytes: 0, entries: 0, indexBytes: 0 };
    const indexes = await db.collection(name).indexes();
    for await (const document of db.collection(name).find({}, { promoteValues: true })) {
      sum.documents += 1;
      sum.bytes += BSON.calculateObjectSize(document);
      if (name === 'articles') words += String(document.body).split(/\s+/).length;
      for (const { key } of indexes) {
        for (const entry of keysOf(document, Object.keys(key))) {
          sum.entries += 1;
          sum.indexBytes += entry + entryBytes;
        }
      }
    }
    collections[name] = {
      documents: sum.documents / articles,
      bytes: sum.bytes / articles,
      entries: sum.entries / articles,
      indexBytes: sum.indexBytes / articles,
    };
  }
  const urls = await db.collection('urls').countDocuments();
  return { ...seen, articles, urls, words: words / articles, collections };
}

/** Bytes of each key that a document gives to an index: one an element of its list, where there is one. */
function keysOf(document: Document, fields: readonly string[]): number[] {
  const values = fields.map((field) =>
    field.split('.').reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), document),
  );
  const list = values.find((value) => Array.isArray(value));
  const single = values
    .filter((value) => !Array.isArray(value))
    .reduce<number>((sum, value) => sum + bytesOf(value), 0);
  return Array.isArray(list) ? [...new Set(list)].map((value) => single + bytesOf(value)) : [single];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
/** As the server writes keys: a byte for the type, a text with its end, a number in up to nine bytes. */
const bytesOf = (value: unknown) => (typeof value === 'string' ? Buffer.byteLength(value) + 2 : 9);
