import { bareTitle } from './bare-title.ts';
import { canonicalUnits, maxUnits } from './canonical-units.ts';
import { hashUnits, hashWindows, mixBits } from './hash-units.ts';
import { sampleShingles } from './sample-shingles.ts';
import { type MarkedUnits, sampleSlots } from './sample-slots.ts';
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
};

const shingleLimit = 128;
const slotLimit = 64;
const titleLimit = 48;
const titleRun = 5;
const titleLength = 200;
const bandLimit = 20;

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

/**
 * Keys that near-duplicates probably share, most telling first: the first shingles of the sample, each with what
 * follows it. What is contained in a longer text keeps its place among the smallest of the longer one, so an
 * excerpt of a third shares about a third of the keys.
 */
export function sketchBands({ shingles, followers }: TextSketch): number[] {
  const bands: number[] = [];
  for (let i = 0; i < shingles.length && i < bandLimit; i++) {
    bands.push(mixBits((shingles[i] ?? 0) ^ Math.imul(followers[i] ?? 0, 0x9e3779b1)) >>> 0);
  }
  return bands;
}
