/** Factor of the rolling hash: odd, so that no bit is lost. */
export const factor = 0x9e3779b1 | 0;

/** Spreads the bits of a 32-bit number over all of it. @see Appleby, MurmurHash3, `fmix32` */
export function mixBits(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 0 … 2³² − 1 for the units from `start` to `end` (exclusive), cut at the ends of the text. */
export function hashUnits(units: Uint16Array, start: number, end: number): number {
  const last = Math.min(end, units.length);
  let h = 17;
  for (let i = Math.max(0, start); i < last; i++) h = (Math.imul(h, factor) + (units[i] ?? 0)) | 0;
  return mixBits(h);
}
