import type { MarkName, MeasureName } from '../model/page-signs.ts';
import type { Usual } from '../model/site-watch.ts';
import { limits } from './limits.ts';

/** How much one page speaks for a change in each direction: log-likelihood ratios; null: nothing can be said. */
export type Evidence = { fewer: number | null; more: number | null };

/** Marks whose coming is as much a change as their going: fields that a page has or has not. */
export const fieldMarks: ReadonlySet<string> = new Set<MarkName>([
  'authors',
  'date',
  'time',
  'zone',
  'category',
  'source',
  'views',
  'reactions',
]);

/** The share of pages that have it, as far as known; a little away from 0 and 1, since no number of pages is proof. */
export function usualShare({ yes, no }: { yes: number; no: number }): number {
  return (yes + 1) / (yes + no + 2);
}

export function markEvidence(sign: MarkName, is: boolean, usual: Usual): Evidence {
  const counts = usual.marks[sign];
  if (!counts || counts.yes + counts.no < limits.leastValues) return { fewer: null, more: null };
  const share = usualShare(counts);
  return {
    fewer: share >= limits.leastShare ? bernoulli(share, is) : null,
    more: 1 - share >= limits.leastShare && fieldMarks.has(sign) ? bernoulli(1 - share, !is) : null,
  };
}

/** ln of p(changed) / p(usual), where a change makes the usual thing four times as rare. */
function bernoulli(share: number, asUsual: boolean): number {
  if (asUsual) return Math.log(limits.drop);
  return Math.min(limits.pageMost, Math.log((1 - limits.drop * share) / (1 - share)));
}

/**
 * The distribution of a measure is not known, but its last values are: the density under change is that of the values
 * tilted towards one side, so that the ratio has the mean 1 on the usual values themselves, whatever their form (two
 * heaps, a long tail). Never less strict than a normal distribution would be.
 */
export function measureEvidence(sign: MeasureName, value: number, usual: Usual): Evidence {
  const values = usual.measures[sign];
  if (!values || values.length < limits.leastValues) return { fewer: null, more: null };
  const { median, deviation } = location(values);
  const score = (one: number) =>
    limits.shift * Math.max(-limits.clip, Math.min(limits.clip, (one - median) / deviation));
  const ratio = (side: 1 | -1) => {
    const seen = values.reduce((sum, one) => sum + Math.exp(side * score(one)), 0);
    const mean =
      (seen + limits.unseen * Math.exp(limits.shift * limits.clip)) / (values.length + limits.unseen);
    const cost = Math.max(limits.shift ** 2 / 2, Math.log(mean));
    return Math.min(limits.pageMost, side * score(value) - cost);
  };
  return { fewer: ratio(-1), more: ratio(1) };
}

/** Median, and the standard deviation by the median of the distances from it. */
export function location(values: readonly number[]): { median: number; deviation: number } {
  const median = middle(values);
  const spread = 1.4826 * middle(values.map((value) => Math.abs(value - median)));
  return { median, deviation: Math.max(limits.leastDeviation, spread) };
}

export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
