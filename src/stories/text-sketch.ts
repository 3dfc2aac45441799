import { bareTitle } from './bare-title.ts';
import { canonicalUnits, maxUnits } from './canonical-units.ts';
import { hashUnits, hashWindows, mixBits, windowUnits } from './hash-units.ts';
import { sampleShingles } from './sample-shingles.ts';
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

// Filled anew for each text.
const windows = new Int32Array(maxUnits);

export function textSketch({ title, body }: { title: string | null; body: string }): TextSketch {
  const head = titleUnits(title ?? '');
  const text = canonicalUnits(body);
  const count = hashWindows(text.units, windows);
  const { hashes, followers, complete } = sampleShingles(windows, count, shingleLimit);
  const slots = sampleSlots(text, windows, count, head, slotLimit);
  return {
    units: text.units.length,
    complete,
    shingles: hashes,
    followers,
    slotContexts: slots.contexts,
    slotValues: slots.values,
    title: titleHashes(head),
    opening: openingKeys(windows, count),
    short: text.units.length <= shortText ? text.units.slice() : noUnits,
  };
}

/** Copied, since the body's units come into the same place. */
function titleUnits(title: string): MarkedUnits {
  const { units, marks } = canonicalUnits(bareTitle(title.slice(0, titleLength)));
  return { units: units.slice(), marks: marks.slice() };
}

function titleHashes({ units }: MarkedUnits): Uint32Array {
  smallestHashes.begin();
  for (let end = titleRun; end <= units.length; end++)
    smallestHashes.add(hashUnits(units, end - titleRun, end), 0);
  const kept = smallestHashes.end(titleLimit, 'first');
  return kept.hashes.slice(0, kept.count);
}

/** What follows makes a shingle more telling: the phrases of all news are left behind. */
const key = (shingle: number, follower: number) => mixBits(shingle ^ Math.imul(follower, 0x9e3779b1)) >>> 0;

const smallest = new Float64Array(openingLimit);
const places = new Int32Array(openingLimit);

/** So few that they are found in one look over the stretch, without sorting it. */
function openingKeys(windows: Int32Array, count: number): Uint32Array {
  const end = Math.min(count - windowUnits, openingUnits);
  let kept = 0;
  let highest = Number.POSITIVE_INFINITY;
  for (let start = 0; start < end; start++) {
    const hash = (windows[start] ?? 0) >>> 0;
    if (hash >= highest) continue;
    let at = kept < openingLimit ? kept : openingLimit - 1;
    while (at > 0 && (smallest[at - 1] ?? 0) > hash) at--;
    // Said again: its first place stays.
    if (at > 0 && smallest[at - 1] === hash) continue;
    smallest.copyWithin(at + 1, at, openingLimit - 1);
    places.copyWithin(at + 1, at, openingLimit - 1);
    smallest[at] = hash;
    places[at] = start;
    if (kept < openingLimit) kept++;
    if (kept === openingLimit) highest = smallest[openingLimit - 1] ?? 0;
  }
  const keys = new Uint32Array(kept);
  for (let i = 0; i < kept; i++) {
    keys[i] = key(smallest[i] ?? 0, (windows[(places[i] ?? 0) + windowUnits] ?? 0) & 0xffff);
  }
  return keys.sort();
}

/**
 * Keys that near-duplicates probably share, most telling first: the first shingles of the sample, each with what
 * follows it. What is contained in a longer text keeps its place among the smallest of the longer one, so an
 * excerpt of a third shares about a third of these. The keys of the opening come first.
 */
export function sketchBands({ shingles, followers, opening }: TextSketch): number[] {
  const bands = new Set(opening);
  for (let i = 0; i < shingles.length && bands.size < bandLimit; i++) {
    bands.add(key(shingles[i] ?? 0, followers[i] ?? 0));
  }
  return [...bands];
}
