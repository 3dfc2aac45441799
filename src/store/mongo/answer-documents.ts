import type { Collection } from 'mongodb';
import { type AnswerStore, KeptAnswer } from '../answer-store.ts';
import { isDuplicate } from './duplicate-key.ts';
import { patiently } from './patience.ts';

export type AnswerDocument = KeptAnswer & { _id: string };

export function answerDocuments(answers: Collection<AnswerDocument>): AnswerStore {
  return {
    claimAnswer: (id, claim, staleBefore) =>
      patiently(async () => {
        try {
          const stale = { _id: id, answer: null, at: { $lt: staleBefore } };
          // Where there is one that is not stale, the upsert finds its id taken.
          await answers.replaceOne(stale, claim, { upsert: true });
          return null;
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          const there = await answers.findOne({ _id: id });
          return KeptAnswer.parse(there ?? { ...claim, answer: null });
        }
      }),
    async keepAnswer(id, kept) {
      await patiently(() => answers.replaceOne({ _id: id }, kept, { upsert: true }));
    },
    async dropAnswer(id) {
      await patiently(() => answers.deleteOne({ _id: id }));
    },
    forgetAnswers: (before) =>
      patiently(async () => (await answers.deleteMany({ at: { $lt: before } })).deletedCount),
  };
}
