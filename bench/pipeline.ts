import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { firstLine, script } from './script.ts';

// What the whole way costs, from the fetch to the stored article, on the demo portals: CPU seconds for 1,000 pages, peak
// memory, pages a second. `node bench/pipeline.ts 1000 10000` runs it at these sizes; `--short` is a quick look.
const Result = z.object({
  outcomes: z.record(z.string(), z.number()),
  failures: z.array(z.string()),
  seconds: z.number(),
  cpuSeconds: z.number(),
  maxRssMb: z.number(),
});
const portals = 6;
const words = process.argv.slice(2);
const sizes = words.includes('--short') ? [200] : words.map(Number).filter((size) => size > 0);
if (sizes.length === 0) sizes.push(1_000, 10_000);

process.stdout.write(
  `node ${process.versions.node}, ${availableParallelism()} cores, ${portals} demo portals\n`,
);
process.stdout.write(
  '| articles | pages fetched | seconds | CPU s / 1,000 pages | articles / s | peak memory |\n',
);
process.stdout.write('| ---: | ---: | ---: | ---: | ---: | ---: |\n');
for (const size of sizes) {
  const result = await measured(size);
  const { outcomes, seconds, cpuSeconds, maxRssMb, failures } = result;
  const of = (...names: string[]) => names.reduce((sum, name) => sum + (outcomes[name] ?? 0), 0);
  const stored = of('stored');
  const pages = of(
    'stored',
    'unchanged',
    'duplicate',
    'not-article',
    'parse-refused',
    'quarantined',
    'http-error',
  );
  const row = [
    stored,
    pages,
    seconds.toFixed(1),
    ((cpuSeconds / pages) * 1_000).toFixed(2),
    (stored / seconds).toFixed(0),
    `${maxRssMb.toFixed(0)} MB`,
  ];
  process.stdout.write(`| ${row.join(' | ')} |\n`);
  if (failures.length > 0 || stored < size * 0.95) {
    process.stderr.write(`only ${stored} of ${size} articles were stored; ${failures.join('; ')}\n`);
    process.exitCode = 1;
  }
}

async function measured(articles: number): Promise<z.infer<typeof Result>> {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
  const demo = script('pipeline-portals.ts', [String(portals), String(Math.ceil(articles / portals))]);
  try {
    const starts = z.array(z.string()).parse(JSON.parse(await firstLine(demo)));
    const crawl = script('pipeline-crawl.ts', [data, ...starts]);
    return Result.parse(JSON.parse(await firstLine(crawl)));
  } finally {
    const gone = demo.exitCode === null ? once(demo, 'exit') : null;
    demo.stdin?.end();
    await gone;
    rmSync(data, { recursive: true, force: true });
  }
}
