import type { Overlap } from './overlap.ts';

/**
 * Do two texts tell one story, in the same words? A function of the two alone, so the answer does not depend on
 * which other texts are known. The thresholds are explained and measured in docs/stories.md.
 */
export function isSameStory(common: Overlap): boolean {
  return hasEnough(common) && !isTemplate(common);
}

/** Under one title a smaller part is enough; without a title the part must be most of the shorter text. */
function hasEnough({ shared, first, second, title }: Overlap): boolean {
  const contained = shared / Math.max(1, Math.min(first, second));
  if (title !== null && title >= 0.5) return shared >= 4 && contained >= 0.15;
  return shared >= 12 && contained >= 0.6;
}

/** With fewer numbers and names than this in common surroundings, their values tell little. */
const fewestSlots = 5;

/**
 * Texts made from one template share its words, in runs that end at each number or name; copies share long runs
 * and put the same numbers and names in the same places.
 */
function isTemplate(common: Overlap): boolean {
  const { shared, followed, sameNumbers, otherNumbers, sameNames, otherNames } = common;
  const broken = 1 - (followed + 2) / (shared + 2);
  const other = otherNumbers + otherNames;
  const slots = other + sameNumbers + sameNames;
  if (slots < fewestSlots) return broken >= 0.5;
  return 1.5 * broken + other / slots >= 0.3;
}
