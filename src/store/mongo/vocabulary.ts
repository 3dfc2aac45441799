import type { Article } from '../../model/article.ts';
import type { Query } from '../../query/query.ts';
import { articleSearchFields } from '../article-search-fields.ts';
import { expandForms, formPrefixes, type IndexQuery } from '../expand-forms.ts';
import { type SeenWords, seenWords } from '../seen-words.ts';
import { hasForms } from '../word-forms.ts';
import type { Collections } from './documents.ts';
import { isDuplicate } from './duplicate-key.ts';

/** Words that this process has written to the vocabulary. */
const known = new WeakMap<Collections, SeenWords>();

/**
 * Adds the words of texts that are about to be written. Outside of the transaction: two of them with one new word would
 * stand in each other's way, and a word without a text does no harm.
 */
export async function addWords(collections: Collections, articles: readonly Article[]): Promise<void> {
  const before = known.get(collections) ?? seenWords();
  known.set(collections, before);
  const fresh = new Set<string>();
  for (const article of articles) {
    const { title, body, author } = articleSearchFields(article).text;
    for (const word of [title, body, author].flatMap((text) => text.split(' '))) {
      if (!before.has(word) && hasForms(word)) fresh.add(word);
    }
  }
  if (fresh.size === 0) return;
  await insertWords(collections.words, [...fresh]);
  for (const word of fresh) before.add(word);
}

/** Most words are in the vocabulary already: that is a look into its index, where to write them once more were work. */
async function insertWords(words: Collections['words'], wanted: readonly string[]): Promise<void> {
  const found = await words.find({ _id: { $in: [...wanted] } }).toArray();
  const there = new Set(found.map(({ _id }) => _id));
  const lacking = wanted.filter((word) => !there.has(word)).map((_id) => ({ _id }));
  if (lacking.length === 0) return;
  try {
    await words.insertMany(lacking, { ordered: false });
  } catch (error) {
    // Another process wrote the same words at the same time.
    if (!isDuplicate(error)) throw error;
  }
}

/** A query in the terms of the index. */
export async function indexQuery(collections: Collections, query: Query): Promise<IndexQuery> {
  const vocabulary = new Map<string, string[]>();
  for (const prefix of new Set(formPrefixes(query))) {
    // No word goes on with a character behind the last of all letters.
    const found = collections.words.find({ _id: { $gte: prefix, $lt: `${prefix}\u{10ffff}` } });
    vocabulary.set(
      prefix,
      (await found.toArray()).map(({ _id }) => _id),
    );
  }
  return expandForms(query, vocabulary);
}
