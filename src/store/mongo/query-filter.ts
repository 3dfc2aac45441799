import type { Document, Filter } from 'mongodb';
import { articleId } from '../../model/article-id.ts';
import type { TextField } from '../../query/query.ts';
import type { IndexQuery } from '../expand-forms.ts';
import { wordPhrases } from '../highlights.ts';
import { type Phrase, searchPhrase } from '../search-terms.ts';
import type { ArticleDocument } from './documents.ts';
import { indexedTerm } from './search-document.ts';

type ArticleFilter = Filter<ArticleDocument>;
export type OneField = 'title' | 'body' | 'author';

const NOTHING: ArticleFilter = { _id: { $in: [] } };
const EVERYTHING: ArticleFilter = {};

/** The tree as a filter; two-valued: what is not known does not fit, and fits a `not`. */
export function queryFilter(query: IndexQuery): ArticleFilter {
  switch (query.type) {
    case 'everything':
      return EVERYTHING;
    case 'and':
      return query.parts.length === 0 ? EVERYTHING : { $and: query.parts.map(queryFilter) };
    case 'or':
      return query.parts.length === 0 ? NOTHING : { $or: query.parts.map(queryFilter) };
    case 'not':
      return { $nor: [queryFilter(query.part)] };
    case 'words':
      return all(
        wordPhrases(query.text, query.phrase, query.prefix).map((phrase) =>
          phraseFilter(query.field, phrase),
        ),
      );
    case 'term':
      return phraseFilter(query.field, { terms: [query.term], prefix: query.prefix });
    case 'near':
      return nearFilter(query);
    case 'value':
      return valueFilter(query);
    case 'number':
      // `op` is one of five by type and by the parser; it is still never taken over as it came.
      return { [NUMBER_FIELDS[query.field]]: { [OPERATORS[query.op]]: query.value } };
    case 'time':
      return timeFilter(query);
  }
}

/** Articles that hold a phrase in a field, or in any one of them. */
export function phraseFilter(field: TextField, phrase: Phrase): ArticleFilter {
  const [only, more] = phrase.terms;
  if (only !== undefined && more === undefined && !phrase.prefix) {
    // One question to the index instead of an $or of three, each of which would be asked and put together.
    const terms = fieldsOf(field).map((one) => indexedTerm(one, only));
    return { 'search.terms': terms.length === 1 ? terms[0] : { $in: terms } };
  }
  return inFields(field, (one) => phraseIn(one, phrase));
}

export function fieldsOf(field: TextField): readonly OneField[] {
  return field === 'any' ? ['title', 'body', 'author'] : [field];
}

/**
 * The places in a text of terms where a phrase begins, as a regular expression that takes up no term: so that phrases
 * which overlap are all found.
 */
export function phrasePattern({ terms, prefix }: Phrase): string {
  return `(?:^| )(?=${terms.map(escaped).join(' ')}${prefix ? '' : '(?: |$)'})`;
}

function inFields(field: TextField, filter: (field: OneField) => ArticleFilter): ArticleFilter {
  const filters = fieldsOf(field).map(filter);
  return filters.length === 1 ? (filters[0] ?? NOTHING) : { $or: filters };
}

/** The index finds texts with all the words; where their order matters, the text itself is looked at. */
function phraseIn(field: OneField, phrase: Phrase): ArticleFilter {
  const { terms, prefix } = phrase;
  const last = terms.length - 1;
  const wanted = [...new Set(prefix ? terms.slice(0, last) : terms)].map(
    (term): ArticleFilter => ({ 'search.terms': indexedTerm(field, term) }),
  );
  const begun = prefix ? terms[last] : undefined;
  if (begun !== undefined) {
    // One expression, not several in an $in: a server that is asked for alternatives reads more of the index.
    wanted.push({ 'search.terms': { $regex: `^${escaped(indexedTerm(field, begun))}` } });
  }
  if (terms.length > 1) wanted.push({ [`search.text.${field}`]: { $regex: phrasePattern(phrase) } });
  return all(wanted);
}

