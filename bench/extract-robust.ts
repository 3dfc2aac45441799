// How each field holds when the same pages are built otherwise: the nearest measure to publishers that nobody has seen.
//
//   WELLSPRING_EVAL=DIR node bench/extract-robust.ts [--sets body,fundus,dates] [--only "hashed names"] [--part 2] [--misses day]
//
// Each disguise (bench/disguise.ts) changes every page in one way: metadata taken out, class names made meaningless, tags
// of meaning made plain, teasers, banners and menus put in. --part N takes every Nth page; --misses FIELD names the pages
// that are right as they are and wrong in disguise.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { disguise, disguises } from './disguise.ts';
import { answerOf, pageOf } from './extract-answer.ts';
import { type Labelled, openKit, type Row } from './extract-scorer.ts';

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'body,fundus,dates' },
    only: { type: 'string' },
    part: { type: 'string', default: '1' },
    misses: { type: 'string' },
    out: { type: 'string' },
  },
});
const { kit, scorer } = await openKit();
const shown = ['f1', 'title', 'day', 'authors', 'language'];
const fieldOf: Readonly<Record<string, string>> = { day: 'publishedAt' };
const table: Record<string, string | number>[] = [];
const lines: string[] = [];
for (const set of options.sets.split(',')) {
  const all: Row[] = JSON.parse(readFileSync(join(kit, set, 'manifest.json'), 'utf8'));
  const rows = all.filter((_, index) => index % Number(options.part) === 0);
  const pages = rows.map((row) => {
    const bytes = readFileSync(join(kit, set, row.file));
    return { row, bytes: Uint8Array.from(row.file.endsWith('.gz') ? gunzipSync(bytes) : bytes) };
  });
  const score = (name: string) => {
    const answers = new Map<string, Labelled>();
    for (const { row, bytes } of pages)
      answers.set(row.id, answerOf(row, pageOf(row, name === 'as it is' ? bytes : disguise(bytes, name))));
    for (const answer of answers.values()) lines.push(JSON.stringify({ disguise: name, ...answer }));
    const scored = scorer(set, rows, answers);
    const line: Record<string, string | number> = { set, disguise: name };
    for (const key of shown) {
      const value = scored.figures[key];
      if (typeof value === 'number') line[key] = Number(value.toFixed(3));
    }
    table.push(line);
    return scored.pages;
  };
  const plain = new Map(score('as it is').map((page) => [page.id, page]));
  for (const name of options.only?.split(',') ?? ['no facts', ...Object.keys(disguises)]) {
    const field = fieldOf[options.misses ?? ''] ?? options.misses;
    for (const page of score(name)) {
      if (!field) continue;
      const before: unknown = Reflect.get(plain.get(page.id) ?? {}, field);
      const after: unknown = Reflect.get(page, field);
      const isWorse =
        typeof after === 'number' ? Number(before) - after > 0.05 : before === true && after === false;
      if (isWorse) console.log(name, page.id, before, after);
    }
  }
}
if (options.out) writeFileSync(options.out, `${lines.join('\n')}\n`);
console.table(table);
