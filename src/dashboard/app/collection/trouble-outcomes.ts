import type { Outcome } from '../../../model/outcome.ts';

/** Outcomes that somebody may have to look into. */
export const troubleOutcomes: ReadonlySet<string> = new Set<Outcome>([
  'http-error',
  'timeout',
  'parse-refused',
  'dead-letter',
  'quarantined',
  'too-large',
]);
