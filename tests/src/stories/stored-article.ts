import { Article } from '../../../src/model/article.ts';

/** An article at rest as the story judge gets it; every field that is not named has a plain value. */
export function storedArticle(fields: Partial<Article>): Article {
  const id = fields.id ?? '0'.repeat(32);
  const site = fields.site ?? 'news.example';
  const url = `https://${site}/${id}.html`;
  return Article.parse({
    kind: 'article',
    url,
    canonicalUrl: url,
    site,
    siteName: null,
    title: 'A title',
    titleWithSuffix: null,
    authors: [],
    category: null,
    breadcrumb: [],
    claimedDate: null,
    modifiedDate: null,
    paragraphs: [],
    body: '',
    language: 'en',
    dateline: null,
    wireCredit: null,
    source: null,
    reactions: [],
    views: null,
    links: [],
    items: [],
    paging: null,
    needsBrowser: false,
    template: 't',
    provenance: [],
    parserVersion: '1',
    id,
    revision: 1,
    firstSeenAt: '2025-04-20T08:00:00.000Z',
    lastSeenAt: '2025-04-20T08:00:00.000Z',
    storyId: `s${id}`,
    relation: 'unique',
    dateEvidence: [],
    dateVerdict: 'unknown',
    dateReasons: [],
    lagDays: null,
    snapshot: null,
    outcome: 'stored',
    ...fields,
  });
}
