import type { SavedSearch } from '../model/saved-search.ts';

/** More than these are refused by name. */
export class TooManyError extends Error {
  readonly code = 'too-many';
  constructor(what: string, most: number) {
    super(`there are ${most} ${what} already, and no more are kept; remove one first`);
  }
}

export const MAX_SEARCHES = 2_000;

/** Saved searches by name. */
export interface SearchStore {
  /** By name. */
  searches(): Promise<SavedSearch[]>;
  search(name: string): Promise<SavedSearch | null>;
  /**
   * Adds one, or replaces the one of its name (which keeps its `createdAt`); gives back what is kept now.
   * @throws {TooManyError}
   */
  saveSearch(search: SavedSearch): Promise<SavedSearch>;
  /** False: there is none. */
  removeSearch(name: string): Promise<boolean>;
}
