import type { Drift } from '../model/drift.ts';
import type { ProposedField, RepairProposal } from '../model/site-proposal.ts';

/** What was asked for cannot be done: the message says why. */
export class HealthDecisionError extends Error {
  readonly code = 'health-decision';
}

/** How a site is, in one word. `learning`: too few pages were seen; `new`: something is new, nothing suffers. */
export type SiteState = 'learning' | 'well' | 'doubt' | 'new' | 'changed';

export type SiteCondition = {
  site: string;
  state: SiteState;
  /** Looked at so far. */
  pages: number;
  templates: number;
  /** Pages in quarantine, and since when the oldest is there. */
  held: number;
  heldSince: string | null;
  drift: Drift | null;
  /** The usual share of articles (0–1) with each field; null: not known yet. */
  usual: Record<string, number> | null;
  /** Signs that are in doubt and not yet told, in words. */
  doubts: string[];
};

/** Which held pages are meant: those of a drift, of a site, or one. */
export type HeldChoice = { driftId: string } | { site: string } | { url: string };

export type DriftDetail = {
  drift: Drift;
  held: number;
  /** In words, one a sign. */
  signs: string[];
  proposals: RepairProposal[];
};

/**
 * Where a person looks after the health of sites. Every decision stands in the log with who made it.
 * @throws {HealthDecisionError} from each decision
 */
export interface HealthDesk {
  /** Sites that need somebody first, then by name. */
  sites(): Promise<SiteCondition[]>;
  /** A change with ways to read its fields again, tried on the archive; null: there is none. */
  detail(driftId: string): Promise<DriftDetail | null>;
  /**
   * Selectors for the changed site, from today's drift on: they go into its `site.yaml` as a new version, and held pages
   * that are well with them are run again.
   */
  approve(
    driftId: string,
    selectors: Partial<Record<ProposedField, string>>,
    who: string,
  ): Promise<{ file: string; released: number; stillHeld: number }>;
  /** The pages are right as they are: they are learned anew, and the held ones are run. */
  accept(driftId: string, who: string): Promise<{ released: number }>;
  /** Held pages are run as they are. */
  release(choice: HeldChoice, who: string): Promise<{ released: number }>;
  /** Held pages are given up: they stay in the archive, and their URLs stay quarantined. */
  drop(choice: HeldChoice, who: string): Promise<{ dropped: number }>;
}
