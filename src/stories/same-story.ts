import { sharedShingles, sharedSlots, titleOverlap } from './overlap.ts';
import type { TextSketch } from './text-sketch.ts';

/**
 * Do two texts tell one story, in the same words? A function of the two alone, so the answer does not depend on
 * which other texts are known.
 */
export function isSameStory(a: TextSketch, b: TextSketch): boolean {
  const slots = sharedSlots(a, b);
  // The cheap question first: it answers for most texts of one template.
  if (slots.otherNumbers >= 3 && slots.otherNumbers > slots.sameNumbers) return false;
  const shingles = sharedShingles(a, b);
  if (shingles.shared < fewestShared || contained(shingles) < leastContained) return false;
  if (isNearlyEqual(shingles, slots)) return true;
  const title = titleOverlap(a.title, b.title);
  return hasEnough(shingles, title) && score(shingles, slots, title) > leastScore;
}

type Shingles = ReturnType<typeof sharedShingles>;
type Slots = ReturnType<typeof sharedSlots>;

const fewestShared = 4;
const leastContained = 0.15;

/** Share of the text with fewer shingles that stands in the other. */
function contained({ shared, first, second }: Shingles): number {
  return shared / Math.max(1, Math.min(first, second));
}

/** Short texts may hold neither a number nor a name: then only the text itself can speak. */
function isNearlyEqual({ shared, first, second }: Shingles, { otherNumbers, otherNames }: Slots): boolean {
  return shared >= 12 && shared >= 0.9 * Math.max(first, second) && otherNumbers + otherNames === 0;
}

/** Under one title a smaller part is enough; without a title the part must be most of the shorter text. */
function hasEnough(shingles: Shingles, title: number | null): boolean {
  const share = contained(shingles);
  if (shingles.shared >= 12 && share >= 0.6) return true;
  return (title ?? 0) >= (share < 0.4 ? 0.85 : 0.5);
}

/**
 * Logarithmic odds that two texts with so much in common are copies and not made from one template: weights of a
 * logistic regression over pairs of both kinds. All terms are shares, so that no one kind of evidence drowns the
 * others in a long text. How they were found and what they give: docs/stories.md.
 */
const weights = {
  start: -14.3,
  sameNumbers: 6.9,
  otherNumbers: -16,
  sameNames: 5.7,
  otherNames: -6,
  /** Share of the common runs that end where a longer copy would go on. */
  broken: -3.9,
  title: 5.9,
  contained: 11.8,
};
const leastScore = 1;
/** Added to the number of observations, so that one or two weigh little. */
const doubt = 2;

function score(shingles: Shingles, slots: Slots, title: number | null): number {
  const { shared, followed } = shingles;
  const { sameNumbers, otherNumbers, sameNames, otherNames } = slots;
  const numbers = sameNumbers + otherNumbers + doubt;
  const names = sameNames + otherNames + doubt;
  return (
    weights.start +
    (weights.sameNumbers * sameNumbers + weights.otherNumbers * otherNumbers) / numbers +
    (weights.sameNames * sameNames + weights.otherNames * otherNames) / names +
    (weights.broken * (shared - followed)) / (shared + doubt) +
    weights.title * (title ?? 0) +
    weights.contained * contained(shingles)
  );
}
