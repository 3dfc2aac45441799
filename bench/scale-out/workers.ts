import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { crawlJobs } from '../../src/app/crawl-jobs.ts';
import { openBullmqQueue } from '../../src/queue/bullmq/bullmq-queue.ts';
import { loadSettings } from '../../src/settings.ts';
import { openMongoStores } from '../../src/store/mongo/open-mongo-stores.ts';
import { startOwnRedis } from '../../tests/services/start-redis.ts';
import { newDatabase } from '../../tests/src/store/mongo/new-database.ts';

const articlesPerHost = 10;

/** Pages a second with 1, 2 and 4 worker processes over many demo portals, all on this machine. */
export async function measureWorkers(options: {
  mongoUri: string;
  hosts: number;
  print: (line: string) => void;
}): Promise<void> {
  const { hosts, print } = options;
  print(`\n| worker processes | hosts | pages | seconds | pages / s |\n| ---: | ---: | ---: | ---: | ---: |`);
  const portals = file('../pipeline-portals.ts', [String(hosts), String(articlesPerHost)]);
  try {
    const starts = z.array(z.string()).parse(JSON.parse(await firstLine(portals)));
    for (const workers of [1, 2, 4]) {
      const { pages, seconds } = await crawled(workers, starts, options);
      print(`| ${workers} | ${hosts} | ${pages} | ${seconds.toFixed(1)} | ${(pages / seconds).toFixed(0)} |`);
    }
  } finally {
    portals.stdin?.end();
  }
}

async function crawled(
  workers: number,
  starts: readonly string[],
  { mongoUri }: { mongoUri: string },
): Promise<{ pages: number; seconds: number }> {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
  const database = newDatabase(mongoUri);
  // An empty one for each run, and never one that holds somebody's jobs.
  const redis = await startOwnRedis();
  const queue = await openBullmqQueue({ url: redis.url });
  const settings = loadSettings({ env: {}, file: 'no-such-file.yaml', flags: {} });
  const jobs = crawlJobs('bench', { starts: starts.map((url) => ({ url, kind: 'page' })) }, [], settings);
  const env = {
    ...process.env,
    ...{ MONGODB_URI: database.uri, REDIS_URL: redis.url, WELLSPRING_DATA: data },
    WELLSPRING_ALLOW: starts.map((url) => new URL(url).host).join(','),
  };
  const launcher = fileURLToPath(new URL('../../bin/wellspring.js', import.meta.url));
  const running = Array.from({ length: workers }, () =>
    spawn(process.execPath, [launcher, 'start', '--role', 'worker', '--port', '0'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  try {
    await Promise.all(running.map(({ stderr }) => once(stderr, 'data')));
    const begun = performance.now();
    await queue.add(jobs);
    await queue.idle(['crawl', 'ingest', 'browse']);
    const seconds = (performance.now() - begun) / 1_000;
    const { store } = await openMongoStores(database);
    const outcomes = await store.outcomes(null);
    await store.close();
    const { robots: _robots, 'out-of-scope': _scope, budget: _budget, ...fetched } = outcomes;
    return { pages: Object.values(fetched).reduce((sum, count) => sum + (count ?? 0), 0), seconds };
  } finally {
    await Promise.all(
      running.map(async (child) => {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }),
    );
    await queue.close();
    await redis.close();
    await database.drop();
    rmSync(data, { recursive: true, force: true });
  }
}

function file(name: string, args: readonly string[]): ChildProcess {
  const path = fileURLToPath(new URL(name, import.meta.url));
  return spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the portals did not start');
}
