import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

// The crawl beside Scrapy, colly and Crawlee's CheerioCrawler over one server in one run: `node bench/crawl.ts 5000`.
// Peers that cannot be had are named. `--ours` leaves the peers out, `--links` measures the crawl for links alone, `--only NAME,…`
// runs those rows alone whose name holds one of them. `--rounds N` runs the rows N times in turns, so that what else the machine
// does falls on all of them, and shows the median round of each, with the least and the most.
const Result = z.object({
  pages: z.number(),
  fields: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  maxRssMb: z.number(),
});
const Counts = z.object({ asked: z.number(), twice: z.number() });
type Run = { result: z.infer<typeof Result>; counts: z.infer<typeof Counts> };
type Words = readonly string[] | { missing: string };
type Runner = {
  name: string;
  /** Asked of the rows that run alone: a peer is installed by it. */
  words: () => Words;
  /** Of node. */
  flags?: readonly string[];
};

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const cache = here('../.cache/bench');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ours: { type: 'boolean', default: false },
    links: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '1' },
  },
});
const sizes = positionals.map(Number).filter((size) => size > 0);
const oursOnly = options.links || options.ours;

/** Ours as the package ships it: compiled. */
const compiled = join(cache, 'build', 'bench', 'crawl', 'wellspring.js');
compile();
/** What `bin/wellspring.js` sets before it reads the modules. */
const asLaunched = ['--semi-space-growth-factor=1'];
const ours = (name: string, ...parts: string[]): Runner => ({
  name: `Wellspring, ${name}`,
  words: () => [process.execPath, compiled, ...parts],
  flags: asLaunched,
});
const cheerioCrawler = (how: string): Runner => ({
  name: `Crawlee CheerioCrawler, ${how}`,
  words: () => [process.execPath, here('crawl/cheerio-crawler.ts'), how],
});
const all: Runner[] = [
  ours('links'),
  ours('links, without Crawlee', 'plain'),
  ours('links and three fields', 'three'),
  ...(options.links
    ? []
    : [ours('links and all fields', 'fields'), ours('links, all fields, WARC archive', 'fields', 'archive')]),
  ...(oursOnly
    ? []
    : [
        cheerioCrawler('default'),
        cheerioCrawler('tuned'),
        { name: 'Scrapy', words: scrapy },
        { name: 'colly', words: colly },
      ]),
];

const chosen = options.only?.split(',');
const runners = all
  .filter(({ name }) => !chosen || chosen.some((part) => name.includes(part)))
  .map((runner) => ({ ...runner, words: runner.words() }));

process.stdout.write(`node ${process.versions.node}, ${availableParallelism()} cores\n`);
for (const size of sizes.length > 0 ? sizes : [5_000]) {
  process.stdout.write(
    `\n| ${size} pages | CPU s / 1,000 pages | least to most | seconds | peak memory | pages | fetched twice |\n`,
  );
  process.stdout.write('| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n');
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { name, words, flags = [] } of runners) {
      if ('missing' in words) continue;
      const done = await run(words, flags, size);
      process.stderr.write(`${name}: ${done.result.cpuSeconds.toFixed(2)} s of processor time\n`);
      runs.set(name, [...(runs.get(name) ?? []), done]);
    }
  }
  for (const { name, words } of runners)
    process.stdout.write(`| ${rowOf(name, words, runs.get(name) ?? []).join(' | ')} |\n`);
}

function rowOf(name: string, words: Words, runs: readonly Run[]): (string | number)[] {
  if ('missing' in words) return [name, `not run: ${words.missing}`, '', '', '', '', ''];
  const cost = ({ result, counts }: Run) => (result.cpuSeconds / counts.asked) * 1_000;
  const sorted = runs.toSorted((a, b) => cost(a) - cost(b));
  const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  if (!least || !median || !most) return [name, 'not run', '', '', '', '', ''];
  return [
    name,
    cost(median).toFixed(2),
    `${cost(least).toFixed(2)} to ${cost(most).toFixed(2)}`,
    median.result.seconds.toFixed(1),
    `${Math.max(...runs.map(({ result }) => result.maxRssMb)).toFixed(0)} MB`,
    median.counts.asked,
    Math.max(...runs.map(({ counts }) => counts.twice)),
  ];
}

/** Each runner has a server of its own, so that none finds it warm. */
async function run(words: readonly string[], flags: readonly string[], size: number): Promise<Run> {
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

function scrapy(): Words {
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

function colly(): Words {
  const program = join(cache, 'colly-bench');
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true });
    const options = { cwd: here('crawl/colly'), env: { ...process.env, GOFLAGS: '-mod=mod' } };
    const built = spawnSync('go', ['build', '-o', program, '.'], options);
    if (built.status !== 0) return { missing: 'there is no go, or it could not build colly' };
  }
  return [program];
}
