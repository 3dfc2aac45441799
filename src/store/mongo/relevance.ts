import type { Document } from 'mongodb';
import type { TextField } from '../../query/query.ts';
import type { IndexQuery } from '../expand-forms.ts';
import { wantedPhrases } from '../highlights.ts';
import type { Phrase } from '../search-terms.ts';
import type { Collections } from './documents.ts';
import { fieldsOf, phraseFilter, phrasePattern } from './query-filter.ts';

/** A word in the title weighs most, then one among the authors: as in the embedded store. */
const WEIGHTS = { title: 8, body: 1, author: 3 } as const;
const K1 = 1.2;
const B = 0.75;
/** A phrase that more than half of the articles hold still counts, a little. */
const LEAST_IDF = 1e-6;

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) as an expression over an article, with
 * a minus in front, so that the best comes first in rising order; null where the query asks for no word.
 */
export async function relevance(query: IndexQuery, collections: Collections): Promise<Document | null> {
  const wanted = wantedPhrases(query);
  if (wanted.length === 0) return null;
  const feed = await collections.feed.findOne({ _id: 'feed' });
  const articles = Math.max(1, feed?.articles ?? 1);
  const averageLength = Math.max(1, (feed?.terms ?? 1) / articles);
  const scores = await Promise.all(
    wanted.map(async ({ field, phrase }) => {
      const found = await collections.articles.countDocuments(phraseFilter(field, phrase));
      const rarity = Math.max(LEAST_IDF, Math.log((articles - found + 0.5) / (found + 0.5)));
      return scored(field, phrase, rarity, averageLength);
    }),
  );
  return { $multiply: [-1, { $add: scores }] };
}

function scored(field: TextField, phrase: Phrase, rarity: number, averageLength: number): Document {
  const counted = fieldsOf(field).map((one) => ({
    $multiply: [
      WEIGHTS[one],
      { $size: { $regexFindAll: { input: `$search.text.${one}`, regex: phrasePattern(phrase) } } },
    ],
  }));
  const relativeLength = { $divide: ['$search.length', averageLength] };
  const damping = { $multiply: [K1, { $add: [1 - B, { $multiply: [B, relativeLength] }] }] };
  return {
    $let: {
      vars: { times: { $add: counted } },
      in: {
        $multiply: [
          rarity,
          { $divide: [{ $multiply: ['$$times', K1 + 1] }, { $add: ['$$times', damping] }] },
        ],
      },
    },
  };
}
