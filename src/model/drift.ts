import { z } from 'zod';
import { Instant } from './instant.ts';
import { markNames, measureNames } from './page-signs.ts';
import { Snapshot } from './snapshot.ts';

/**
 * One sign in one direction. `fewer`: a field is found less often, a measure has fallen; `more`: the other way.
 */
export const SignSide = z.object({
  sign: z.enum([...markNames, ...measureNames, 'volume']),
  side: z.enum(['fewer', 'more']),
});
export type SignSide = z.infer<typeof SignSide>;

export const DriftSign = SignSide.extend({
  /** The share of pages (0–1), or the median of the measure, that was usual; articles a day for `volume`. */
  usual: z.number(),
  /** The same since the change. */
  found: z.number(),
  /** Pages (days for `volume`) since the change when it was told. */
  after: z.int().positive(),
  at: Instant,
});
export type DriftSign = z.infer<typeof DriftSign>;

/** `open` waits for a person; `passed`: the site is again as it was, by itself. */
export const DriftState = z.enum(['open', 'repaired', 'accepted', 'passed']);
export type DriftState = z.infer<typeof DriftState>;

/** A change of a site's pages (a new layout, mostly) that was found by what is read of them. */
export const Drift = z.object({
  id: z.string(),
  site: z.string(),
  state: DriftState,
  /** `hold`: fields suffer, and pages that show it are quarantined; `notice`: something is new, nothing is missing. */
  severity: z.enum(['hold', 'notice']),
  /** The first page that shows it. */
  sinceUrl: z.url().nullable(),
  since: Instant,
  openedAt: Instant,
  signs: z.array(DriftSign).min(1),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
});
export type Drift = z.infer<typeof Drift>;

/** A page that is kept from the store until a doubt has passed or a person has decided. */
export const HeldPage = z.object({
  url: z.url(),
  site: z.string(),
  snapshot: Snapshot,
  heldAt: Instant,
  /** One sentence. */
  reason: z.string(),
  signs: z.array(SignSide).min(1),
  /** The drift it belongs to; null: a doubt that may pass. */
  driftId: z.string().nullable(),
});
export type HeldPage = z.infer<typeof HeldPage>;
