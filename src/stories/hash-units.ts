import { maxUnits } from './canonical-units.ts';

/** Length of a window in canonical units: about two words, or six Chinese signs. */
export const windowUnits = 10;

/** Factor of the rolling hash: odd, so that no bit is lost. */
const factor = 0x9e3779b1 | 0;

const firstFactor = (() => {
  let power = 1;
  for (let i = 0; i < windowUnits; i++) power = Math.imul(power, factor);
  return power;
})();

/** Spreads the bits of a 32-bit number over all of it; the answer is signed. */
export function mixBits(value: number): number {
  const h = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** 32 bits, signed, for the units from `start` to `end` (exclusive), which lie in the text. */
export function hashUnits(units: Uint16Array, start: number, end: number): number {
  let h = 17;
  for (let i = start; i < end; i++) h = (Math.imul(h, factor) + (units[i] ?? 0)) | 0;
  return mixBits(h);
}

/** The hashes of a text's windows. */
export type HashedWindows = {
  /** `windows[i]` is that of the window which begins at unit `i`, signed; valid for the first `count`. */
  windows: Int32Array;
  /** 0 for a text shorter than one window. */
  count: number;
  /** Ascending, the places of the windows with a small hash, `lows` of them. */
  low: Uint16Array;
  lows: number;
};

// Filled anew for each text.
const windows = new Int32Array(maxUnits);
const low = new Uint16Array(maxUnits);

/**
 * Hashes each window of `windowUnits` units from the one before (Karp and Rabin 1987).
 *
 * @param units at most `maxUnits`
 * @param highest hashes up to this one are small
 * @returns lists that hold until the next call
 */
export function hashWindows(units: Uint16Array, highest: number): HashedWindows {
  const length = units.length;
  const half = highest >>> 1;
  let h = 0;
  for (let i = 0; i < windowUnits - 1 && i < length; i++) h = (Math.imul(h, factor) + (units[i] ?? 0)) | 0;
  let leaving = 0;
  let start = 0;
  let lows = 0;
  for (let end = windowUnits - 1; end < length; end++, start++) {
    h = (Math.imul(h, factor) + (units[end] ?? 0) - Math.imul(firstFactor, leaving)) | 0;
    leaving = units[start] ?? 0;
    const mixed = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    const hash = mixed ^ (mixed >>> 13);
    windows[start] = hash;
    // No branch: which hashes are small can't be foreseen. Halved, both are numbers without a sign.
    low[lows] = start;
    lows += 1 - ((half - (hash >>> 1)) >>> 31);
  }
  return { windows, count: start, low, lows };
}
