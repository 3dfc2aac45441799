import { factor, hashUnits, mixBits } from './hash-units.ts';

/** Length of a shingle in canonical units: about two words, or six Chinese signs. */
export const shingleUnits = 12;

/**
 * The shingles of a text with the smallest hashes. Two texts choose alike, so the share of common ones below a
 * common bound estimates how much of the one is contained in the other, also where one is much longer.
 *
 * @see Broder, "On the resemblance and containment of documents", 1997 (the sketch of the s smallest)
 */
export type ShingleSample = {
  /** Ascending, each once. */
  hashes: Uint32Array;
  /** For each sampled shingle, a 16-bit hash of the units that follow it: equal runs go on, slots of a template end. */
  followers: Uint16Array;
  /** True where the sample holds every shingle of the text. */
  complete: boolean;
};

const bufferSize = 2048;
const positions = 65_536;
// Hash and place in one number (48 bits), so that one native sort orders both.
const buffer = new Float64Array(bufferSize);

const firstFactor = (() => {
  let power = 1;
  for (let i = 0; i < shingleUnits; i++) power = Math.imul(power, factor);
  return power;
})();

/** Sorts what was collected, drops repeats, keeps `limit`; gives how many are left. */
function settle(count: number, limit: number): number {
  const part = buffer.subarray(0, count).sort();
  let kept = 0;
  let last = -1;
  for (let i = 0; i < count && kept < limit; i++) {
    const packed = part[i] ?? 0;
    const hash = Math.floor(packed / positions);
    if (hash === last) continue;
    last = hash;
    buffer[kept++] = packed;
  }
  return kept;
}

/** Collects into the buffer the `limit` smallest shingles whose hash is not above `bound`; gives their number. */
function collect(units: Uint16Array, limit: number, bound: number): number {
  const length = units.length;
  let count = 0;
  let highest = bound;
  let h = 0;
  for (let i = 0; i < shingleUnits - 1; i++) h = (Math.imul(h, factor) + (units[i] ?? 0)) | 0;
  // The last unit that has left the window is taken out again with the power that it has by then.
  let leaving = 0;
  for (let end = shingleUnits - 1; end < length; end++) {
    h = (Math.imul(h, factor) + (units[end] ?? 0) - Math.imul(firstFactor, leaving)) | 0;
    const start = end - shingleUnits + 1;
    leaving = units[start] ?? 0;
    const hash = mixBits(h);
    if (hash > highest) continue;
    if (count === bufferSize) {
      count = settle(count, limit);
      if (count === limit) highest = Math.min(highest, Math.floor((buffer[count - 1] ?? 0) / positions));
    }
    buffer[count++] = hash * positions + start;
  }
  return settle(count, limit);
}

/** @param limit how many shingles are kept, below 1024 */
export function sampleShingles(units: Uint16Array, limit: number): ShingleSample {
  const shingles = Math.max(0, units.length - shingleUnits + 1);
  const all = 2 ** 32;
  // Half as many again as are wanted will lie below this bound, unless the text repeats itself.
  const bound = Math.min(all, Math.floor((all * limit * 1.5) / Math.max(1, shingles)));
  let count = collect(units, limit, bound);
  let complete = bound === all && count < limit;
  if (count < limit && bound < all) {
    count = collect(units, limit, all);
    complete = count < limit;
  }
  const hashes = new Uint32Array(count);
  const followers = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const packed = buffer[i] ?? 0;
    const hash = Math.floor(packed / positions);
    const end = packed - hash * positions + shingleUnits;
    hashes[i] = hash;
    followers[i] = hashUnits(units, end, end + shingleUnits);
  }
  return { hashes, followers, complete };
}
