import type { Removal } from '../model/removal.ts';

/** What was asked to be taken out, and how far each such removal is. They are kept for ever, as who did what is. */
export interface RemovalLog {
  /** Adds it, or writes it anew. */
  saveRemoval(removal: Removal): Promise<void>;
  removal(id: string): Promise<Removal | null>;
  /** Those that wait or run, oldest first. */
  openRemovals(): Promise<Removal[]>;
  /** Newest first. */
  removals(page: { limit: number; cursor: string | null }): Promise<{
    removals: Removal[];
    next: string | null;
  }>;
}
