import { z } from 'zod';
import { type AnswerStore, KeptAnswer } from '../answer-store.ts';
import type { Statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

const Row = z.object({ json: z.string() }).transform(({ json }) => KeptAnswer.parse(JSON.parse(json)));

export function answerRows(sql: Statements): AnswerStore {
  const put = (id: string, kept: KeptAnswer) =>
    sql.run(
      'INSERT OR REPLACE INTO kept_answer (id, at, json) VALUES (?, ?, ?)',
      id,
      kept.at,
      JSON.stringify(kept),
    );
  return {
    claimAnswer: async (id, claim, staleBefore) =>
      inTransaction(sql.db, () => {
        const there = sql.one(Row, 'SELECT json FROM kept_answer WHERE id = ?', id);
        if (there && (there.answer || there.at >= staleBefore)) return there;
        put(id, claim);
        return null;
      }),
    async keepAnswer(id, kept) {
      put(id, kept);
    },
    async dropAnswer(id) {
      sql.run('DELETE FROM kept_answer WHERE id = ?', id);
    },
    forgetAnswers: async (before) => sql.run('DELETE FROM kept_answer WHERE at < ?', before),
  };
}
