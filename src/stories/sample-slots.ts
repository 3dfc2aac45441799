import { canonicalUnits } from './canonical-units.ts';
import { hashUnits } from './hash-units.ts';

/**
 * Places where a text states a fact: the numbers and the capitalised words, each under the hash of what stands
 * beside it. Copies put the same value in the same place; texts made from one template put others.
 */
export type SlotSample = {
  /** Hashes of the surroundings, ascending, each once. The lowest bit tells a name (1) from a number (0). */
  contexts: Uint32Array;
  values: Uint16Array;
};

const contextUnits = 10;
const nameUnits = 6;
const bufferSize = 4096;
const valueRange = 65_536;
// Surroundings and value in one number (48 bits), so that one native sort orders both.
const buffer = new Float64Array(bufferSize);

/** 1 for the units of digits and of Chinese numerals (which give two units each). */
const numeric = new Uint8Array(65_536);
for (const digit of '0123456789') numeric[digit.charCodeAt(0)] = 1;
for (const unit of canonicalUnits('〇一二三四五六七八九十百千万亿億两兩').units) numeric[unit] = 1;

const isDigit = (unit: number) => numeric[unit] === 1;

/**
 * @param capitals where capitalised words begin
 * @param limit how many are kept: those with the smallest hashes, so that two texts keep the same ones
 */
export function sampleSlots(units: Uint16Array, capitals: Uint32Array, limit: number): SlotSample {
  let count = 0;
  const length = units.length;
  const put = (context: number, kind: 0 | 1, value: number) => {
    if (count < bufferSize)
      buffer[count++] = ((context & ~1) >>> 0) * valueRange + kind * valueRange + (value & 0xffff);
  };
  for (let i = contextUnits; i < length; i++) {
    if (!isDigit(units[i] ?? 0)) continue;
    let end = i + 1;
    while (end < length && isDigit(units[end] ?? 0)) end++;
    const value = hashUnits(units, i, end);
    put(hashUnits(units, i - contextUnits, i), 0, value);
    if (end + contextUnits <= length) put(hashUnits(units, end, end + contextUnits) ^ 0x55555554, 0, value);
    i = end;
  }
  for (const start of capitals) {
    if (start < contextUnits || start + nameUnits > length) continue;
    put(hashUnits(units, start - contextUnits, start), 1, hashUnits(units, start, start + nameUnits));
  }
  return unambiguous(count, limit);
}

/** Leaves out surroundings that stand in the text with more than one value: they tell nothing. */
function unambiguous(count: number, limit: number): SlotSample {
  const sorted = buffer.subarray(0, count).sort();
  const contexts: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < count && contexts.length < limit; ) {
    const packed = sorted[i] ?? 0;
    const context = Math.floor(packed / valueRange);
    let next = i + 1;
    let one = true;
    for (; next < count && Math.floor((sorted[next] ?? 0) / valueRange) === context; next++) {
      if (sorted[next] !== packed) one = false;
    }
    if (one) {
      contexts.push(context);
      values.push(packed - context * valueRange);
    }
    i = next;
  }
  return { contexts: Uint32Array.from(contexts), values: Uint16Array.from(values) };
}
