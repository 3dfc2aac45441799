import type { Article } from '../src/model/article.ts';
import { articleId } from '../src/model/article-id.ts';

/** A whole article with invented content; `change` says what matters to the test. */
export function inventedArticle(change: Partial<Article> = {}): Article {
  const url = change.canonicalUrl ?? change.url ?? 'https://harbour.example/news/1.html';
  const paragraphs = change.paragraphs ?? ['Lighthouse keepers met on Monday.', 'They agreed on new lamps.'];
  const title = change.title === undefined ? 'Keepers agree on new lamps' : change.title;
  return {
    kind: 'article',
    url,
    canonicalUrl: url,
    site: new URL(url).host,
    siteName: null,
    title,
    titleWithSuffix: title,
    authors: ['Ada Marsh'],
    category: null,
    breadcrumb: [],
    claimedDate: {
      raw: 'Date:2025-04-16 12:47:42',
      iso: '2025-04-16T12:47:42',
      precision: 'second',
      zone: null,
    },
    modifiedDate: null,
    paragraphs,
    body: paragraphs.join('\n\n'),
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
    template: 't1',
    provenance: [
      { field: 'title', method: 'heading', path: 'h1', raw: title ?? '', confidence: 0.9, rivals: [] },
    ],
    parserVersion: '1',
    id: articleId(url),
    revision: 1,
    firstSeenAt: '2025-04-17T08:00:00.000Z',
    lastSeenAt: '2025-04-17T08:00:00.000Z',
    storyId: `s-${articleId(url).slice(0, 8)}`,
    relation: 'unique',
    dateEvidence: [],
    dateVerdict: 'unknown',
    dateReasons: [],
    lagDays: null,
    snapshot: null,
    outcome: 'stored',
    ...change,
  };
}
