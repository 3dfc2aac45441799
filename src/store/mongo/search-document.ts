import type { Article } from '../../model/article.ts';
import { articleSearchFields } from '../article-search-fields.ts';
import type { ArticleDocument } from './documents.ts';

type Field = 'title' | 'body' | 'author';

const LETTERS = { title: 'T', body: 'B', author: 'A' } as const;

/** A term as it stands in the index of all terms. Terms are lower case: a letter in front cannot be mistaken. */
export function indexedTerm(field: Field, term: string): string {
  return LETTERS[field] + term;
}

/** What queries ask of an article, cut into terms once. */
export function searchDocument(article: Article): ArticleDocument['search'] {
  const { views: _views, lag: _lag, ...fields } = articleSearchFields(article);
  const terms = new Set<string>();
  let length = 0;
  for (const field of ['title', 'body', 'author'] as const) {
    const words = fields.text[field] === '' ? [] : fields.text[field].split(/ +/);
    length += words.length;
    for (const word of words) terms.add(indexedTerm(field, word));
  }
  return { ...fields, terms: [...terms], length };
}
