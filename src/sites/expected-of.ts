import type { PageLink } from '../model/page-link.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { ExpectedFields } from './site-example.ts';

/** What a page gave, in the form of `expected.json`. */
export function expectedOf(parsed: ParsedArticle): Required<ExpectedFields> {
  const listed = (block: PageLink['block']) =>
    parsed.links.filter((link) => link.block === block).map(({ url }) => url);
  return {
    kind: parsed.kind,
    canonicalUrl: parsed.canonicalUrl,
    siteName: parsed.siteName,
    title: parsed.title,
    authors: parsed.authors,
    category: parsed.category,
    claimedDate: parsed.claimedDate?.iso ?? null,
    modifiedDate: parsed.modifiedDate?.iso ?? null,
    paragraphs: parsed.paragraphs,
    language: parsed.language,
    dateline: parsed.dateline,
    wireCredit: parsed.wireCredit,
    source: parsed.source,
    views: parsed.views,
    reactions: parsed.reactions.map(({ label, count }) => ({ label, count })),
    related: listed('related'),
    ranking: listed('ranking'),
    recommendation: listed('recommendation'),
  };
}
