import type { ReadPage } from './read-example.ts';

/** Examples of which two are one article: what stands on every page would be the article itself. */
export class SamePagesError extends Error {
  readonly code = 'same-pages';
}

/** @throws {SamePagesError} two pages have one text */
export function checkDifferent(read: readonly ReadPage[]): void {
  const seen = new Map<string, string>();
  for (const { page, parsed } of read) {
    const text = parsed.paragraphs.join('\n');
    const before = seen.get(text);
    if (before !== undefined && text !== '')
      throw new SamePagesError(
        `${page.url} has the same text as ${before}; name pages of different articles, so that what they share can be told from what they say`,
      );
    seen.set(text, page.url);
  }
}
