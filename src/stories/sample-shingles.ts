import { type HashedWindows, windowUnits } from './hash-units.ts';
import { keepWords, keptHalves } from './kept-lists.ts';
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

/** Up to this hash lie a third more shingles than are wanted, unless the text repeats itself. */
export function shingleBound(units: number, limit: number): number {
  const count = Math.max(1, units - windowUnits + 1);
  return Math.min(largest, Math.floor((largest * limit * 1.33) / count));
}

/**
 * @param hashed the text's windows, those up to `shingleBound` being the small ones
 * @param limit how many shingles are kept, at most 1024
 */
export function sampleShingles({ windows, count, low, lows }: HashedWindows, limit: number): ShingleSample {
  smallestHashes.begin();
  for (let i = 0; i < lows; i++) {
    const start = low[i] ?? 0;
    smallestHashes.add(windows[start] ?? 0, start);
  }
  let kept = smallestHashes.end(limit + 1, 'first');
  if (kept.count < limit && lows < count) {
    smallestHashes.begin();
    for (let start = 0; start < count; start++) smallestHashes.add(windows[start] ?? 0, start);
    kept = smallestHashes.end(limit + 1, 'first');
  }
  const length = Math.min(kept.count, limit);
  const followers = keptHalves(length);
  for (let i = 0; i < length; i++) {
    const next = (kept.values[i] ?? 0) + windowUnits;
    followers[i] = next < count ? (windows[next] ?? 0) : 0;
  }
  return {
    hashes: keepWords(kept.hashes, length),
    followers,
    complete: kept.count < limit || (kept.count === limit && lows === count),
  };
}
