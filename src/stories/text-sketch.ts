import { bareTitle } from './bare-title.ts';
import { canonicalUnits } from './canonical-units.ts';
import { type HashedWindows, hashUnits, hashWindows, mixBits, windowUnits } from './hash-units.ts';
import { keepHalves, keepWords } from './kept-lists.ts';
import { sampleShingles, shingleBound } from './sample-shingles.ts';
import { type MarkedUnits, sampleSlots } from './sample-slots.ts';
import { shortText } from './short-text.ts';
import { smallestHashes } from './smallest-hashes.ts';

/** What matching keeps of one text: about 1.2 kB, whatever the length of the text. */
export type TextSketch = {
  /** Length of the canonical text in units, at most `maxUnits`. */
  units: number;
  /** True where `shingles` holds every shingle of the text. */
  complete: boolean;
  /** The smallest shingle hashes, ascending, each once, and a hash of what follows each of them. */
  shingles: Uint32Array;
  followers: Uint16Array;
  /** Numbers and names under the hash of their surroundings, ascending. @see sampleSlots */
  slotContexts: Uint32Array;
  slotValues: Uint16Array;
  /** Hashes of the title's runs of 5 units, ascending, each once; empty for a title shorter than that. */
  title: Uint32Array;
  /** Keys of the smallest shingles of the text's first stretch, ascending: an opening has them whatever its length. */
  opening: Uint32Array;
  /** The units themselves of a text up to `shortText` units; empty for a longer one. */
  short: Uint16Array;
};

const shingleLimit = 128;
const slotLimit = 64;
const titleLimit = 48;
const titleRun = 5;
const titleLength = 200;
const bandLimit = 20;
/** The stretch that opens a text, in units: some 80 words. */
const openingUnits = 480;
const openingLimit = 4;

const noUnits = new Uint16Array();

export function textSketch({ title, body }: { title: string | null; body: string }): TextSketch {
  const head = titleUnits(title ?? '');
  const text = canonicalUnits(body);
  const hashed = hashWindows(text.units, shingleBound(text.units.length, shingleLimit));
  const { hashes, followers, complete } = sampleShingles(hashed, shingleLimit);
  const slots = sampleSlots(text, hashed, head, slotLimit);
  return {
    units: text.units.length,
    complete,
    shingles: hashes,
    followers,
    slotContexts: slots.contexts,
    slotValues: slots.values,
    title: titleHashes(head),
    opening: openingKeys(hashed),
    short: text.units.length <= shortText ? keepHalves(text.units, text.units.length) : noUnits,
  };
}

/** Copied, since the body's units come into the same place. */
function titleUnits(title: string): MarkedUnits {
  const { units, marks } = canonicalUnits(bareTitle(title.slice(0, titleLength)));
  return { units: keepHalves(units, units.length), marks: keepWords(marks, marks.length) };
}

function titleHashes({ units }: MarkedUnits): Uint32Array {
  smallestHashes.begin();
  for (let end = titleRun; end <= units.length; end++)
    smallestHashes.add(hashUnits(units, end - titleRun, end), 0);
  const kept = smallestHashes.end(titleLimit, 'first');
  return keepWords(kept.hashes, kept.count);
}

/** What follows makes a shingle more telling: the phrases of all news are left behind. */
const key = (shingle: number, follower: number) => mixBits(shingle ^ Math.imul(follower, 0x9e3779b1)) >>> 0;

const smallest = new Float64Array(openingLimit);
const places = new Int32Array(openingLimit);
const keys = new Uint32Array(openingLimit);

/** The small hashes are nearly always enough; so few are wanted that they need no sorting. */
function openingKeys(hashed: HashedWindows): Uint32Array {
  const { windows, count, low, lows } = hashed;
  const end = Math.min(count - windowUnits, openingUnits);
  let kept = 0;
  for (let i = 0; i < lows; i++) {
    const start = low[i] ?? 0;
    if (start >= end) break;
    kept = keepSmallest((windows[start] ?? 0) >>> 0, start, kept);
  }
  if (kept < openingLimit) {
    kept = 0;
    for (let start = 0; start < end; start++) kept = keepSmallest((windows[start] ?? 0) >>> 0, start, kept);
  }
  for (let i = 0; i < kept; i++) {
    keys[i] = key(smallest[i] ?? 0, (windows[(places[i] ?? 0) + windowUnits] ?? 0) & 0xffff);
  }
  return keepWords(keys, kept).sort();
}

/** Puts a hash among the `kept` smallest, if it is one of them, and tells how many there are then. */
function keepSmallest(hash: number, start: number, kept: number): number {
  const isFull = kept === openingLimit;
  if (isFull && hash >= (smallest[kept - 1] ?? 0)) return kept;
  let at = isFull ? kept - 1 : kept;
  while (at > 0 && (smallest[at - 1] ?? 0) > hash) at--;
  // Said again: its first place stays.
  if (at > 0 && smallest[at - 1] === hash) return kept;
  for (let i = Math.min(kept, openingLimit - 1); i > at; i--) {
    smallest[i] = smallest[i - 1] ?? 0;
    places[i] = places[i - 1] ?? 0;
  }
  smallest[at] = hash;
  places[at] = start;
  return isFull ? kept : kept + 1;
}

/** A title of fewer runs is shared by texts that have nothing else in common. */
const fewestTitleRuns = 8;

/**
 * Keys that near-duplicates probably share, most telling first: the first shingles of the sample, each with what
 * follows it. What is contained in a longer text keeps its place among the smallest of the longer one, so an
 * excerpt of a third shares about a third of these. The keys of the opening come first, and that of the title: some
 * sentences out of a long text, in another order, may have no other key in common with it.
 */
export function sketchBands({ shingles, followers, opening, title }: TextSketch): number[] {
  const bands: number[] = [];
  if (title.length >= fewestTitleRuns) bands.push(key(title[0] ?? 0, title[1] ?? 0));
  for (const band of opening) bands.push(band);
  for (let i = 0; i < shingles.length && bands.length < bandLimit; i++) {
    const band = key(shingles[i] ?? 0, followers[i] ?? 0);
    if (!bands.includes(band)) bands.push(band);
  }
  return bands;
}
