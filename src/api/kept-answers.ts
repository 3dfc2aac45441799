import type { ArticleStore } from '../store/article-store.ts';

type Needs = { store: Pick<ArticleStore, 'lastSeq'>; now: () => Date };

/** An answer stands while the store has not changed, and this long while it has, or where it is about now. */
export const FRESH_MS = 60_000;
const KEPT = 8;

/**
 * Costly answers, each made once for all who ask at the same time or shortly after.
 *
 * @param options.aboutNow the answer changes with the time, though nothing is written
 * @returns asks for the answer to a key; `make` is called where none is fresh
 */
export function keptAnswers<T>(
  { store, now }: Needs,
  { aboutNow = false }: { aboutNow?: boolean } = {},
): (key: string, make: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, { seq: number; atMs: number; answer: Promise<T> }>();
  return async (key, make) => {
    const [seq, atMs] = [await store.lastSeq(), now().getTime()];
    const known = answers.get(key);
    const unchanged = known?.seq === seq && !aboutNow;
    if (known && (unchanged || atMs - known.atMs < FRESH_MS)) return known.answer;
    const answer = make();
    answers.delete(key);
    answers.set(key, { seq, atMs, answer });
    const [oldest] = answers.keys();
    if (answers.size > KEPT && oldest !== undefined) answers.delete(oldest);
    // A fault is told to whoever waits for it, and the next one asks anew.
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
