import { sharedShingles, sharedSlots, titleOverlap } from './overlap.ts';
import type { TextSketch } from './text-sketch.ts';

/**
 * Do two texts tell one story, in the same words? A function of the two alone, so the answer does not depend on
 * which other texts are known.
 */
export function isSameStory(a: TextSketch, b: TextSketch): boolean {
  const slots = sharedSlots(a, b);
  // The cheap question first: it answers for most texts of one template.
  if (slots.otherNumbers >= 3 && 3 * slots.otherNumbers > 2 * slots.sameNumbers) return false;
  const shingles = sharedShingles(a, b);
  if (shingles.shared < fewestShared || contained(shingles) < leastContained) return false;
  if (isNearlyEqual(shingles, slots)) return true;
  const title = titleOverlap(a.title, b.title);
  if (!hasEnough(shingles, title, lengthRatio(a, b))) return false;
  return isSameHeadline(title, slots) || score(shingles, slots, title) > leastScore;
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

/** Much of both may be other matter (lists of links, comments) where the headline and all facts agree. */
function isSameHeadline(
  title: number | null,
  { sameNumbers, otherNumbers, sameNames, otherNames }: Slots,
): boolean {
  return title !== null && title >= 0.95 && otherNumbers + otherNames === 0 && sameNumbers + sameNames >= 8;
}

function lengthRatio(a: TextSketch, b: TextSketch): number {
  return Math.max(a.units, b.units) / Math.max(1, Math.min(a.units, b.units));
}

/**
 * Under one title a smaller part is enough; without a title the part must be most of the shorter text. A text many
 * times as long that holds it under another title is a round-up: it would chain the stories that it tells of.
 */
function hasEnough(shingles: Shingles, title: number | null, ratio: number): boolean {
  const share = contained(shingles);
  if (shingles.shared >= 12 && share >= 0.6 && ratio <= (title === null ? 8 : 5)) return true;
  return (title ?? 0) >= (share < 0.4 ? 0.85 : 0.5);
}

/**
 * Logarithmic odds that two texts with so much in common are copies and not made from one template: weights of a
 * logistic regression over pairs of both kinds. All terms are shares, so that no one kind of evidence drowns the
 * others in a long text. How they were found and what they give: docs/stories.md.
 */
const weights = {
  start: -13.3,
  sameNumbers: 6,
  otherNumbers: -13,
  sameNames: 6.5,
  otherNames: -9,
  /** Share of the common runs that end where a longer copy would go on. */
  broken: -3,
  title: 3.5,
  noTitle: -1,
  contained: 10.5,
};
const leastScore = 1;
/** Added to the number of observations, so that one or two weigh little. */
const doubt = 2;
/** A text without numbers is not for that made from a template. */
const benefit = 0.5;

function score(shingles: Shingles, slots: Slots, title: number | null): number {
  const { shared, followed } = shingles;
  const { sameNumbers, otherNumbers, sameNames, otherNames } = slots;
  const numbers = sameNumbers + otherNumbers + doubt;
  const names = sameNames + otherNames + doubt;
  return (
    weights.start +
    (weights.sameNumbers * (sameNumbers + benefit) + weights.otherNumbers * otherNumbers) / numbers +
    (weights.sameNames * sameNames + weights.otherNames * otherNames) / names +
    (weights.broken * (shared - followed)) / (shared + doubt) +
    (title === null ? weights.noTitle : weights.title * title) +
    weights.contained * contained(shingles)
  );
}
