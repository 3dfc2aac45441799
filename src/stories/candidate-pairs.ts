/** Members of one bucket that are looked at for each text: the nearest in order. */
const perBand = 48;
/** Texts that share a band without being one story: after so many of them the rest is taken for the same kind. */
const mostStrangers = 24;

/**
 * Lets each text meet the earlier ones that share a band with it, those first that share the rarest bands. The
 * work for a text is bounded, however many share its bands.
 *
 * @param bands of each text, in an order of the texts that depends on the texts alone
 * @param meet gets two indexes, the second below the first; false: the two are strangers
 */
export function candidatePairs(
  bands: readonly (readonly number[])[],
  meet: (text: number, earlier: number) => boolean,
): void {
  const { order, places, firsts } = buckets(bands);
  const seenBy = new Int32Array(bands.length).fill(-1);
  const nearness = new Float64Array(bands.length);
  let at = 0;
  for (let text = 0; text < bands.length; text++) {
    const found: number[] = [];
    const end = at + (bands[text]?.length ?? 0);
    for (; at < end; at++) {
      const place = places[at] ?? 0;
      const first = firsts[at] ?? 0;
      // What many texts share (boilerplate, the words of a template) tells less than what few share.
      const weight = 1 / Math.sqrt(place - first + 1);
      for (let back = place - 1; back >= first && back >= place - perBand; back--) {
        const other = order[back] ?? 0;
        if (other === text) continue;
        if (seenBy[other] === text) nearness[other] = (nearness[other] ?? 0) + weight;
        else {
          seenBy[other] = text;
          nearness[other] = weight;
          found.push(other);
        }
      }
    }
    if (found.length > 1) found.sort((a, b) => (nearness[b] ?? 0) - (nearness[a] ?? 0) || b - a);
    let strangers = 0;
    for (let i = 0; i < found.length && strangers < mostStrangers; i++) {
      if (!meet(text, found[i] ?? 0)) strangers++;
    }
  }
}

/**
 * All bands in one sorted list, so that the texts of one bucket stand side by side, ascending. For each band of
 * each text, in order of the texts: its place in that list, and the first place of its bucket.
 */
function buckets(bands: readonly (readonly number[])[]) {
  const total = bands.reduce((sum, list) => sum + list.length, 0);
  const keys = new Float64Array(total);
  const texts = 2 ** 21;
  if (bands.length > texts)
    throw new RangeError(`${bands.length} texts; at most ${texts} can be clustered at once`);
  // Where the next band of each text is to be noted.
  const next = new Int32Array(bands.length + 1);
  let n = 0;
  for (let text = 0; text < bands.length; text++) {
    for (const band of bands[text] ?? []) keys[n++] = band * texts + text;
    next[text + 1] = n;
  }
  keys.sort();
  const order = new Int32Array(total);
  const places = new Int32Array(total);
  const firsts = new Int32Array(total);
  let first = 0;
  let last = -1;
  for (let place = 0; place < total; place++) {
    const key = keys[place] ?? 0;
    const band = Math.floor(key / texts);
    const text = key - band * texts;
    if (band !== last) first = place;
    last = band;
    const slot = next[text] ?? 0;
    next[text] = slot + 1;
    order[place] = text;
    places[slot] = place;
    firsts[slot] = first;
  }
  return { order, places, firsts };
}
