import type { Relation } from '../model/article.ts';
import { overlap } from './overlap.ts';
import type { TextSketch } from './text-sketch.ts';

/** What is known of a member when it is held against the story's original. */
export type Relatable = { sketch: TextSketch; revisionMarks: number };

/** Below this share of the original a text is an excerpt; chosen on one half of the labelled set. */
const excerptBelow = 0.55;

/** Below this share the texts have too little in common to tell slips from gaps. */
const leastSurvival = 0.4;

/**
 * How a member stands to the original, and how much of the shorter of the two is common (0 … 1, two decimals).
 * A text that says of itself that it was updated is a revision, however much was added or dropped.
 */
export function relateMember(
  member: Relatable,
  original: Relatable,
): { relation: Relation; similarity: number } {
  const common = overlap(original.sketch, member.sketch);
  const similarity = common.shared / Math.max(1, Math.min(common.first, common.second));
  // A shingle of a copied stretch survives slips and new words about as often as what follows one does.
  const survival = Math.max(leastSurvival, common.followed / Math.max(1, common.shared));
  const coverage = common.shared / Math.max(1, common.first) / survival;
  let relation: Relation = 'copy';
  if (member.revisionMarks > original.revisionMarks) relation = 'revision';
  else if (coverage < excerptBelow) relation = 'excerpt';
  return { relation, similarity: Math.round(similarity * 100) / 100 };
}
