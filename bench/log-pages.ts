import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const HEAD_BYTES = 32;
const FRAME_HEAD_BYTES = 24;
const Page = z.object({ name: z.string(), pageno: z.number() });

/** Brings all of the log into the file, so that `logPages` counts what is written from now on. */
export function emptyLog(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/**
 * Pages in the log of a SQLite file by the table or index that they belong to, most first. Reads the whole file once.
 *
 * @see https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function logPages(file: string): [tree: string, pages: number][] {
  const wanted = framesOf(readFileSync(`${file}-wal`));
  const counts = new Map<string, number>();
  const db = new DatabaseSync(file, { readOnly: true });
  for (const row of db.prepare('SELECT name, pageno FROM dbstat').iterate()) {
    const { name, pageno } = Page.parse(row);
    if (wanted.has(pageno)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  db.close();
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Numbers of the pages that were written since the log was last begun: older frames behind them have another salt. */
function framesOf(log: Buffer): Set<number> {
  const pages = new Set<number>();
  const frameBytes = FRAME_HEAD_BYTES + log.readUInt32BE(8);
  for (let at = HEAD_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))) break;
    pages.add(log.readUInt32BE(at));
  }
  return pages;
}
