import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { firstLine, script } from './script.ts';

// What reading a whole archive again costs: pages a second, CPU seconds for 1,000 pages. The archive is a crawl of the
// demo portals. `node bench/reparse.ts --articles 3000 --rounds 3`; `--data FOLDER` keeps the archive for the next time.
const Crawled = z.object({ outcomes: z.record(z.string(), z.number()) });
const Result = z.object({
  ...{ pages: z.number(), differ: z.number(), failed: z.number() },
  ...{ seconds: z.number(), cpuSeconds: z.number(), maxRssMb: z.number() },
});
const portals = 6;
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '3000' },
    rounds: { type: 'string', default: '3' },
    data: { type: 'string' },
  },
});
const data = values.data ?? mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
try {
  if (!existsSync(join(data, 'wellspring.sqlite'))) await crawl(Number(values.articles));
  const cores = availableParallelism();
  process.stdout.write(`node ${process.versions.node}, ${cores} cores, ${portals} demo portals\n`);
  process.stdout.write(
    '| pages | seconds | pages / s | CPU s / 1,000 pages | cores at work | peak memory |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n',
  );
  for (let round = 0; round < Number(values.rounds); round++) {
    const { pages, seconds, cpuSeconds, maxRssMb, differ, failed } = Result.parse(
      JSON.parse(await firstLine(script('reparse-run.ts', [data]))),
    );
    const cost = ((cpuSeconds / pages) * 1_000).toFixed(2);
    const row = [pages, seconds.toFixed(1), (pages / seconds).toFixed(0), cost];
    process.stdout.write(
      `| ${[...row, (cpuSeconds / seconds).toFixed(2), `${maxRssMb.toFixed(0)} MB`].join(' | ')} |\n`,
    );
    // The same program reads the same.
    if (differ + failed > 0) {
      process.stderr.write(`${differ} pages differ, ${failed} failed\n`);
      process.exitCode = 1;
    }
  }
} finally {
  if (values.data === undefined) rmSync(data, { recursive: true, force: true });
}

async function crawl(articles: number): Promise<void> {
  const demo = script('pipeline-portals.ts', [String(portals), String(Math.ceil(articles / portals))]);
  try {
    const starts = z.array(z.string()).parse(JSON.parse(await firstLine(demo)));
    Crawled.parse(JSON.parse(await firstLine(script('pipeline-crawl.ts', [data, ...starts]))));
  } finally {
    const gone = demo.exitCode === null ? once(demo, 'exit') : null;
    demo.stdin?.end();
    await gone;
  }
}
