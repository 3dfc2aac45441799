import { z } from 'zod';

/** What a write was answered with, under the Idempotency-Key that it came with. */
export const KeptAnswer = z.object({
  /** Of the request: another one under the same key is a mistake. */
  fingerprint: z.string(),
  at: z.string(),
  /** Null: it is still being worked on (or the process was killed meanwhile). */
  answer: z.object({ status: z.int(), type: z.string().nullable(), body: z.string() }).nullable(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** Answers to writes, kept for a while so that a write which is sent twice has its effect once. */
export interface AnswerStore {
  /**
   * Null: the id is yours now, go to work. Else what is there, and nothing was changed. A claim that is older than
   * `staleBefore` and has no answer is given to the next who asks.
   */
  claimAnswer(id: string, claim: KeptAnswer, staleBefore: string): Promise<KeptAnswer | null>;
  keepAnswer(id: string, answer: KeptAnswer): Promise<void>;
  dropAnswer(id: string): Promise<void>;
  /** Lets go of those before that time; gives back how many. */
  forgetAnswers(before: string): Promise<number>;
}
