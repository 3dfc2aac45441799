import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// The crawl beside Scrapy, colly and Crawlee's CheerioCrawler over one server in one run: `node bench/crawl.ts 5000`.
// Peers that cannot be had are named. `--ours` leaves the peers out, `--links` measures the crawl for links alone.
const Result = z.object({
  pages: z.number(),
  fields: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  maxRssMb: z.number(),
});
const Counts = z.object({ asked: z.number(), twice: z.number() });
type Runner = {
  name: string;
  words: readonly string[] | { missing: string };
  /** Of node. */
  flags?: readonly string[];
};

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const cache = here('../.cache/bench');
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const linksOnly = process.argv.includes('--links');
const oursOnly = linksOnly || process.argv.includes('--ours');

/** Ours as the package ships it: compiled. */
const compiled = join(cache, 'build', 'bench', 'crawl', 'wellspring.js');
compile();
/** What `bin/wellspring.js` sets before it reads the modules. */
const asLaunched = ['--semi-space-growth-factor=1'];
const ours = (name: string, ...parts: string[]): Runner => ({
  name: `Wellspring, ${name}`,
  words: [process.execPath, compiled, ...parts],
  flags: asLaunched,
});
const cheerioCrawler = (how: string): Runner => ({
  name: `Crawlee CheerioCrawler, ${how}`,
  words: [process.execPath, here('crawl/cheerio-crawler.ts'), how],
});
const runners: Runner[] = [
  ours('links'),
  ours('links, without Crawlee', 'plain'),
  ours('links and three fields', 'three'),
  ...(linksOnly
    ? []
    : [ours('links and all fields', 'fields'), ours('links, all fields, WARC archive', 'fields', 'archive')]),
  ...(oursOnly
    ? []
    : [
        cheerioCrawler('default'),
        cheerioCrawler('tuned'),
        { name: 'Scrapy', words: scrapy() },
        { name: 'colly', words: colly() },
      ]),
];

process.stdout.write(`node ${process.versions.node}, ${availableParallelism()} cores\n`);
for (const size of sizes.length > 0 ? sizes : [5_000]) {
  process.stdout.write(
    `\n| ${size} pages | CPU s / 1,000 pages | seconds | peak memory | pages | fetched twice |\n`,
  );
  process.stdout.write('| --- | ---: | ---: | ---: | ---: | ---: |\n');
  for (const { name, words, flags = [] } of runners) {
    if ('missing' in words) {
      process.stdout.write(`| ${name} | not run: ${words.missing} | | | | |\n`);
      continue;
    }
    const { result, counts } = await run(words, flags, size);
    const row = [
      name,
      ((result.cpuSeconds / counts.asked) * 1_000).toFixed(2),
      result.seconds.toFixed(1),
      `${result.maxRssMb.toFixed(0)} MB`,
      counts.asked,
      counts.twice,
    ];
    process.stdout.write(`| ${row.join(' | ')} |\n`);
  }
}

/** Each runner has a server of its own, so that none finds it warm. */
async function run(words: readonly string[], flags: readonly string[], size: number) {
  const server = spawn(process.execPath, [here('crawl/server.ts'), String(size)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const origin = `http://127.0.0.1:${await firstLine(server)}`;
    const [program = '', first = '', ...rest] = words;
    // The origin stands behind the script's name; a compiled program has no script.
    const args = first === '' ? [origin] : [first, origin, ...rest];
    // As `bin/wellspring.js` has it; the other program of node has it too.
    const env = { ...process.env, NODE_COMPILE_CACHE: join(cache, 'compiled') };
    const child = spawn(program, [...flags, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const result = Result.parse(JSON.parse(await firstLine(child)));
    const counts = Counts.parse(await (await fetch(`${origin}/counts`)).json());
    return { result, counts };
  } finally {
    server.kill();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the process has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`the process ended with ${child.exitCode} and said nothing`);
}

function compile(): void {
  const tsc = here('../node_modules/typescript/bin/tsc');
  const done = spawnSync(process.execPath, [tsc, '-p', here('crawl/tsconfig.json')], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the crawl could not be compiled: ${done.stdout}${done.stderr}`);
}

function scrapy(): Runner['words'] {
  const python = join(cache, 'scrapy', 'bin', 'python');
  if (!existsSync(python)) {
    mkdirSync(cache, { recursive: true });
    const made = spawnSync('python3', ['-m', 'venv', join(cache, 'scrapy')]);
    if (made.status !== 0) return { missing: 'there is no python3 with venv' };
    const installed = spawnSync(python, ['-m', 'pip', 'install', '-q', 'scrapy'], { stdio: 'ignore' });
    if (installed.status !== 0) return { missing: 'pip could not install scrapy' };
  }
  return [python, here('crawl/scrapy_peer.py')];
}

function colly(): Runner['words'] {
  const program = join(cache, 'colly-bench');
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true });
    const options = { cwd: here('crawl/colly'), env: { ...process.env, GOFLAGS: '-mod=mod' } };
    const built = spawnSync('go', ['build', '-o', program, '.'], options);
    if (built.status !== 0) return { missing: 'there is no go, or it could not build colly' };
  }
  return [program];
}
