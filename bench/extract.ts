// Quality and time of the extractor over a labelled kit: a folder with score.mjs and sets of pages with manifest.json.
//
//   WELLSPRING_EVAL=DIR node bench/extract.ts [--sets body,fundus,dates] [--rounds 3] [--out answers.ndjson] [--worst 10] [--peers all|NAME,…]
//
// One thread, pages in memory, one warm-up round; the time is that of `parse` alone: decode, tree, survey, all fields.
// --folds 5 tells the figures by folds of publishers; --without-facts takes from each page what it declares for programs
// (JSON-LD, meta, microdata, datetime), so that what is printed is measured on every page that declares anything.
// --peers runs trafilatura, readability and defuddle after it, over the same pages in one thread (kept in .cache/bench);
// with names, those alone whose name holds one of them: --peers trafilatura,linkedom.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { answerOf, pageOf } from './extract-answer.ts';
import { foldFigures } from './extract-folds.ts';
import { cpuMs, extractPeers, shown, timeOf } from './extract-peers.ts';
import { type Labelled, openKit, type Row } from './extract-scorer.ts';
import { withoutFacts } from './without-facts.ts';

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'body,fundus,dates' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string' },
    worst: { type: 'string', default: '0' },
    peers: { type: 'string' },
    folds: { type: 'string' },
    'without-facts': { type: 'boolean', default: false },
  },
});

const { kit, scorer } = await openKit();
const sets = options.sets.split(',').map((set) => {
  const rows: Row[] = JSON.parse(readFileSync(join(kit, set, 'manifest.json'), 'utf8'));
  const pages = rows.map((row) => {
    const bytes = readFileSync(join(kit, set, row.file));
    const plain = Uint8Array.from(row.file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    return { row, page: pageOf(row, options['without-facts'] ? withoutFacts(plain) : plain) };
  });
  return { set, rows, pages };
});

const lines: string[] = [];
const table: Record<string, unknown>[] = [];
const folded: Record<string, string>[] = [];
const times = new Map<string, number>();
const answersOf = new Map<string, Map<string, Labelled>>(sets.map(({ set }) => [set, new Map()]));
// Round by round over all sets, as the peers run: else the first set alone would be read by code that is not warm yet.
for (let round = 0; round <= Number(options.rounds); round++) {
  for (const { set, pages } of sets) {
    for (const { row, page } of pages) {
      const start = cpuMs();
      const answer = answerOf(row, page);
      const ms = cpuMs() - start;
      // The first round warms the machine up; of the others the quickest counts, as the machine is shared.
      if (round > 0) times.set(row.id, Math.min(ms, times.get(row.id) ?? Number.POSITIVE_INFINITY));
      answersOf.get(set)?.set(row.id, answer);
    }
  }
}
for (const { set, rows } of sets) {
  const answers = answersOf.get(set) ?? new Map<string, Labelled>();
  for (const answer of answers.values()) lines.push(JSON.stringify(answer));
  if (options.folds) folded.push(foldFigures(scorer, set, rows, answers, Number(options.folds)));
  const { figures, pages: scored } = scorer(set, rows, answers);
  table.push({ extractor: 'wellspring', set, ...shown(figures), ...timeOf(rows, times) });
  const worst = scored.filter(({ f1 }) => f1 !== undefined).sort((a, b) => (a.f1 ?? 0) - (b.f1 ?? 0));
  for (const { f1, p, r, id } of worst.slice(0, Number(options.worst))) {
    console.log(`${set} ${f1?.toFixed(3)} P ${p?.toFixed(3)} R ${r?.toFixed(3)} ${id}`);
  }
}
if (options.out) writeFileSync(options.out, `${lines.join('\n')}\n`);
if (options.peers) {
  const items = sets.flatMap(({ set, pages }) => pages.map(({ row, page }) => ({ set, row, page })));
  const chosen = options.peers === 'all' ? [''] : options.peers.split(',');
  table.push(...(await extractPeers(items, sets, scorer, { rounds: Number(options.rounds), chosen })));
}
console.table(table);
if (folded.length > 0) console.table(folded);
