import { z } from 'zod';
import { StoryDecision } from '../../model/story-decision.ts';
import { TooManyError } from '../search-store.ts';
import { MAX_DECISIONS, pairKey, type StoryDecisionStore } from '../story-decision-store.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const Count = z.object({ count: z.number() });

export function storyDecisionRows(sql: Statements): StoryDecisionStore {
  return {
    decisions: async () =>
      sql.all(
        StoryDecision,
        'SELECT kind, article_id AS articleId, other_id AS otherId, at FROM story_decision',
      ),
    decide: async (decisions) =>
      inTransaction(sql.db, () => {
        for (const decision of decisions) {
          sql.run(
            'INSERT OR REPLACE INTO story_decision (pair, kind, article_id, other_id, at) VALUES (?, ?, ?, ?, ?)',
            pairKey(decision),
            decision.kind,
            decision.articleId,
            decision.otherId,
            decision.at,
          );
        }
        const kept = sql.one(Count, 'SELECT count(*) AS count FROM story_decision')?.count ?? 0;
        if (kept > MAX_DECISIONS) throw new TooManyError('decisions on stories', MAX_DECISIONS);
      }),
  };
}
