import type { TextSketch } from './text-sketch.ts';

/** How far a text agrees with what the story's texts have in common. */
export type Agreement = {
  /** Share of the common text that it has: low for an excerpt. */
  coverage: number;
  /** Share of it that others have too: low where brand names, links or boilerplate were put in. */
  supported: number;
};

/** So many texts are enough to know what a story's texts have in common. */
const mostAsked = 64;
/** A shingle belongs to the common text when this share of the texts have it, and at least two. */
const commonShare = 0.3;

/** @param sketches in an order that does not depend on when they came */
export function agreements(sketches: readonly TextSketch[]): Agreement[] {
  const asked = sketches.slice(0, mostAsked);
  // An incomplete sample is silent above its largest hash; with the lowest of these bounds all can be asked alike.
  const bound = Math.min(
    ...asked.map(({ complete, shingles }) => (complete ? 2 ** 32 : (shingles.at(-1) ?? 0))),
  );
  const holders = new Map<number, number>();
  for (const { shingles } of asked) {
    for (const hash of shingles) {
      if (hash > bound) break;
      holders.set(hash, (holders.get(hash) ?? 0) + 1);
    }
  }
  const least = Math.max(2, Math.ceil(asked.length * commonShare));
  let common = 0;
  for (const count of holders.values()) if (count >= least) common++;
  return sketches.map(({ shingles }) => {
    let own = 0;
    let supported = 0;
    let covered = 0;
    for (const hash of shingles) {
      if (hash > bound) break;
      own++;
      const count = holders.get(hash) ?? 0;
      if (count >= 2) supported++;
      if (count >= least) covered++;
    }
    return { coverage: common ? covered / common : 1, supported: own ? supported / own : 1 };
  });
}
