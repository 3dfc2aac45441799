import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { disguise } from '../../bench/disguise.ts';
import { type Labelled, loadScorer, type Row } from '../../bench/extract-scorer.ts';
import { parse } from '../../parsers/parse.ts';
import { pageOf } from './sample-page.ts';

/** What the extractor reached on the labelled half of the kit, rounded down. A change that lowers one says so here. */
const floors: Record<string, Record<string, number>> = {
  body: { f1: 0.976, precision: 0.974, recall: 0.977, language: 0.995 },
  fundus: { f1: 0.966, title: 0.914, day: 0.992, authors: 0.947, language: 0.995 },
  dates: { title: 0.91, day: 0.93, authors: 0.908 },
};

/** The same for every fourth page in disguise (bench/disguise.ts), as other publishers might build it. */
const disguisedFloors: Record<string, Record<string, Record<string, number>>> = {
  'hashed names': { body: { f1: 0.96 }, fundus: { f1: 0.96 } },
  'cards after headline': { dates: { day: 0.93, authors: 0.93 } },
  consent: { body: { f1: 0.96 } },
};

const kit = process.env.WELLSPRING_EVAL;

describe.skipIf(!kit)('the labelled pages (skipped where WELLSPRING_EVAL names no folder)', () => {
  for (const [set, least] of Object.entries(floors)) {
    it(`${set} stays above its floors`, { timeout: 180_000 }, async () => {
      const folder = join(kit ?? '', set);
      const score = await loadScorer(pathToFileURL(join(kit ?? '', 'score.mjs')).href);
      const rows: Row[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
      const { figures } = score(set, rows, new Map(rows.map((row) => [row.id, answer(row, folder)])));
      for (const [figure, floor] of Object.entries(least)) {
        expect(figures[figure], `${set}.${figure}`).toBeGreaterThanOrEqual(floor);
      }
    });
  }
  for (const [name, sets] of Object.entries(disguisedFloors)) {
    for (const [set, least] of Object.entries(sets)) {
      it(`${set} stays above its floors with ${name}`, { timeout: 180_000 }, async () => {
        const folder = join(kit ?? '', set);
        const score = await loadScorer(pathToFileURL(join(kit ?? '', 'score.mjs')).href);
        const all: Row[] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
        const rows = all.filter((_, index) => index % 4 === 0);
        const answers = rows.map((row): [string, Labelled] => [
          row.id,
          answer(row, folder, (bytes) => disguise(bytes, name)),
        ]);
        const { figures } = score(set, rows, new Map(answers));
        for (const [figure, floor] of Object.entries(least)) {
          expect(figures[figure], `${set}.${figure} with ${name}`).toBeGreaterThanOrEqual(floor);
        }
      });
    }
  }
});

function answer(
  row: Row,
  folder: string,
  change = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => bytes,
): Labelled {
  const fetchedAt = new Date(row.crawledAt ?? '2026-10-01T00:00:00Z').toISOString();
  const bytes = change(Uint8Array.from(gunzipSync(readFileSync(join(folder, row.file)))));
  try {
    return { ...parse(pageOf(bytes, { url: row.url, fetchedAt, contentType: 'text/html' })), id: row.id };
  } catch (error) {
    return { id: row.id, error: String(error) };
  }
}
