import { windowUnits } from './hash-units.ts';
import { sharedShingles, sharedSlots, titleOverlap } from './overlap.ts';
import { type ShortDifference, shortDifference } from './short-text.ts';
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
  const title = titleOverlap(a.title, b.title);
  const areShort = a.short.length > 0 && b.short.length > 0;
  // Most texts of one template are told apart by their names and numbers, before they are read side by side.
  if (areShort && !mayBeShortStory(slots, title)) return false;
  const short = areShort ? shortDifference(a.short, b.short) : null;
  if (short && !isMoved(short, shingles, Math.min(a.units, b.units)))
    return isSameShortStory(short, Math.min(a.units, b.units), slots, title);
  if (isNearlyEqual(shingles, slots)) return true;
  const opens = isOpening(a, b);
  if (!hasEnough(shingles, title, lengthRatio(a, b), opens)) return false;
  if (opens && isWhollyContained(shingles, slots)) return true;
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
function hasEnough(shingles: Shingles, title: number | null, ratio: number, opens: boolean): boolean {
  const share = contained(shingles);
  const mostTimes = opens || title === null ? 8 : 5;
  if (shingles.shared >= 12 && share >= 0.6 && ratio <= mostTimes) return true;
  return (title ?? 0) >= (share < 0.4 ? 0.85 : 0.5);
}

/** Both begin alike: at least half of the keys of the one's opening are among the other's. */
function isOpening(a: TextSketch, b: TextSketch): boolean {
  let shared = 0;
  for (const each of a.opening) if (b.opening.includes(each)) shared++;
  return shared >= 2 && 2 * shared >= Math.min(a.opening.length, b.opening.length);
}

/** The shorter is the longer one's opening, word for word: so short a text may hold neither a number nor a name. */
function isWhollyContained(shingles: Shingles, { otherNumbers, otherNames }: Slots): boolean {
  const { shared, followed } = shingles;
  return (
    shared >= 12 &&
    contained(shingles) >= 0.93 &&
    followed >= 0.85 * shared &&
    otherNumbers + otherNames === 0
  );
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

/**
 * The same for two short texts, of which a template leaves little but its slots: they are read side by side. What is
 * only added, lost or misspelt speaks for a copy; another word in the same place speaks for a template, the more so in a
 * short text, where few names agree and under another title. Found like the weights above.
 */
const shortWeights = {
  start: -2.5,
  /** Places, a hundred units of text. */
  replaced: -2.3,
  /** Share of the text. */
  replacedUnits: -2.6,
  slips: 0.8,
  otherNames: -1.8,
  otherNumbers: -2.4,
  sameNumbers: 1.25,
  sameNames: 1.7,
  title: 1.2,
};
const leastShortScore = 1;
/** Share of the shorter text that a text in other spelling, or with additions, still has. */
const leastCommon = 0.6;

function isSameShortStory(
  { replaced, replacedUnits, slips, added, common }: ShortDifference,
  units: number,
  { sameNumbers, otherNumbers, sameNames, otherNames }: Slots,
  title: number | null,
): boolean {
  if (common < leastCommon * units) return false;
  if (replaced + otherNumbers + otherNames === 0) return true;
  const spelt =
    (shortWeights.replaced * replaced * 100) / units +
    (shortWeights.replacedUnits * replacedUnits) / units +
    shortWeights.slips * Math.min(mostSlips, slips + added);
  return shortFacts({ sameNumbers, otherNumbers, sameNames, otherNames }, title) + spelt > leastShortScore;
}

const mostSlips = 3;

/** What names, numbers and titles say of two short texts. */
function shortFacts(
  { sameNumbers, otherNumbers, sameNames, otherNames }: Slots,
  title: number | null,
): number {
  return (
    shortWeights.start +
    shortWeights.otherNames * otherNames +
    shortWeights.otherNumbers * otherNumbers +
    shortWeights.sameNumbers * Math.min(4, sameNumbers) +
    shortWeights.sameNames * Math.min(5, sameNames) +
    shortWeights.title * (title ?? 0)
  );
}

/** False where even texts with nothing replaced would not be one story. */
function mayBeShortStory(slots: Slots, title: number | null): boolean {
  if (slots.otherNumbers + slots.otherNames === 0) return true;
  return shortFacts(slots, title) + shortWeights.slips * mostSlips > leastShortScore;
}

/**
 * Sentences in another order look replaced to who reads side by side; yet more shingles are common than so many other
 * words would have left.
 */
function isMoved({ replaced, replacedUnits }: ShortDifference, shingles: Shingles, units: number): boolean {
  const left = 1 - (replacedUnits + windowUnits * replaced) / Math.max(1, units);
  return replacedUnits >= 0.15 * units && contained(shingles) > Math.max(0.78, left + 0.2);
}
