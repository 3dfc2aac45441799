import { type CanonicalUnits, canonicalUnits } from './canonical-units.ts';
import { type HashedWindows, hashUnits, windowUnits } from './hash-units.ts';
import { keepHalves, keepWords } from './kept-lists.ts';
import { smallestHashes } from './smallest-hashes.ts';

/**
 * Places where a text states a fact: the numbers and the capitalised words, each under the hash of what stands
 * beside it. Copies put the same value in the same place; texts made from one template put others.
 */
export type SlotSample = {
  /** Hashes of the surroundings, ascending, each once. The lowest bit tells a name (1) from a number (0). */
  contexts: Uint32Array;
  values: Uint16Array;
};

/** So much of a name is compared: the rest may have lost a space or hold a slip. */
const nameUnits = 4;

/** 1 for the units of digits and of Chinese numerals (which give two units each). */
const numeric = new Uint8Array(65_536);
for (const unit of canonicalUnits('0123456789〇一二三四五六七八九十百千万亿億两兩').units) numeric[unit] = 1;

export const isNumeric = (unit: number): boolean => numeric[unit] === 1;

// Hashes are compared as signed numbers, which costs half as much; this turns one order into the other.
const sign = 0x80000000 | 0;
const largest = 2 ** 32 - 1;

/** Of many names only those with the smaller hashes need to be sorted: twice as many as will be kept. */
function boundFor(names: number, limit: number): number {
  return Math.min(largest, Math.floor((largest * limit * 2) / Math.max(1, names)));
}

/** What stands behind a number is told from what stands before another one. */
const behind = 0x55555554;

/** A title is short, so less of it has to agree for a place to be the same. */
const titleContextUnits = 4;
/** Makes the hashes of a title's places small, so that they are always among those that are kept. */
const titleShift = 6;

export type MarkedUnits = Pick<CanonicalUnits, 'units' | 'marks'>;

/** Where the number that begins at `start` ends; `start` itself where none begins. */
function numberEnd(units: Uint16Array, start: number): number {
  let end = start;
  while (end < units.length && numeric[units[end] ?? 0] === 1) end++;
  return end;
}

/** The same for a title: "Weather for Monday, 4 March" and "Weather for Friday, 8 March" are two texts. */
function addTitleSlots({ units, marks }: MarkedUnits): void {
  const context = (start: number) => hashUnits(units, start, start + titleContextUnits) >>> titleShift;
  for (const start of marks) {
    const end = numberEnd(units, start);
    const hasBefore = start >= titleContextUnits;
    if (end > start) {
      const value = hashUnits(units, start, end) & 0xffff;
      if (hasBefore) smallestHashes.add(context(start - titleContextUnits) & ~1, value);
      if (end + titleContextUnits <= units.length) smallestHashes.add((context(end) ^ 2) & ~1, value);
    } else if (hasBefore && start + nameUnits <= units.length) {
      const value = hashUnits(units, start, start + nameUnits) & 0xffff;
      smallestHashes.add(context(start - titleContextUnits) | 1, value);
    }
  }
}

/**
 * @param limit how many are kept: those with the smallest hashes, so that two texts keep the same ones
 */
export function sampleSlots(
  { units, marks }: MarkedUnits,
  { windows, count }: Pick<HashedWindows, 'windows' | 'count'>,
  title: MarkedUnits,
  limit: number,
): SlotSample {
  smallestHashes.begin();
  addTitleSlots(title);
  const highest = boundFor(marks.length, limit) ^ sign;
  let lastEnd = 0;
  for (let i = 0; i < marks.length; i++) {
    const start = marks[i] ?? 0;
    // "878,269" is one number, though two begin in it.
    if (start < lastEnd) continue;
    const end = numberEnd(units, start);
    lastEnd = end;
    const before = start >= windowUnits ? (windows[start - windowUnits] ?? 0) : 0;
    if (end > start) {
      const value = hashUnits(units, start, end) & 0xffff;
      if (start >= windowUnits) smallestHashes.add(before & ~1, value);
      if (end < count) smallestHashes.add(((windows[end] ?? 0) ^ behind) & ~1, value);
    } else if (start >= windowUnits && start < count && ((before | 1) ^ sign) <= highest) {
      smallestHashes.add(before | 1, hashUnits(units, start, start + nameUnits) & 0xffff);
    }
  }
  const kept = smallestHashes.end(limit, 'drop');
  return { contexts: keepWords(kept.hashes, kept.count), values: keepHalves(kept.values, kept.count) };
}
