import type { PublicArticle } from '../../src/model/change-event.ts';

/**
 * Whether an article has several parts. Such a one has a revision more where a part came in a batch of its own, which is
 * decided by how fast the machine is.
 */
export function isPaged({ paging }: Pick<PublicArticle, 'paging'>): boolean {
  return (paging?.urls.length ?? 0) > 1;
}
