import { alignWords } from './align-words.ts';
import { splitWords, type Word } from './split-words.ts';

/**
 * One stretch of a comparison. `dropped` stands in the consensus only, `added` and `injected` in the copy only;
 * `respelt` stands in both, spelt otherwise.
 */
export type Piece =
  | { kind: 'same' | 'dropped' | 'added' | 'injected'; text: string; words: number }
  | { kind: 'respelt'; text: string; words: number; was: string };

export type Difference = {
  /** In the order of reading. */
  pieces: Piece[];
  /** Share of the consensus's words that the copy has, spelt alike or not (0 … 1); 0 for an empty consensus. */
  copied: number;
  /** Words of the consensus that the copy lacks. */
  dropped: number;
  /** Words of whole blocks that only the copy has: lists of links, boilerplate, updates. */
  added: number;
  /** Words put into the middle of sentences, or into words: brand names mostly. */
  injected: number;
  respelt: number;
};

/** So few words between two words of the consensus were put into its sentence. */
const mostInjected = 4;

/**
 * A copy against the story's consensus text, word by word.
 *
 * @param consensus paragraphs parted by a blank line, as the copy's
 */
export function difference(copy: string, consensus: string): Difference {
  const before = splitWords(consensus);
  const after = splitWords(copy);
  const pieces: Piece[] = [];
  const runs = alignWords(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  let [a, b] = [0, 0];
  for (const run of [...runs, { a: before.length, b: after.length, length: 0 }]) {
    pieces.push(...gap(before.slice(a, run.a), after.slice(b, run.b), after[b - 1], after[run.b]));
    if (run.length > 0) pieces.push(plain('same', after.slice(run.b, run.b + run.length)));
    [a, b] = [run.a + run.length, run.b + run.length];
  }
  const count = (kind: Piece['kind']) =>
    pieces.reduce((sum, piece) => sum + (piece.kind === kind ? piece.words : 0), 0);
  const dropped = count('dropped');
  return {
    pieces,
    copied: before.length ? Math.round((1 - dropped / before.length) * 1000) / 1000 : 0,
    dropped,
    added: count('added'),
    injected: count('injected'),
    respelt: count('respelt'),
  };
}

const printed = (words: readonly Word[]) => words.map(({ text }) => text).join(' ');
const folded = (words: readonly Word[]) => words.map(({ key }) => key).join('');

function plain(kind: 'same' | 'dropped' | 'added' | 'injected', words: readonly Word[]): Piece {
  return { kind, text: printed(words), words: words.length };
}

/** What stands between two common stretches, in the consensus (`was`) and in the copy (`now`). */
function gap(
  was: readonly Word[],
  now: readonly Word[],
  left: Word | undefined,
  right: Word | undefined,
): Piece[] {
  if (was.length === 0)
    return now.length === 0 ? [] : [plain(isInside(now, left, right) ? 'injected' : 'added', now)];
  if (now.length === 0) return [plain('dropped', was)];
  const [from, to] = [folded(was), folded(now)];
  const inserted = insertion(from, to);
  if (inserted) {
    return [
      { kind: 'respelt', text: printed(now), words: was.length, was: printed(was) },
      { kind: 'injected', text: inserted, words: 1 },
    ];
  }
  if (from === to || isLike(from, to)) {
    return [{ kind: 'respelt', text: printed(now), words: was.length, was: printed(was) }];
  }
  return [plain('dropped', was), plain(isInside(now, left, right) ? 'injected' : 'added', now)];
}

/** Between two words of one paragraph, and not more than a name is long. */
function isInside(now: readonly Word[], left: Word | undefined, right: Word | undefined): boolean {
  const paragraph = now[0]?.paragraph;
  const touches = left?.paragraph === paragraph || right?.paragraph === paragraph;
  return touches && now.length <= mostInjected && now.every((word) => word.paragraph === paragraph);
}

/** "better" → "bpredictiqetter": what was put in; null where the rest is not the old word. */
function insertion(from: string, to: string): string | null {
  const extra = to.length - from.length;
  if (extra < 3 || from.length < 2) return null;
  let start = 0;
  while (start < from.length && from[start] === to[start]) start++;
  return from.slice(start) === to.slice(start + extra) ? to.slice(start, start + extra) : null;
}

/** Longer stretches are never called respelt. */
const longestSpelling = 60;

/** At most a third of the letters differ (Levenshtein distance). */
function isLike(from: string, to: string): boolean {
  const most = Math.floor(Math.max(from.length, to.length) / 3);
  if (Math.max(from.length, to.length) > longestSpelling || Math.abs(from.length - to.length) > most)
    return false;
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[to.length] ?? 0) <= most;
}
