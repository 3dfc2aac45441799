import { z } from 'zod';

/** What became of a URL. Every URL ever seen has exactly one; nothing is dropped without one. */
export const Outcome = z.enum([
  'queued',
  'stored',
  'unchanged',
  'duplicate',
  'not-article',
  'robots',
  'out-of-scope',
  'budget',
  'not-due',
  'refused-address',
  'too-large',
  'http-error',
  'timeout',
  'parse-refused',
  'quarantined',
  'dead-letter',
  'removed',
]);
export type Outcome = z.infer<typeof Outcome>;
