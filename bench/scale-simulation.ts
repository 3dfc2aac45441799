import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startOwnMongo } from '../tests/services/start-mongo.ts';
import { startOwnRedis } from '../tests/services/start-redis.ts';
import { type Measured, measuredBytes } from './scale-out/measured-bytes.ts';
import { shardOf } from './scale-out/mongo-hash.ts';
import { measureUrlMemory } from './scale-out/url-memory.ts';

// 10,000 hosts and 100 million articles, reckoned from what a crawl of the demo portals leaves in MongoDB and Redis
// and from MongoDB's own hash: `node bench/scale-simulation.ts [--shards 8] [--sample 1000000] [--commit-ms 10]`.
// MONGODB_URI and REDIS_URL name servers; the memory of Redis is only right on one that nobody else uses.
const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '10000' },
    articles: { type: 'string', default: '100000000' },
    shards: { type: 'string', default: '8' },
    sample: { type: 'string', default: '1000000' },
    /** Of 16 articles; on a replica set in one data center, each commit some round trips. */
    'commit-ms': { type: 'string', default: '10' },
    /** New articles and looks at lists of a host in a day, and how often an article is looked at again. */
    fresh: { type: 'string', default: '50' },
    lists: { type: 'string', default: '48' },
    again: { type: 'string', default: '3' },
    'articles-per-portal': { type: 'string', default: '40' },
  },
});
const [hosts, articles, shards, sample] = [values.hosts, values.articles, values.shards, values.sample].map(
  Number,
) as [number, number, number, number];
const batchArticles = 16;
const print = (line: string) => void process.stdout.write(`${line}\n`);
const gb = (bytes: number) =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;

balance();
const redis = process.env.REDIS_URL ? null : await startOwnRedis();
const mongo = process.env.MONGODB_URI ? null : await startOwnMongo();
const redisUrl = process.env.REDIS_URL ?? redis?.url ?? '';
try {
  const mongoUri = process.env.MONGODB_URI ?? mongo?.url ?? '';
  const measured = await measuredBytes({ mongoUri, redisUrl }, Number(values['articles-per-portal']));
  sizes(measured);
  await memory(measured);
  day(measured);
} finally {
  await mongo?.close();
  await redis?.close();
}

/** Shares of the fullest shard, over hosts whose sizes fall off as a power law. */
function balance(): void {
  const counts = { ids: zeros(), urls: zeros(), byHost: zeros() };
  const weights = Array.from({ length: hosts }, (_, rank) => 1 / (rank + 1));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [rank, weight] of weights.entries()) {
    const host = `portal${rank}.example`;
    for (let n = 0; n < Math.max(1, Math.round((sample * weight) / whole)); n += 1) {
      const url = `https://${host}/news/${n}.html`;
      const id = createHash('sha256').update(url).digest('hex').slice(0, 32);
      add(counts.ids, shardOf(id, shards));
      add(counts.urls, shardOf(url, shards));
      add(counts.byHost, shardOf(host, shards));
    }
  }
  print(`shards: ${shards}; hosts: ${hosts}; keys in the sample: ${counts.ids.reduce((a, b) => a + b, 0)}`);
  print('\n| key | fullest shard beside an even share | emptiest |\n| --- | ---: | ---: |');
  for (const [name, count] of [
    ['`articles`, `sketches`: `_id` hashed', counts.ids],
    ['`urls`: `_id` hashed', counts.urls],
    ['not taken: `urls` by host, hashed', counts.byHost],
  ] as const) {
    const even = count.reduce((a, b) => a + b, 0) / shards;
    const percent = (n: number) => `${((n / even - 1) * 100).toFixed(2)} %`;
    print(`| ${name} | ${percent(Math.max(...count))} | ${percent(Math.min(...count))} |`);
  }
}

function sizes({ articles: measured, words, collections }: Measured): void {
  print(
    `\n${measured} articles of ${words.toFixed(0)} words measured; per article, and for ${articles / 1e6} million:`,
  );
  print('\n| collection | documents | bytes | index entries | index bytes | data | indexes |');
  print('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  const sum = { bytes: 0, indexBytes: 0 };
  for (const [name, { documents, bytes, entries, indexBytes }] of Object.entries(collections)) {
    sum.bytes += bytes;
    sum.indexBytes += indexBytes;
    print(
      `| \`${name}\` | ${documents.toFixed(2)} | ${bytes.toFixed(0)} | ${entries.toFixed(0)} | ` +
        `${indexBytes.toFixed(0)} | ${gb(bytes * articles)} | ${gb(indexBytes * articles)} |`,
    );
  }
  print(
    `| all | | ${sum.bytes.toFixed(0)} | | ${sum.indexBytes.toFixed(0)} | ${gb(sum.bytes * articles)} | ` +
      `${gb(sum.indexBytes * articles)} |`,
  );
  print(
    `\na shard of ${shards}: ${gb((sum.bytes * articles) / shards)} data before compression, ` +
      `${gb((sum.indexBytes * articles) / shards)} indexes`,
  );
}

async function memory({ redisBytesAHost }: Measured): Promise<void> {
  await measureUrlMemory({ redisUrl, urls: 10_000_000, print });
  print(
    `Redis keeps ${(redisBytesAHost / 1e3).toFixed(1)} kB a host that is crawled (gate and robots.txt): ` +
      `${gb(redisBytesAHost * hosts)} for ${hosts} hosts`,
  );
}

/** A day of the service, and a first crawl of everything: which part is full first. */
function day({ cpuMsAPage }: Measured): void {
  const [fresh, lists, again] = [values.fresh, values.lists, values.again].map(Number) as [
    number,
    number,
    number,
  ];
  const pages = hosts * (lists + fresh * (1 + again));
  const perSecond = pages / 86_400;
  const commits = (batchArticles * 1_000) / Number(values['commit-ms']);
  print(`\n${cpuMsAPage.toFixed(1)} ms of CPU a page (portals and drivers of both servers included)`);
  print('\n| | a day of the service | the first crawl of everything, as fast as the line of commits |');
  print('| --- | ---: | ---: |');
  const rows: [string, (pages: number, articles: number) => string][] = [
    ['pages / s', (rate) => rate.toFixed(0)],
    ['articles committed / s', (_, rate) => rate.toFixed(1)],
    ['line of commits in use', (_, rate) => `${((rate / commits) * 100).toFixed(1)} %`],
    ['paces of hosts in use, one request a second each', (rate) => `${((rate / hosts) * 100).toFixed(1)} %`],
    ['cores of workers', (rate) => ((rate * cpuMsAPage) / 1_000).toFixed(1)],
    [
      'worker machines of 8 cores at 60 %',
      (rate) => String(Math.ceil((rate * cpuMsAPage) / 1_000 / (8 * 0.6))),
    ],
  ];
  const committed = (hosts * fresh * (1 + again)) / 86_400;
  for (const [name, told] of rows)
    print(`| ${name} | ${told(perSecond, committed)} | ${told(commits, commits)} |`);
  print(`\nthe first crawl takes ${(articles / Math.min(commits, hosts) / 3_600).toFixed(0)} hours at least`);
  const first = commits < hosts ? 'the line of commits' : 'the paces of hosts';
  print(
    `what is full first however many workers there are: ${first} (${Math.min(commits, hosts)} articles / s)`,
  );
}

function zeros(): number[] {
  return Array.from({ length: shards }, () => 0);
}
function add(counts: number[], shard: number): void {
  counts[shard] = (counts[shard] ?? 0) + 1;
}
