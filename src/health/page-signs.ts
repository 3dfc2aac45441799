import type { PageSigns } from '../model/page-signs.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import { urlShape } from './url-shape.ts';

const dayMs = 86_400_000;

/**
 * What a page that was read says about the health of its site.
 *
 * @param fetchedAt when it was fetched: the age of its date is told from then
 * @param hash makes short hashes of texts
 */
export function pageSigns(
  parsed: ParsedArticle,
  fetchedAt: string,
  hash: (text: string) => string,
): PageSigns {
  const { claimedDate, canonicalUrl, title, authors, paragraphs, body, views, reactions, links } = parsed;
  const isArticle = parsed.kind === 'article';
  const count = (block: string) => links.filter((link) => link.block === block).length;
  const age = claimedDate?.iso ? ageDays(claimedDate.iso, fetchedAt) : null;
  const opening = paragraphs.find((paragraph) => paragraph.length >= 20) ?? null;
  return {
    url: parsed.url,
    key: hash(`${parsed.url} ${fetchedAt}`),
    kind: parsed.kind,
    shape: urlShape(parsed.url),
    template: parsed.template,
    marks: {
      article: isArticle,
      title: title !== null,
      authors: authors.length > 0,
      date: claimedDate !== null,
      time: claimedDate !== null && claimedDate.precision !== 'day',
      zone: claimedDate !== null && claimedDate.zone !== null,
      text: body !== '',
      category: parsed.category !== null,
      language: parsed.language !== null,
      source: parsed.source !== null,
      views: views !== null,
      reactions: reactions.some((reaction) => reaction.count !== null),
    },
    measures: {
      ...(body === '' ? {} : { 'text-length': logOf(body.length), paragraphs: logOf(paragraphs.length) }),
      ...(title === null ? {} : { 'title-length': logOf(title.length) }),
      ...(authors.length === 0 ? {} : { 'authors-length': logOf(authors.join('; ').length) }),
      // Old is no sign of a fault: a first crawl reads the archive after the news, and a portal may be away for months.
      ...(age === null ? {} : { 'date-age': age < 0 ? -logOf(-age) : 0 }),
      related: logOf(count('related')),
      ranking: logOf(count('ranking')),
      recommendation: logOf(count('recommendation')),
      ...(parsed.kind === 'list' ? { items: logOf(parsed.items.length) } : {}),
    },
    language: parsed.language,
    own: {
      address: hash(canonicalUrl),
      title: title === null ? null : hash(title),
      opening: opening === null ? null : hash(opening.slice(0, 200)),
      // A day is shared by many; a second is not.
      date: claimedDate?.iso && claimedDate.precision === 'second' ? hash(claimedDate.iso) : null,
    },
  };
}

/** Rounded: what is kept of a page need not be finer. */
function logOf(count: number): number {
  return Math.round(Math.log1p(count) * 1_000) / 1_000;
}

function ageDays(iso: string, fetchedAt: string): number | null {
  // A date without a zone is taken as UTC: half a day more or less tells nothing here.
  const at = Date.parse(/T.*(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
  return Number.isNaN(at) ? null : (Date.parse(fetchedAt) - at) / dayMs;
}
