import type { Labelled, Row, Scorer } from './extract-scorer.ts';

/** A publisher's pages lie in one fold together, in all sets. */
function foldOf(row: Row, folds: number): number {
  const name = row.publisher ?? new URL(row.url).hostname.replace(/^www\./, '');
  let hash = 7;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) >>> 0;
  return hash % folds;
}

const figures = ['f1', 'title', 'day', 'authors', 'language'];

/**
 * The figures of one set by folds of publishers: how much they hang on who is in the sample. Each is told as the mean of
 * the folds, with the lowest and the highest.
 */
export function foldFigures(
  scorer: Scorer,
  set: string,
  rows: readonly Row[],
  answers: ReadonlyMap<string, Labelled>,
  folds: number,
): Record<string, string> {
  const parts = Array.from({ length: folds }, (_, fold) =>
    scorer(
      set,
      rows.filter((row) => foldOf(row, folds) === fold),
      answers,
    ),
  );
  const line: Record<string, string> = { set };
  for (const key of figures) {
    const values = parts.map((part) => part.figures[key]).filter((value) => typeof value === 'number');
    if (values.length === 0) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    line[key] = `${mean.toFixed(3)} (${Math.min(...values).toFixed(3)}–${Math.max(...values).toFixed(3)})`;
  }
  return line;
}
