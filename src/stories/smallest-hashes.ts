const capacity = 4096;
const range = 65_536;
// Hash and value in one number (48 bits), so that sorting one list orders both.
const buffer = new Float64Array(capacity);
const sorted = new Float64Array(capacity);

/** The hashes that were kept, ascending, and the 16 bits that belong to each. Valid until the next collection. */
export type Kept = { count: number; hashes: Uint32Array; values: Uint16Array };

const hashes = new Uint32Array(capacity);
const values = new Uint16Array(capacity);
const kept: Kept = { count: 0, hashes, values };

const buckets = 256;
const starts = new Int32Array(buckets + 1);
/** Above this many, hashes that are not spread evenly would cost too much. */
const fewEnough = 512;

/**
 * Sorts the first entries of `buffer` into `sorted`. Hashes are spread evenly, so each finds its bucket nearly at
 * its place, and a pass of insertion does the rest: six times as fast as the native sort for 200 of them.
 */
function sortBuffer(count: number): void {
  if (count > fewEnough) {
    sorted.set(buffer.subarray(0, count).sort());
    return;
  }
  let highest = 1;
  for (let i = 0; i < count; i++) highest = Math.max(highest, buffer[i] ?? 0);
  const scale = (buckets - 1) / highest;
  starts.fill(0);
  for (let i = 0; i < count; i++) {
    const bucket = ((buffer[i] ?? 0) * scale) | 0;
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= buckets; bucket++) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  for (let i = 0; i < count; i++) {
    const packed = buffer[i] ?? 0;
    const bucket = (packed * scale) | 0;
    const place = starts[bucket] ?? 0;
    starts[bucket] = place + 1;
    sorted[place] = packed;
  }
  for (let i = 1; i < count; i++) {
    const packed = sorted[i] ?? 0;
    let j = i - 1;
    for (; j >= 0 && (sorted[j] ?? 0) > packed; j--) sorted[j + 1] = sorted[j] ?? 0;
    sorted[j + 1] = packed;
  }
}

/**
 * Collects hashes with 16 bits each and gives back the smallest ones, each once. One collection at a time: it
 * works in one buffer, since a new one for every text would cost more than the work.
 */
export const smallestHashes = {
  count: 0,

  begin(): void {
    this.count = 0;
  },

  /** Beyond 4,096 entries the largest are forgotten; `limit` of `end` must be below that. */
  add(hash: number, value: number): void {
    if (this.count === capacity) {
      buffer.sort();
      this.count = capacity / 2;
    }
    buffer[this.count++] = (hash >>> 0) * range + value;
  },

  /**
   * @param repeats 'first': of a hash with several values the smallest value stays; 'drop': the hash is left out,
   *   as ambiguous, unless all its values are equal
   */
  end(limit: number, repeats: 'first' | 'drop'): Kept {
    const total = this.count;
    sortBuffer(total);
    let n = 0;
    for (let i = 0; i < total && n < limit; ) {
      const packed = sorted[i] ?? 0;
      const hash = Math.floor(packed / range);
      const nextHash = (hash + 1) * range;
      let next = i + 1;
      while (next < total && (sorted[next] ?? 0) < nextHash) next++;
      if (repeats === 'first' || sorted[next - 1] === packed) {
        hashes[n] = hash;
        values[n++] = packed - hash * range;
      }
      i = next;
    }
    kept.count = n;
    return kept;
  },
};
