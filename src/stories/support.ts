import type { TextSketch } from './text-sketch.ts';

/** How far a text agrees with what the story's texts have in common. */
export type Agreement = {
  /** Share of the common text that it has: low for an excerpt. */
  coverage: number;
  /** Share of it that others have too: low where brand names, links or boilerplate were put in. */
  supported: number;
};

/** So many texts are enough to know what a story's texts have in common. */
const mostAsked = 48;
/** A shingle belongs to the common text when this share of the texts have it, and at least two. */
const commonShare = 0.3;

/** @param sketches in an order that does not depend on when they came */
export function agreements(sketches: readonly TextSketch[]): Agreement[] {
  const asked = sketches.slice(0, mostAsked);
  // An incomplete sample is silent above its largest hash; with the lowest of these bounds all can be asked alike.
  const bound = Math.min(
    ...asked.map(({ complete, shingles }) => (complete ? 2 ** 32 : (shingles.at(-1) ?? 0))),
  );
  holders.begin(asked.reduce((sum, { shingles }) => sum + shingles.length, 0));
  for (const { shingles } of asked) {
    for (let i = 0; i < shingles.length && (shingles[i] ?? 0) <= bound; i++) holders.add(shingles[i] ?? 0);
  }
  const least = Math.max(2, Math.ceil(asked.length * commonShare));
  const common = holders.atLeast(least);
  return sketches.map(({ shingles }) => {
    let own = 0;
    let supported = 0;
    let covered = 0;
    for (; own < shingles.length && (shingles[own] ?? 0) <= bound; own++) {
      const count = holders.count(shingles[own] ?? 0);
      if (count >= 2) supported++;
      if (count >= least) covered++;
    }
    return {
      coverage: common ? covered / common : 1,
      supported: own ? supported / own : 1,
    };
  });
}

const mostPlaces = 16_384;
const keys = new Uint32Array(mostPlaces);
const counts = new Uint8Array(mostPlaces);

/** How many texts hold a shingle: a table with open addressing, since a Map would cost more than all the rest. */
const holders = {
  places: mostPlaces,

  /** At least twice as many places as shingles can come, so that a search ends soon. */
  begin(most: number): void {
    this.places = 256;
    while (this.places < 2 * most && this.places < mostPlaces) this.places *= 2;
    counts.fill(0, 0, this.places);
  },
  place(hash: number): number {
    const last = this.places - 1;
    let place = hash & last;
    while (counts[place] !== 0 && keys[place] !== hash) place = (place + 1) & last;
    return place;
  },
  add(hash: number): void {
    const place = this.place(hash);
    keys[place] = hash;
    counts[place] = (counts[place] ?? 0) + 1;
  },
  count(hash: number): number {
    return counts[this.place(hash)] ?? 0;
  },
  atLeast(least: number): number {
    let found = 0;
    for (let place = 0; place < this.places; place++) if ((counts[place] ?? 0) >= least) found++;
    return found;
  },
};
