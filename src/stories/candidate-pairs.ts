/** Members of one bucket that are looked at for each text: the nearest in order. */
const perBand = 48;
/** Texts that share a band without being one story: after so many of them the rest is taken for the same kind. */
const mostStrangers = 16;

/** A number of this size and a band, or a nearness, make one number without loss. */
const mostTexts = 2 ** 21;
const nearnessSteps = 2 ** 24;
/** Others of one text that can be found: `perBand` in each of its bands, of which a sketch gives 20. */
const mostFound = 1_024;

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
  const found = new Int32Array(mostFound);
  const byNearness = new Float64Array(mostFound);
  let at = 0;
  for (let text = 0; text < bands.length; text++) {
    let count = 0;
    const end = at + (bands[text]?.length ?? 0);
    for (; at < end; at++) {
      const place = places[at] ?? 0;
      const first = firsts[at] ?? 0;
      // What many texts share (boilerplate, the words of a template) tells less than what few share.
      const weight = 1 / Math.sqrt(place - first + 1);
      const last = Math.max(first, place - perBand);
      for (let back = place - 1; back >= last && count < mostFound; back--) {
        const other = order[back] ?? 0;
        if (other === text) continue;
        if (seenBy[other] === text) nearness[other] = (nearness[other] ?? 0) + weight;
        else {
          seenBy[other] = text;
          nearness[other] = weight;
          found[count++] = other;
        }
      }
    }
    // Nearness and number in one, so that plain numbers are sorted; of equally near ones the later text first.
    for (let i = 0; i < count; i++) {
      const other = found[i] ?? 0;
      byNearness[i] = Math.round((nearness[other] ?? 0) * nearnessSteps) * mostTexts + other;
    }
    const sorted = byNearness.subarray(0, count).sort();
    let strangers = 0;
    for (let i = count - 1; i >= 0 && strangers < mostStrangers; i--) {
      if (!meet(text, (sorted[i] ?? 0) % mostTexts)) strangers++;
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
  if (bands.length > mostTexts)
    throw new RangeError(`${bands.length} texts; at most ${mostTexts} can be clustered at once`);
  // Where the next band of each text is to be noted.
  const next = new Int32Array(bands.length + 1);
  let n = 0;
  for (let text = 0; text < bands.length; text++) {
    for (const band of bands[text] ?? []) keys[n++] = band * mostTexts + text;
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
    const band = Math.floor(key / mostTexts);
    const text = key - band * mostTexts;
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
