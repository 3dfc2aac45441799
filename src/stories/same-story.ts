import { type Overlap, sharedShingles, sharedSlots, titleOverlap } from './overlap.ts';
import type { TextSketch } from './text-sketch.ts';

/**
 * Do two texts tell one story, in the same words? A function of the two alone, so the answer does not depend on
 * which other texts are known. The thresholds are explained and measured in docs/stories.md.
 */
export function isSameStory(a: TextSketch, b: TextSketch): boolean {
  // The cheap question first: it answers for most texts of one template.
  const slots = sharedSlots(a, b);
  if (isTemplate(slots, 0)) return false;
  const shingles = sharedShingles(a, b);
  if (!hasEnough(shingles, () => titleOverlap(a.title, b.title))) return false;
  return !isTemplate(slots, brokenShare(shingles));
}

type Shingles = ReturnType<typeof sharedShingles>;
type Slots = ReturnType<typeof sharedSlots>;

/** Under one title a smaller part is enough; without a title the part must be most of the shorter text. */
function hasEnough({ shared, first, second }: Shingles, title: () => Overlap['title']): boolean {
  const contained = shared / Math.max(1, Math.min(first, second));
  if (shared < 4 || contained < 0.15) return false;
  return (shared >= 12 && contained >= 0.6) || (title() ?? 0) >= 0.5;
}

/** Share of the common shingles after which the two texts part. Two are added to both, since few tell little. */
function brokenShare({ shared, followed }: Shingles): number {
  return 1 - (followed + 2) / (shared + 2);
}

/** With fewer numbers and names than this in common surroundings, their values tell little. */
const fewestSlots = 5;

/**
 * Texts made from one template share its words, in runs that end at each number or name; copies share long runs
 * and put the same numbers and names in the same places.
 */
function isTemplate({ sameNumbers, otherNumbers, sameNames, otherNames }: Slots, broken: number): boolean {
  const other = otherNumbers + otherNames;
  const slots = other + sameNumbers + sameNames;
  if (slots < fewestSlots) return broken >= 0.5;
  return 1.5 * broken + other / slots >= 0.3;
}
