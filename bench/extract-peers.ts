import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Parser } from 'htmlparser2';
import { decodeText } from '../parsers/decode.ts';
import type { Page } from '../src/model/page.ts';
import type { Labelled, Row, Scorer } from './extract-scorer.ts';

type Item = { set: string; row: Row; page: Page };
type Answers = { answers: Map<string, Labelled>; times: Map<string, number> };
export type PeerRow = Record<string, unknown>;

/** The peers are no dependencies of the project: they are kept apart from it, at these versions. */
const folder = resolve('.cache/bench');
const nodePeers = {
  '@mozilla/readability': '0.6.0',
  defuddle: '0.19.4',
  jsdom: '26.1.0',
  linkedom: '0.18.15',
};
const pythonPeers = ['trafilatura==2.3.1', 'lxml_html_clean'];

/**
 * Runs the peers over the same pages, each in one thread, and gives their figures by set. Of the rounds after the first
 * the quickest counts for a page. Of the peers those run whose name holds one of `chosen`. A peer that cannot be installed or run is named with the reason.
 */
export async function extractPeers(
  items: readonly Item[],
  sets: readonly { set: string; rows: readonly Row[] }[],
  scorer: Scorer,
  { rounds, chosen }: { rounds: number; chosen: readonly string[] },
): Promise<PeerRow[]> {
  const runs: [string, () => Promise<Answers>][] = [
    ['trafilatura 2.3.1, fast', async () => trafilatura(items, rounds)],
    ['readability 0.6.0, linkedom', async () => timed(items, rounds, await readability('linkedom'))],
    ['readability 0.6.0, jsdom', async () => timed(items, 1, await readability('jsdom'))],
    ['defuddle 0.19.4, linkedom', async () => timed(items, 1, await defuddle())],
  ];
  const table: PeerRow[] = [];
  for (const [name, run] of runs.filter(([name]) => chosen.some((part) => name.includes(part)))) {
    try {
      const { answers, times } = await run();
      for (const { set, rows } of sets) {
        const { figures } = scorer(set, rows, answers);
        const line = { extractor: name, set, ...shown(figures), ...timeOf(rows, times) };
        // A whole run takes minutes: what is known is told at once.
        console.error(JSON.stringify(line));
        table.push(line);
      }
    } catch (error) {
      console.log(`${name} did not run: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
  return table;
}

/** Processor time of this process, all its threads: the machine is shared, and the wall's clock tells of others too. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The figures that are told beside each other. */
export function shown(figures: Record<string, unknown>): PeerRow {
  const keys = ['f1', 'precision', 'recall', 'title', 'day', 'authors', 'language'];
  return Object.fromEntries(
    keys.map((key) => [key, typeof figures[key] === 'number' ? Number(figures[key].toFixed(3)) : '-']),
  );
}

export function timeOf(rows: readonly Row[], times: ReadonlyMap<string, number>): PeerRow {
  const sorted = rows.map(({ id }) => times.get(id) ?? 0).sort((a, b) => a - b);
  return {
    'CPU ms median': Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2)),
    'CPU ms mean': Number((sorted.reduce((a, b) => a + b, 0) / sorted.length).toFixed(2)),
  };
}

type Extract = (html: string, url: string) => Promise<Omit<Labelled, 'id'>>;

async function timed(items: readonly Item[], rounds: number, extract: Extract): Promise<Answers> {
  const answers = new Map<string, Labelled>();
  const times = new Map<string, number>();
  for (let round = rounds > 1 ? 0 : 1; round <= rounds; round++) {
    for (const { row, page } of items) {
      const start = cpuMs();
      const answer = await extract(decodeText(page.body, 'text/html').text, row.url).catch(() => ({}));
      const ms = cpuMs() - start;
      if (round > 0) times.set(row.id, Math.min(ms, times.get(row.id) ?? Number.POSITIVE_INFINITY));
      answers.set(row.id, { ...answer, id: row.id });
    }
  }
  return { answers, times };
}

/** As far as we use them. */
type Window = { document: unknown; close(): void };
type Dom = {
  parseHTML(html: string): Window;
  VirtualConsole: new () => object;
  JSDOM: new (html: string, options: { url: string; virtualConsole: object }) => { window: Window };
};
type Readable = { title?: string; byline?: string; publishedTime?: string; content: string; lang?: string };
type ReadabilityModule = { Readability: new (document: unknown) => { parse(): Readable | null } };
type Defuddled = { title: string; author: string; published: string; content: string; language?: string };
type DefuddleModule = { Defuddle(document: unknown, url: string, options: object): Promise<Defuddled> };

/** Loads a peer from its own folder; installed there at the first run. */
async function peer<T>(name: string): Promise<T> {
  const home = join(folder, 'node');
  if (!existsSync(join(home, 'node_modules', 'linkedom'))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: nodePeers }));
    must(spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: home, encoding: 'utf8' }));
  }
  return import(pathToFileURL(createRequire(join(home, 'package.json')).resolve(name)).href);
}

async function readability(dom: 'linkedom' | 'jsdom'): Promise<Extract> {
  const { Readability } = await peer<ReadabilityModule>('@mozilla/readability');
  const { parseHTML, JSDOM, VirtualConsole } = await peer<Dom>(dom);
  return async (html, url) => {
    // A console of its own: jsdom tells of every style sheet that it cannot read.
    const window =
      dom === 'jsdom'
        ? new JSDOM(html, { url, virtualConsole: new VirtualConsole() }).window
        : parseHTML(html);
    const read = new Readability(window.document).parse();
    if (dom === 'jsdom') window.close();
    return {
      title: read?.title,
      authors: read?.byline,
      publishedAt: read?.publishedTime,
      body: read ? textOfHtml(read.content) : '',
      language: read?.lang,
    };
  };
}

async function defuddle(): Promise<Extract> {
  const { parseHTML } = await peer<Dom>('linkedom');
  const home = join(folder, 'node', 'node_modules', 'defuddle', 'dist', 'node.js');
  const { Defuddle }: DefuddleModule = await import(pathToFileURL(home).href);
  return async (html, url) => {
    const read = await Defuddle(parseHTML(html).document, url, { useAsync: false });
    return {
      title: read.title,
      authors: read.author,
      publishedAt: read.published,
      body: textOfHtml(read.content),
      language: read.language,
    };
  };
}

/** Words of two blocks must not run into one. */
function textOfHtml(html: string): string {
  let text = '';
  const parser = new Parser({
    ontext: (data) => {
      text += data;
    },
    onopentagname: (name) => {
      if (/^(?:p|div|h\d|li|br|tr|td|blockquote|figure|section|article|pre)$/.test(name)) text += '\n';
    },
  });
  parser.end(html);
  return text;
}

const script = `
import sys, json, base64, time, trafilatura
rounds = int(sys.argv[1])
items = [json.loads(line) for line in sys.stdin]
for item in items: item["html"] = base64.b64decode(item["html"])
best, answers = {}, {}
for r in range(rounds + 1):
    for item in items:
        start = time.process_time()
        doc = trafilatura.bare_extraction(item["html"], url=item["url"], fast=True, with_metadata=True)
        ms = (time.process_time() - start) * 1000
        if r > 0: best[item["id"]] = min(ms, best.get(item["id"], 1e9))
        answers[item["id"]] = doc
for id, doc in answers.items():
    got = doc.as_dict() if hasattr(doc, "as_dict") else (doc or {})
    print(json.dumps({"ms": best[id], "id": id, "title": got.get("title"), "authors": got.get("author"), "publishedAt": got.get("date"), "body": got.get("text"), "language": got.get("language")}))
`;

function trafilatura(items: readonly Item[], rounds: number): Answers {
  const home = join(folder, 'py');
  const python = join(home, 'bin', 'python');
  if (!existsSync(python)) {
    mkdirSync(folder, { recursive: true });
    must(spawnSync('python3', ['-m', 'venv', home], { encoding: 'utf8' }));
    must(spawnSync(python, ['-m', 'pip', 'install', '-q', ...pythonPeers], { encoding: 'utf8' }));
  }
  const input = items
    .map(({ row, page }) =>
      JSON.stringify({ id: row.id, url: row.url, html: Buffer.from(page.body).toString('base64') }),
    )
    .join('\n');
  const run = spawnSync(python, ['-c', script, String(rounds)], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const lines = must(run).split('\n').filter(Boolean);
  const read = lines.map((line): Labelled & { ms: number } => JSON.parse(line));
  return {
    answers: new Map(read.map((answer) => [answer.id, answer])),
    times: new Map(read.map(({ id, ms }) => [id, ms])),
  };
}

function must(run: { status: number | null; stdout: string; stderr: string; error?: Error }): string {
  if (run.status !== 0) throw run.error ?? new Error(run.stderr.trim().slice(-300));
  return run.stdout;
}
