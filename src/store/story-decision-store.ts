import type { StoryDecision } from '../model/story-decision.ts';

/** Pairs of articles; each ingest reads them all, so they are as many as people make and no more. */
export const MAX_DECISIONS = 10_000;

/** What people decided about stories. */
export interface StoryDecisionStore {
  /** In no order. */
  decisions(): Promise<StoryDecision[]>;
  /**
   * One decision a pair of articles, whichever of them comes first: a new one replaces the older.
   * @throws {TooManyError}
   */
  decide(decisions: readonly StoryDecision[]): Promise<void>;
}

/** The same for both orders of a pair. */
export function pairKey({ articleId, otherId }: Pick<StoryDecision, 'articleId' | 'otherId'>): string {
  return articleId < otherId ? `${articleId} ${otherId}` : `${otherId} ${articleId}`;
}
