import type { Article } from '../model/article.ts';
import type { DateEvidence } from '../model/date-evidence.ts';

/** Kinds of evidence that a parser's way of finding a date stands for. */
export const kindOfMethod: Readonly<Record<string, DateEvidence['kind']>> = {
  'json-ld': 'json-ld',
  meta: 'open-graph',
  address: 'url',
};

/**
 * Which evidence the claimed date itself was read from: that piece can't bear it out. Null: from the printed page.
 */
export function claimSource({ provenance }: Pick<Article, 'provenance'>): DateEvidence['kind'] | null {
  const origin = provenance.find(({ field }) => field === 'claimedDate');
  return (origin && kindOfMethod[origin.method]) ?? null;
}
