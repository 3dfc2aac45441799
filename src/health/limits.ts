/**
 * What decides between "as usual" and "changed". Each sign is watched by Page's CUSUM in each direction: a running sum of
 * log-likelihood ratios that is never below 0. By Wald's inequality such a sum reaches h on unchanged pages no more often
 * than once in e^h of them. Some 30 sums are watched, and there is to be at most one false alarm in 10,000 pages:
 * h = ln(30 × 10,000) = 12.6, with a reserve of four times for what is not yet known of a site.
 *
 * @see E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954; G. Lorden, Ann. Math. Statist. 42, 1971
 */
export const limits = {
  /** A change is told. */
  told: 14,
  /** Pages that show a doubt of this size are held: it takes two unusual pages in a row. */
  held: 6,
  /** The most that one page may say: four odd ones in a row are the fewest that make a change. */
  pageMost: 3.5,
  /** Pages that are only learned from, of a site; of a template before it is known better than its site. */
  learnPages: 40,
  /** A field is watched where it usually stands on so many pages: of a rarer one, 20 pages tell too little. */
  leastShare: 0.6,
  /** What is looked for: a field that is found four times more seldom. */
  drop: 0.25,
  /** What is looked for in a measure: a median that moves by 1.5 standard deviations. */
  shift: 1.5,
  /** Beyond so many deviations all values say the same. */
  clip: 3,
  /** Far values that are reckoned with beside the ones that were seen: some eighty values do not show every tail. */
  unseen: 3,
  /** A measure deviates by so much at least (about 15 %), however equal the pages were so far. */
  leastDeviation: 0.15,
  /** Values that a measure is known by: at least, and kept. */
  leastValues: 20,
  keptValues: 80,
  /** Older pages weigh less: counts are kept at about so many. */
  keptPages: 400,
  /** What is in doubt for longer is learned as usual. */
  pendingMost: 60,
  templates: 4,
  shapes: 40,
  recent: 60,
  verdicts: 150,
  days: 42,
  /** Pages of one form of address, and the share of them that are articles, before another kind is odd. */
  shapePages: 12,
  shapeShare: 0.9,
} as const;
