import type { PageDocument } from './page-document.ts';

/** True where the page says to programs that it is an article. */
export function claimsArticle({ article, meta }: PageDocument): boolean {
  return article !== null || /^(?:article|news|blog)/i.test(meta('og:type')?.content ?? '');
}
