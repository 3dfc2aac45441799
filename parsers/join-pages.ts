import type { PageLink } from '../src/model/page-link.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';

/**
 * The parts of one article as one article: the first part gives the fields, every part its paragraphs and links.
 *
 * @param parts in reading order, at least one
 */
export function joinPages(parts: readonly ParsedArticle[]): ParsedArticle {
  const [first, ...rest] = parts;
  if (!first) throw new RangeError('joinPages needs at least one part');
  if (rest.length === 0) return first;
  const paragraphs = parts.flatMap((part) => part.paragraphs);
  const paging = first.paging ?? rest.find((part) => part.paging)?.paging ?? null;
  return {
    ...first,
    canonicalUrl: paging?.urls[0] ?? first.canonicalUrl,
    paragraphs,
    body: paragraphs.join('\n\n'),
    claimedDate: first.claimedDate ?? rest.find((part) => part.claimedDate)?.claimedDate ?? null,
    authors:
      first.authors.length > 0
        ? first.authors
        : (rest.find((part) => part.authors.length > 0)?.authors ?? []),
    links: joinLinks(parts),
    needsBrowser: parts.some((part) => part.needsBrowser),
    provenance: first.provenance.map((row) =>
      row.field === 'paragraphs' ? { ...row, path: `${row.path} (${parts.length} parts)` } : row,
    ),
  };
}

function joinLinks(parts: readonly ParsedArticle[]): PageLink[] {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  return parts
    .flatMap((part) => part.links)
    .filter(({ block, url }) => {
      const key = `${block} ${url}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .map((link) => {
      const position = (counts.get(link.block) ?? 0) + 1;
      counts.set(link.block, position);
      return { ...link, position };
    });
}
