import type { Drift, DriftState, HeldPage } from '../model/drift.ts';
import type { SiteWatch } from '../model/site-watch.ts';

/** What looking at pages of one site led to; all of it is written, or nothing. */
export type WatchChange = {
  watch: SiteWatch;
  /** Of the watch that this was decided on; 0: there was none. */
  expectedVersion: number;
  /** As it stands now; null: none was open. */
  drift: Drift | null;
  held: readonly HeldPage[];
  /** URLs that are no longer held. */
  released: readonly string[];
};

/**
 * What is usual for each site, which changes were found, and the pages that are held meanwhile.
 *
 * Promises: a watch, its drift and its held pages change together; of two writers at once one is told that it was late.
 * Not here: what is usual and what is odd.
 */
export interface HealthStore {
  /** `drift`: the open one. */
  watch(site: string): Promise<{ watch: SiteWatch; version: number; drift: Drift | null } | null>;
  /** By site. */
  watches(): Promise<SiteWatch[]>;
  /**
   * False: another writer was first; read again and decide again. Pages of the site that are held for a doubt belong to
   * the drift as soon as one is open.
   */
  saveWatch(change: WatchChange): Promise<boolean>;

  drift(id: string): Promise<Drift | null>;
  /** Newest first. */
  drifts(filter: { state?: DriftState; site?: string; limit: number }): Promise<Drift[]>;

  heldPage(url: string): Promise<HeldPage | null>;
  /** By address. */
  held(filter: {
    site?: string;
    driftId?: string;
    limit: number;
    cursor: string | null;
  }): Promise<{ pages: HeldPage[]; next: string | null }>;
  /** Sites that have held pages, how many, and since when the oldest is held; by site. */
  heldBySite(): Promise<{ site: string; pages: number; oldestAt: string }[]>;
  /** These are held no longer. */
  letGo(urls: readonly string[]): Promise<void>;
  /** Lets go of what is known of a site: usual values, drifts, held pages. */
  forgetSite(site: string): Promise<void>;
}