type Near = Extract<IndexQuery, { type: 'near' }>;

function nearFilter({ field, texts, distance }: Near): ArticleFilter {
  const phrases = texts.map((text) => searchPhrase(text, false)).filter((one) => one !== null);
  // A text without a word in it stands nowhere, so nothing is near it.
  if (phrases.length === 0 || phrases.length < texts.length) return NOTHING;
  const most = Math.max(0, Math.trunc(distance));
  return inFields(field, (one) =>
    all([...phrases.map((phrase) => phraseIn(one, phrase)), { $expr: standNear(one, phrases, most) }]),
  );
}

/**
 * Some place is the last beginning of the phrases, and from the end of every other one no more than `distance` terms
 * lie before it: the meaning that FTS5 gives to NEAR.
 */
function standNear(field: OneField, phrases: readonly Phrase[], distance: number): Document {
  const starts = phrases.map((phrase, index) => [`p${index}`, beginnings(phrase)] as const);
  const close = phrases.map(({ terms }, index) =>
    some(`$$p${index}`, 'start', {
      $and: [
        { $lte: ['$$start', '$$last'] },
        { $gte: ['$$start', { $subtract: ['$$last', terms.length + distance] }] },
      ],
    }),
  );
  return {
    $let: {
      vars: { words: { $split: [`$search.text.${field}`, ' '] } },
      in: {
        $let: {
          vars: Object.fromEntries(starts),
          in: some({ $concatArrays: starts.map(([name]) => `$$${name}`) }, 'last', { $and: close }),
        },
      },
    },
  };
}

/** Places of `$$words` where a phrase begins. */
function beginnings({ terms, prefix }: Phrase): Document {
  const same = terms.map((term, offset) => {
    const word = { $arrayElemAt: ['$$words', { $add: ['$$at', offset] }] };
    const begins = prefix && offset === terms.length - 1;
    return begins ? { $eq: [{ $indexOfCP: [word, term] }, 0] } : { $eq: [word, term] };
  });
  return { $filter: { input: { $range: [0, { $size: '$$words' }] }, as: 'at', cond: { $and: same } } };
}

function some(input: unknown, as: string, condition: Document): Document {
  return { $anyElementTrue: { $map: { input, as, in: condition } } };
}

const NUMBER_FIELDS = { reactions: 'search.reactions', lag: 'lagDays', views: 'views' } as const;
const OPERATORS = { '>': '$gt', '>=': '$gte', '<': '$lt', '<=': '$lte', '=': '$eq' } as const;
const VALUE_FIELDS = {
  site: 'site',
  lang: 'language',
  story: 'storyId',
  relation: 'relation',
  verdict: 'dateVerdict',
  id: '_id',
} as const;

function valueFilter({ field, value }: Extract<IndexQuery, { type: 'value' }>): ArticleFilter {
  // An article's id is made of its canonical URL: both addresses are found by an index.
  if (field === 'url') return { $or: [{ url: value }, { _id: articleId(value) }] };
  const exact = field === 'story' || field === 'id' ? value : value.toLowerCase();
  return { [VALUE_FIELDS[field]]: { $eq: exact } };
}

function timeFilter({ field, from, to }: Extract<IndexQuery, { type: 'time' }>): ArticleFilter {
  const range = { ...(from === null ? {} : { $gte: from }), ...(to === null ? {} : { $lt: to }) };
  // First sight is always known, and stands in the indexes; a time that is asked for has no milliseconds and no Z.
  if (field === 'seen') return from === null && to === null ? EVERYTHING : { firstSeenAt: range };
  return { 'search.claimed': { $type: 'string', ...range } };
}

function all(filters: readonly ArticleFilter[]): ArticleFilter {
  if (filters.length === 0) return NOTHING;
  return filters.length === 1 ? (filters[0] ?? NOTHING) : { $and: [...filters] };
}

/** Terms hold letters, digits and marks only; still, nothing that a person typed is taken for a pattern. */
function escaped(term: string): string {
  return term.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&');
}
