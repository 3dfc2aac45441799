const fewestLetters = 12;
/** A sign of Chinese, Japanese or Korean says as much as three letters. */
const wideFrom = 0x2e80;
const wideWorth = 3;

/** What a page says, as one number a run of text: enough to tell whether another page says the same. */
export type TextPrints = {
  /** Hashes of 32 bits with a sign, in page order; runs too short to say anything are left out. */
  runs: number[];
  /** Letters in each of them. */
  sizes: number[];
  /** One hash of all of them in their order, digits and all. */
  whole: number;
};

/** A page that has more to say is told apart by its beginning. */
const mostRuns = 1_000;

/** Of FNV-1a, as a number with a sign: the engine keeps those of 32 bits as they are, and all others as objects. */
const seed = 0x811c9dc5 | 0;

/** What nothing was said on yet. */
export const noPrints = (): TextPrints => ({ runs: [], sizes: [], whole: seed });

/**
 * Adds one run of text, given as its code units. In the runs, digits and spaces do not count: "3 May 2031" says the same as "4 May 2032", and so do the cells of
 * a calendar.
 */
export function addRun(prints: TextPrints, codes: Uint16Array, start: number, end: number): void {
  if (end - start < fewestLetters / wideWorth || prints.runs.length >= mostRuns) return;
  let hash = seed;
  let letters = 0;
  let { whole } = prints;
  for (let at = start; at < end; at++) {
    let code = codes[at] ?? 0;
    // Word by word: a branch that each sign may take otherwise would cost as much as all the rest.
    for (; code >= 65 && at < end; code = codes[++at] ?? 0) {
      hash = Math.imul(hash ^ code, 0x01000193);
      letters += code < wideFrom ? 1 : wideWorth;
    }
    // Letters come into the whole by their hash, so what stands between them comes in with its place.
    if (code > 32 && at < end) whole = Math.imul(whole ^ code ^ (letters << 7), 0x01000193);
  }
  if (letters < fewestLetters) return;
  prints.runs.push(hash ^ (hash >>> 15));
  prints.sizes.push(letters);
  prints.whole = Math.imul(whole ^ hash, 0x01000193);
}

/** Letters in all that a page says. */
export function lettersIn({ sizes }: TextPrints): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}
