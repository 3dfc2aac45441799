import { describe, expect, it } from 'vitest';
import { newsArticle } from '../../../src/export/news-article.ts';
import { NinjsItem, ninjsItem } from '../../../src/export/ninjs-item.ts';
import type { Article } from '../../../src/model/article.ts';
import { inventedArticle } from '../../invented-article.ts';

const claimed = {
  raw: '2025-04-16 12:47:42 +08:00',
  iso: '2025-04-16T12:47:42+08:00',
  precision: 'second' as const,
  zone: '+08:00',
};
function article(change: Partial<Article> = {}) {
  const { provenance: _, ...open } = {
    ...inventedArticle({ canonicalUrl: 'https://www.a.example/news/1.html', title: 'Lamps' }),
    authors: ['Ada Marsh', 'Ben Reed'],
    category: 'World',
    language: 'en',
    dateline: 'BEIJING (AP)',
    wireCredit: 'AP',
    claimedDate: claimed,
    dateVerdict: 'consistent' as const,
    relation: 'unique' as const,
    body: 'One two.\n\nThree.',
    ...change,
  };
  return open;
}
const bare = article({
  title: null,
  titleWithSuffix: null,
  authors: [],
  category: null,
  language: null,
  dateline: null,
  wireCredit: null,
  source: null,
  claimedDate: null,
  body: '',
});

// That every name belongs to NewsArticle and has a value that it may have is seen by the compiler: the type is made from
// the vocabulary of schema.org.
describe('newsArticle', () => {
  it('says what an article says in the words of schema.org', () => {
    expect(newsArticle(article())).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline: 'Lamps',
      author: [
        { '@type': 'Person', name: 'Ada Marsh' },
        { '@type': 'Person', name: 'Ben Reed' },
      ],
      publisher: { '@type': 'Organization', url: 'https://www.a.example/' },
      datePublished: '2025-04-16T12:47:42+08:00',
      articleSection: 'World',
      inLanguage: 'en',
      creditText: 'AP',
      articleBody: 'One two.\n\nThree.',
    });
  });

  it('passes no date on that the evidence speaks against, and names the story of a copy', () => {
    const late = newsArticle(article({ dateVerdict: 'late', relation: 'copy', storyId: 's-1' }));
    expect(late).not.toHaveProperty('datePublished');
    expect(late).toMatchObject({ isBasedOn: 'urn:wellspring:story:s-1' });
    expect(newsArticle(article())).not.toHaveProperty('isBasedOn');
  });

  it('leaves out what is not known', () => {
    const keys = Object.keys(newsArticle(bare));
    for (const key of ['headline', 'author', 'datePublished', 'articleSection', 'inLanguage', 'creditText']) {
      expect(keys).not.toContain(key);
    }
  });
});

const seenAt = '2026-01-02T03:04:05.000Z';

describe('ninjsItem', () => {
  it('is an item by the schema of ninjs', () => {
    for (const one of [article(), bare, article({ dateVerdict: 'backdated' })]) {
      expect(NinjsItem.parse(ninjsItem(one, seenAt))).toEqual(ninjsItem(one, seenAt));
    }
    expect(ninjsItem(article(), seenAt)).toMatchObject({
      type: 'text',
      by: 'Ada Marsh, Ben Reed',
      located: 'BEIJING (AP)',
      contentCreated: '2025-04-16T12:47:42+08:00',
      headlines: [{ role: 'main', value: 'Lamps' }],
      bodies: [{ value: 'One two.\n\nThree.', wordCount: 3, charCount: 16 }],
      subjects: [{ name: 'World' }],
    });
  });

  it('gives no time of creation that is not one: without a zone, too coarse, or not borne out', () => {
    const coarse = { ...claimed, iso: '2025-04-16', precision: 'day' as const };
    const unzoned = { ...claimed, iso: '2025-04-16T12:47:42', zone: null };
    for (const change of [
      { claimedDate: coarse },
      { claimedDate: unzoned },
      { dateVerdict: 'late' as const },
    ]) {
      expect(ninjsItem(article(change), seenAt)).not.toHaveProperty('contentCreated');
    }
  });
});
