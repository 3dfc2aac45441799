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

/**
 * Symmetrical but for `first` and `second`; one pass over sorted lists. Which of two numbers is the larger can't be foreseen,
 * so the passes count on without a branch: that takes a third off.
 */
export function overlap(a: TextSketch, b: TextSketch): Overlap {
  return {
    ...sharedShingles(a, b),
    ...sharedSlots(a, b),
    title: titleOverlap(a.title, b.title),
  };
}

export function sharedShingles(
  a: TextSketch,
  b: TextSketch,
): Pick<Overlap, 'shared' | 'first' | 'second' | 'followed'> {
  const left = a.shingles;
  const right = b.shingles;
  // Above its own largest hash an incomplete sample says nothing.
  const first = b.complete ? left.length : countUpTo(left, right[right.length - 1] ?? 0);
  const second = a.complete ? right.length : countUpTo(right, left[left.length - 1] ?? 0);
  let shared = 0;
  let followed = 0;
  let i = 0;
  let j = 0;
  while (i < first && j < second) {
    const x = left[i] ?? 0;
    const y = right[j] ?? 0;
    if (x === y) {
      shared++;
      if (a.followers[i] === b.followers[j]) followed++;
    }
    i += Number(x <= y);
    j += Number(y <= x);
  }
  return { shared, followed, first, second };
}

/** How many of the ascending numbers are not above `bound`. */
function countUpTo(ascending: Uint32Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function sharedSlots(
  a: TextSketch,
  b: TextSketch,
): Pick<Overlap, 'sameNumbers' | 'otherNumbers' | 'sameNames' | 'otherNames'> {
  const left = a.slotContexts;
  const right = b.slotContexts;
  let [sameNumbers, otherNumbers, sameNames, otherNames] = [0, 0, 0, 0];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const x = left[i] ?? 0;
    const y = right[j] ?? 0;
    if (x === y) {
      const same = a.slotValues[i] === b.slotValues[j];
      if ((x & 1) === 0) {
        if (same) sameNumbers++;
        else otherNumbers++;
      } else if (same) sameNames++;
      else otherNames++;
      // Nothing that may follow would outweigh so many contradictions.
      if (otherNumbers >= 6 && otherNumbers > 3 * (sameNumbers + sameNames)) break;
    }
    i += Number(x <= y);
    j += Number(y <= x);
  }
  return { sameNumbers, otherNumbers, sameNames, otherNames };
}

/** A title of fewer runs than this ("What") tells nothing. */
const fewestRuns = 5;

export function titleOverlap(left: Uint32Array, right: Uint32Array): number | null {
  const least = Math.min(left.length, right.length);
  if (least < fewestRuns) return null;
  let shared = 0;
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const x = left[i] ?? 0;
    const y = right[j] ?? 0;
    if (x === y) shared++;
    i += Number(x <= y);
    j += Number(y <= x);
  }
  return shared / least;
}
