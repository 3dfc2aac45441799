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

/**
 * Writes the hash of each window of `windowUnits` units to the place where it begins, each from the one before
 * (Karp and Rabin 1987). Gives the number of windows: 0 for a text shorter than one.
 */
export function hashWindows(units: Uint16Array, windows: Int32Array): number {
  const length = units.length;
  if (length < windowUnits) return 0;
  let h = 0;
  for (let i = 0; i < windowUnits - 1; i++) h = (Math.imul(h, factor) + (units[i] ?? 0)) | 0;
  let leaving = 0;
  let start = 0;
  for (let end = windowUnits - 1; end < length; end++, start++) {
    h = (Math.imul(h, factor) + (units[end] ?? 0) - Math.imul(firstFactor, leaving)) | 0;
    leaving = units[start] ?? 0;
    const mixed = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    windows[start] = mixed ^ (mixed >>> 13);
  }
  return start;
}
