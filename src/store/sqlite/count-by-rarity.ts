import { z } from 'zod';
import type { Statements } from './statements.ts';

/**
 * BM25 with weights past all bounds: however often a phrase stands in a text, what is left is how rare it is among all
 * texts (its IDF, times the most that a text can make of it). FTS5 reads the whole index for that before it ranks.
 */
export const RARITY = 'bm25(article_text, 1e18, 1e18, 1e18, 1e18)';

/** BM25's k1 + 1. */
const MOST = 2.2;
/** A phrase in more than half of all texts has this IDF in FTS5, however many they are. */
const LEAST_IDF = 1e-6;
/** Counts that come out further from a whole number were not reckoned with FTS5's own number of rows. */
const OFF = 0.001;

const Averages = z.object({ block: z.instanceof(Uint8Array) });

/**
 * How many articles one phrase stands in, out of its rarity: `ln((rows − n + ½) / (n + ½))`, solved for n. Saves reading
 * the index a second time, which takes as long as ranking where both words of a phrase are frequent.
 *
 * @param rarity `RARITY` of any row of a search for this one phrase and nothing else
 * @returns null: it stands in more than half of all articles, or cannot be told
 * @see https://www.sqlite.org/fts5.html#the_bm25_function
 */
export function countByRarity(sql: Statements, rarity: number): number | null {
  const idf = -rarity / MOST;
  // The first number of the first record: rows ever written less those that were updated in place.
  const averages = sql.one(Averages, 'SELECT block FROM article_text_data WHERE id = 1');
  if (averages === null || idf <= 2 * LEAST_IDF) return null;
  const odds = Math.exp(idf);
  const count = (varint(averages.block) + 0.5 - 0.5 * odds) / (1 + odds);
  const whole = Math.round(count);
  return Math.abs(count - whole) < OFF && whole > 0 ? whole : null;
}

/** SQLite's way to write a number: seven bits a byte, the last byte without the eighth. */
function varint(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte < 128) break;
  }
  return value;
}
