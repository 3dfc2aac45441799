import type { TextSketch } from './text-sketch.ts';

/** What two sketches have in common. */
export type Overlap = {
  /** Sampled shingles of both texts below the common bound, and the number of those of each. */
  shared: number;
  first: number;
  second: number;
  /** Shared shingles that go on alike in both texts. */
  followed: number;
  /** Numbers, and names, that stand in the same surroundings: with the same value, with another one. */
  sameNumbers: number;
  otherNumbers: number;
  sameNames: number;
  otherNames: number;
  /** Share of the shorter title that stands in the longer one; null where one has no title to speak of. */
  title: number | null;
};

/** Symmetrical but for `first` and `second`; one pass over sorted lists. */
export function overlap(a: TextSketch, b: TextSketch): Overlap {
  return { ...sharedShingles(a, b), ...sharedSlots(a, b), title: titleOverlap(a.title, b.title) };
}

function sharedShingles(a: TextSketch, b: TextSketch) {
  const left = a.shingles;
  const right = b.shingles;
  // Above its own largest hash an incomplete sample says nothing.
  const bound = Math.min(
    a.complete ? Number.POSITIVE_INFINITY : (left.at(-1) ?? 0),
    b.complete ? Number.POSITIVE_INFINITY : (right.at(-1) ?? 0),
  );
  let shared = 0;
  let followed = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    const x = i < left.length ? (left[i] ?? 0) : Number.POSITIVE_INFINITY;
    const y = j < right.length ? (right[j] ?? 0) : Number.POSITIVE_INFINITY;
    const least = Math.min(x, y);
    if (least > bound || least === Number.POSITIVE_INFINITY) break;
    if (x === y) {
      shared++;
      if (a.followers[i] === b.followers[j]) followed++;
    }
    if (x === least) i++;
    if (y === least) j++;
  }
  return { shared, followed, first: i, second: j };
}

function sharedSlots(a: TextSketch, b: TextSketch) {
  const counts = { sameNumbers: 0, otherNumbers: 0, sameNames: 0, otherNames: 0 };
  const left = a.slotContexts;
  const right = b.slotContexts;
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const x = left[i] ?? 0;
    const y = right[j] ?? 0;
    if (x === y) {
      const same = a.slotValues[i] === b.slotValues[j];
      if ((x & 1) === 0) counts[same ? 'sameNumbers' : 'otherNumbers']++;
      else counts[same ? 'sameNames' : 'otherNames']++;
    }
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return counts;
}

/** A title of fewer runs than this ("What") tells nothing. */
const fewestRuns = 5;

function titleOverlap(left: Uint32Array, right: Uint32Array): number | null {
  const least = Math.min(left.length, right.length);
  if (least < fewestRuns) return null;
  let shared = 0;
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const x = left[i] ?? 0;
    const y = right[j] ?? 0;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return shared / least;
}
