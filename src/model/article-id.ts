import { createHash } from 'node:crypto';

/** 32 hex digits of SHA-256 over the canonical URL: the article's name for ever. */
export function articleId(canonicalUrl: string): string {
  return createHash('sha256').update(canonicalUrl).digest('hex').slice(0, 32);
}
