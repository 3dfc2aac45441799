import { articleId } from '../model/article-id.ts';
import type { PublicArticle } from '../model/change-event.ts';
import type { FormsLeaf, Query, TextField } from '../query/query.ts';
import { type ArticleSearchFields, articleSearchFields } from './article-search-fields.ts';
import { expandForms, type IndexQuery } from './expand-forms.ts';
import { wordPhrases } from './highlights.ts';
import { type Phrase, searchPhrase, standsAt } from './search-terms.ts';
import { wordForms } from './word-forms.ts';

/** What a query looks at in one article: made once, however many queries ask. */
type Readable = {
  article: PublicArticle;
  fields: ArticleSearchFields;
  terms: Record<Exclude<TextField, 'any'>, readonly { term: string }[]>;
};
const readable = new WeakMap<PublicArticle, Readable>();

/**
 * Whether one article fits a query, by the very rules of the stores' searches: for what passes by and is not searched
 * for. A test holds it against the search of the store.
 */
export function articleMatcher(query: Query): (article: PublicArticle) => boolean {
  const test = matcher(query);
  return (article) => test(readableOf(article));
}

function readableOf(article: PublicArticle): Readable {
  const known = readable.get(article);
  if (known) return known;
  const fields = articleSearchFields(article);
  const terms = {
    title: termsOf(fields.text.title),
    body: termsOf(fields.text.body),
    author: termsOf(fields.text.author),
  };
  const made = { article, fields, terms };
  readable.set(article, made);
  return made;
}

function termsOf(text: string): { term: string }[] {
  return text
    .split(' ')
    .filter((term) => term !== '')
    .map((term) => ({ term }));
}

type Test = (one: Readable) => boolean;

function matcher(query: Query): Test {
  switch (query.type) {
    case 'everything':
      return () => true;
    case 'and': {
      const parts = query.parts.map(matcher);
      return (one) => parts.every((part) => part(one));
    }
    case 'or': {
      const parts = query.parts.map(matcher);
      return (one) => parts.some((part) => part(one));
    }
    case 'not': {
      const part = matcher(query.part);
      return (one) => !part(one);
    }
    case 'words': {
      const phrases = wordPhrases(query.text, query.phrase, query.prefix);
      if (phrases.length === 0) return () => false;
      return (one) =>
        phrases.every((phrase) =>
          columns(one, query.field).some((terms) => terms.some((_, at) => standsAt(phrase, terms, at))),
        );
    }
    case 'forms':
      return forms(query);
    case 'as-of':
      return ({ fields }) => fields.seen < query.at;
    case 'near':
      return near(query);
    case 'value':
      return value(query);
    case 'number': {
      const { field, op, value: wanted } = query;
      return ({ fields }) => {
        const found = { reactions: fields.reactions, views: fields.views, lag: fields.lag }[field];
        return found !== null && compare[op](found, wanted);
      };
    }
    case 'time': {
      const { field, from, to } = query;
      return ({ fields }) => {
        const found = fields[field];
        return found !== null && (from === null || found >= from) && (to === null || found < to);
      };
    }
  }
}

/** Here every word of the text is at hand: no vocabulary is needed. */
function forms(query: FormsLeaf): Test {
  if (query.language !== null) {
    const found = wordForms(query.text, query.language);
    if (!found) return () => false;
    return (one) => columns(one, query.field).some((terms) => terms.some(({ term }) => found.isForm(term)));
  }
  return termTest(expandForms(query, new Map()));
}

/** What an expanded `~` comes to: terms, phrases, and, or. */
function termTest(query: IndexQuery): Test {
  switch (query.type) {
    case 'and':
    case 'or': {
      const parts = query.parts.map(termTest);
      return query.type === 'and'
        ? (one) => parts.every((part) => part(one))
        : (one) => parts.some((part) => part(one));
    }
    case 'term': {
      const { field, term: wanted, prefix } = query;
      return (one) =>
        columns(one, field).some((terms) =>
          terms.some(({ term }) => (prefix ? term.startsWith(wanted) : term === wanted)),
        );
    }
    case 'not':
      return () => false;
    default:
      return matcher(query);
  }
}

const compare = {
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '=': (a: number, b: number) => a === b,
} as const;

function columns({ terms }: Readable, field: TextField): readonly (readonly { term: string }[])[] {
  return field === 'any' ? [terms.title, terms.body, terms.author] : [terms[field]];
}

/** As FTS5 has it: between the end of each piece and the start of the last of them stand at most so many words. */
function near({ field, texts, distance }: Extract<Query, { type: 'near' }>): Test {
  const phrases = texts.map((text) => searchPhrase(text, false)).filter((one) => one !== null);
  if (phrases.length === 0 || phrases.length < texts.length) return () => false;
  return (one) => columns(one, field).some((terms) => nearIn(terms, phrases, distance));
}

function nearIn(terms: readonly { term: string }[], phrases: readonly Phrase[], distance: number): boolean {
  const places = phrases.map((phrase) => terms.flatMap((_, at) => (standsAt(phrase, terms, at) ? [at] : [])));
  return places.flat().some((last) =>
    places.every((found, i) => {
      const earliest = last - (phrases[i]?.terms.length ?? 0) - distance;
      return found.some((at) => at >= earliest && at <= last);
    }),
  );
}

function value({ field, value: wanted }: Extract<Query, { type: 'value' }>): Test {
  const folded = wanted.toLowerCase();
  switch (field) {
    case 'site':
      return ({ article }) => article.site === folded;
    case 'lang':
      return ({ article }) => article.language === folded;
    case 'relation':
      return ({ article }) => article.relation === folded;
    case 'verdict':
      return ({ article }) => article.dateVerdict === folded;
    case 'story':
      return ({ article }) => article.storyId === wanted;
    case 'id':
      return ({ article }) => article.id === wanted;
    case 'url': {
      const id = articleId(wanted);
      return ({ article }) => article.url === wanted || article.id === id;
    }
  }
}
