import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startOwnMongo } from '../tests/services/start-mongo.ts';
import { startOwnRedis } from '../tests/services/start-redis.ts';
import { measureCommands } from './scale-out/commands.ts';
import { measureIngest } from './scale-out/ingest.ts';
import { measureJobs } from './scale-out/jobs.ts';
import { measureUrlMemory } from './scale-out/url-memory.ts';
import { measureWorkers } from './scale-out/workers.ts';

// What the scale-out size bears on this machine, part by part: `node bench/scale-out.ts ingest commands jobs workers urls`, all
// of them without a word; `--short` is a quick look. MONGODB_URI and REDIS_URL name servers; without them it starts its
// own (mongod where there is one, else SecantusDB, which is slower by an order of magnitude and only told as such).
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    /** To ingest, into each store. */
    articles: { type: 'string', default: '100000' },
  },
});
const wanted = (part: string) => positionals.length === 0 || positionals.includes(part);
const print = (line: string) => void process.stdout.write(`${line}\n`);

const ownRedis = process.env.REDIS_URL ? null : await startOwnRedis();
const ownMongo = process.env.MONGODB_URI ? null : await startOwnMongo();
const redisUrl = process.env.REDIS_URL ?? ownRedis?.url ?? '';
const mongoUri = process.env.MONGODB_URI ?? ownMongo?.url ?? '';
try {
  print(
    `node ${process.versions.node}, ${availableParallelism()} cores, ${ownMongo?.from ?? 'MONGODB_URI'}, ` +
      `${ownRedis?.from ?? 'REDIS_URL'}`,
  );
  const small = values.short;
  if (wanted('ingest'))
    await measureIngest({ mongoUri, articles: small ? 1_000 : Number(values.articles), print });
  if (wanted('commands')) await measureCommands({ mongoUri, redisUrl, print });
  if (wanted('jobs')) await measureJobs({ redisUrl, jobs: small ? 5_000 : 30_000, print });
  if (wanted('urls')) await measureUrlMemory({ redisUrl, urls: small ? 20_000 : 1_000_000, print });
  if (wanted('workers')) await measureWorkers({ mongoUri, hosts: small ? 20 : 200, print });
} finally {
  await ownMongo?.close();
  await ownRedis?.close();
}
