import type { UrlRecord } from './url-record.ts';

/**
 * Taken out on request or by a rule, with the bytes of its pages: it comes back only where a person names its address. (A
 * page that today's parsers no longer take for an article is `removed` too, and keeps its pages.)
 */
export function isTakenOut({ outcome, lastFetch }: Pick<UrlRecord, 'outcome' | 'lastFetch'>): boolean {
  return outcome === 'removed' && !lastFetch?.snapshot;
}
