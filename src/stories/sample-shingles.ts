import { windowUnits } from './hash-units.ts';
import { smallestHashes } from './smallest-hashes.ts';

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

const largest = 2 ** 32 - 1;
// Hashes are compared as signed numbers, which costs half as much; this turns one order into the other.
const sign = 0x80000000 | 0;

function collect(windows: Int32Array, count: number, bound: number): void {
  const highest = bound ^ sign;
  smallestHashes.begin();
  for (let start = 0; start < count; start++) {
    const hash = windows[start] ?? 0;
    if ((hash ^ sign) <= highest) smallestHashes.add(hash, start);
  }
}

/**
 * @param windows hashes of the text's windows, `count` of them, at most 65,536
 * @param limit how many shingles are kept, at most 1024
 */
export function sampleShingles(windows: Int32Array, count: number, limit: number): ShingleSample {
  // A third more than are wanted will lie below this bound, unless the text repeats itself.
  const bound = Math.min(largest, Math.floor((largest * limit * 1.33) / Math.max(1, count)));
  collect(windows, count, bound);
  let kept = smallestHashes.end(limit + 1, 'first');
  if (kept.count < limit && bound < largest) {
    collect(windows, count, largest);
    kept = smallestHashes.end(limit + 1, 'first');
  }
  const length = Math.min(kept.count, limit);
  const followers = new Uint16Array(length);
  for (let i = 0; i < length; i++) {
    const next = (kept.values[i] ?? 0) + windowUnits;
    followers[i] = next < count ? (windows[next] ?? 0) : 0;
  }
  return {
    hashes: kept.hashes.slice(0, length),
    followers,
    complete: kept.count <= limit && (bound === largest || kept.count < limit),
  };
}
