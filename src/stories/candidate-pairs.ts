/** Members of one bucket that are looked at for each text; the nearest in order, so that the input's order is no matter. */
const perBand = 48;
/** Texts that share a band without being one story: after so many comparisons the rest is taken for the same kind. */
const perText = 96;

/**
 * For each text the earlier ones that share a band with it, most shared bands first. The work for a text is
 * bounded, however many share its bands.
 *
 * @param bands of each text, in an order that depends on the texts alone
 * @param visit gets two indexes, the second below the first
 */
export function candidatePairs(
  bands: readonly (readonly number[])[],
  visit: (text: number, earlier: number) => void,
): void {
  const { order, starts } = buckets(bands);
  const seenBy = new Int32Array(bands.length).fill(-1);
  const shared = new Uint8Array(bands.length);
  let at = 0;
  for (let text = 0; text < bands.length; text++) {
    const found: number[] = [];
    const end = at + (bands[text]?.length ?? 0);
    for (; at < end; at++) {
      const place = starts[at] ?? 0;
      for (let back = place - 1; back >= 0 && back >= place - perBand; back--) {
        const other = order[back] ?? -1;
        if (other < 0) break;
        if (other === text) continue;
        if (seenBy[other] === text) shared[other] = (shared[other] ?? 0) + 1;
        else {
          seenBy[other] = text;
          shared[other] = 1;
          found.push(other);
        }
      }
    }
    found.sort((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0) || b - a);
    for (let i = 0; i < found.length && i < perText; i++) visit(text, found[i] ?? 0);
  }
}

/**
 * All bands in one sorted list: texts of one bucket stand side by side, with −1 before each bucket.
 * `starts`: for each band of each text, in order of the texts, its place in that list.
 */
function buckets(bands: readonly (readonly number[])[]): { order: Int32Array; starts: Int32Array } {
  const total = bands.reduce((sum, list) => sum + list.length, 0);
  const keys = new Float64Array(total);
  const texts = 2 ** 21;
  if (bands.length > texts)
    throw new RangeError(`${bands.length} texts; at most ${texts} can be clustered at once`);
  let n = 0;
  bands.forEach((list, text) => {
    for (const band of list) keys[n++] = band * texts + text;
  });
  keys.sort();
  const order = new Int32Array(total * 2).fill(-1);
  // Where the next band of each text is to be noted.
  const next = new Int32Array(bands.length);
  for (let text = 1; text < bands.length; text++) {
    next[text] = (next[text - 1] ?? 0) + (bands[text - 1]?.length ?? 0);
  }
  const starts = new Int32Array(total);
  let place = 0;
  let last = -1;
  for (const key of keys) {
    const band = Math.floor(key / texts);
    const text = key - band * texts;
    if (band !== last) order[place++] = -1;
    last = band;
    const slot = next[text] ?? 0;
    next[text] = slot + 1;
    starts[slot] = place;
    order[place++] = text;
  }
  return { order, starts };
}
