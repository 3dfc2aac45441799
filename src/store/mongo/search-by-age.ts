import type { AnyBulkWriteOperation, Db } from 'mongodb';
import { Article } from '../../model/article.ts';
import { type ArticleDocument, collectionsOf } from './documents.ts';
import { dropIndex } from './drop-index.ts';
import { searchDocument } from './search-document.ts';
import { addWords } from './vocabulary.ts';

const atOnce = 200;

/**
 * Gives articles of before the terms of today and their words to the vocabulary, and puts the index of terms into the
 * order of time, so that a search by time stops at the end of its page. Safe to repeat.
 */
export async function searchByAge(db: Db): Promise<void> {
  const collections = collectionsOf(db);
  const { articles } = collections;
  for (let after = ''; ; ) {
    const page = await articles
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(atOnce)
      .toArray();
    const last = page.at(-1);
    if (!last) break;
    after = last._id;
    const parsed = page.map((document) => Article.parse(document));
    await addWords(collections, parsed);
    const operations = parsed.map(
      (article): AnyBulkWriteOperation<ArticleDocument> => ({
        updateOne: { filter: { _id: article.id }, update: { $set: { search: searchDocument(article) } } },
      }),
    );
    await articles.bulkWrite(operations, { ordered: false });
  }
  await articles.createIndex({ 'search.terms': 1, firstSeenAt: -1, _id: -1 }, { name: 'termsByAge' });
  await dropIndex(db, 'articles', 'terms');
}
