import { setTimeout as sleep } from 'node:timers/promises';
import { newsRiver } from '../../src/demo/news-river.ts';
import type { Job, JobQueue } from '../../src/queue/job-queue.ts';
import { readFeed } from '../../tests/chaos/feed-reader.ts';
import type { RunningService } from '../../tests/chaos/running-service.ts';
import { startHostilePortals } from '../../tests/e2e/hostile-portals.ts';
import { missingArticles } from './missing-articles.ts';
import { type ProcessSample, sampleOf } from './process-samples.ts';
import { publishUntil } from './publish-until.ts';
import { trend } from './trend.ts';

export type SoakNeeds = {
  minutes: number;
  rate: number;
  pageBytes: number;
  serviceOf(allow: string): RunningService;
  openQueue(): Promise<JobQueue>;
  visits(starts: readonly string[], runId: string): Job[];
  print(line: string): void;
};

/** Every twentieth host is a faulty one. */
const soundHosts = 38;
const faultyHosts = 2;
const samples = 240;
/** What grows by less than this share of itself is flat: a heap breathes, and caches fill. */
const flatShare = 0.1;
/** The first part of the time fills caches, pools and the pages of the store that are in memory. */
const warmShare = 0.25;

/** The service at work for long, beside hosts that do all the harm they can; what it holds must not grow. */
export async function soak(needs: SoakNeeds): Promise<boolean> {
  const { minutes, rate, print } = needs;
  const river = await newsRiver({ seed: 3, portals: soundHosts, listed: 60, pageBytes: needs.pageBytes });
  const hostile = await startHostilePortals();
  const service = needs.serviceOf([river.allow, ...hostile.portals.map(({ host }) => host)].join(','));
  await service.start();
  const queue = await needs.openQueue();
  const reader = readFeed(service.address);
  const end = Date.now() + minutes * 60_000;
  const seen: ProcessSample[] = [];
  await Promise.all([
    publishUntil(end, river, rate),
    (async () => {
      for (let n = 0; Date.now() < end; n += 1) {
        const bad = Array.from(
          { length: faultyHosts },
          (_, k) => hostile.portals[(n * faultyHosts + k) % hostile.portals.length]?.host,
        );
        const starts = [...river.starts, ...bad.map((host) => `http://${host}/`)];
        await queue.add(needs.visits(starts, `soak-${n}`));
        await Promise.race([queue.idle(['crawl']), sleep(15_000)]);
        await sleep(1_000);
      }
    })(),
    (async () => {
      const everyMs = (minutes * 60_000) / samples;
      for (; Date.now() < end; await sleep(everyMs))
        seen.push(await sampleOf(service.pids(), service.address()));
    })(),
  ]);
  const { length: published } = river.published;
  await queue.add(needs.visits(river.starts, 'soak-last'));
  await queue.idle(['crawl', 'ingest']);
  const missing = await missingArticles(river, reader, service.address());
  print(
    `\n| ${minutes} min, ${rate} articles a second, ${soundHosts} hosts and ${faultyHosts} faulty ones | |`,
  );
  print('| --- | ---: |');
  print(`| published · missing | ${published} · ${missing.length} |`);
  for (const line of missing.slice(0, 10)) print(`| missing | ${line} |`);
  const flat = judged(seen, print);
  await reader.close();
  await service.stop('SIGTERM');
  await queue.close();
  await river.close();
  await hostile.close();
  return flat && missing.length === 0;
}

function judged(seen: readonly ProcessSample[], print: (line: string) => void): boolean {
  const warm = seen.slice(Math.floor(seen.length * warmShare));
  const rows: readonly (readonly [name: string, values: number[], slack: number])[] = [
    ['handles', warm.map(({ handles }) => handles), 5],
    ['sockets', warm.map(({ sockets }) => sockets), 5],
    ['memory of its own, MB', warm.map(({ ownMb }) => ownMb), 20],
    ['memory with pages of files, MB', warm.map(({ residentMb }) => residentMb), Number.POSITIVE_INFINITY],
    ['event loop, 99 % of waits, ms', warm.flatMap(({ lagMs }) => lagMs ?? []), 50],
  ];
  let flat = true;
  for (const [name, values, slack] of rows) {
    const { first, last, highest, growth } = trend(values);
    const grows = growth > Math.max(slack, first * flatShare);
    flat &&= !grows;
    const told = [first, last, highest].map((value) => value.toFixed(0)).join(' · ');
    print(
      `| ${name}: first fifth · last fifth · highest, growth of the line | ${told}, ${growth.toFixed(1)}${grows ? ' **grows**' : ''} |`,
    );
  }
  return flat;
}
