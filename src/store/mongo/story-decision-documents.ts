import type { Db } from 'mongodb';
import { StoryDecision } from '../../model/story-decision.ts';
import { TooManyError } from '../search-store.ts';
import { MAX_DECISIONS, pairKey, type StoryDecisionStore } from '../story-decision-store.ts';
import { patiently } from './patience.ts';

type DecisionDocument = StoryDecision & { _id: string };

export function storyDecisionDocuments(db: Db): StoryDecisionStore {
  const decisions = db.collection<DecisionDocument>('decisions');
  return {
    decisions: () =>
      patiently(async () =>
        (await decisions.find().toArray()).map((document) => StoryDecision.parse(document)),
      ),
    decide: (made) =>
      patiently(async () => {
        if (made.length === 0) return;
        // Before they are written, so that two people at once may pass the limit by a few.
        const kept = await decisions.estimatedDocumentCount();
        if (kept + made.length > MAX_DECISIONS) throw new TooManyError('decisions on stories', MAX_DECISIONS);
        await decisions.bulkWrite(
          made.map((decision) => ({
            replaceOne: { filter: { _id: pairKey(decision) }, replacement: decision, upsert: true },
          })),
        );
      }),
  };
}
