import type { Article } from '../../../src/model/article.ts';
import { articleId } from '../../../src/model/article-id.ts';
import type { FormsLeaf, Query, TextField } from '../../../src/query/query.ts';
import { scriptVariants } from '../../../src/store/script-variants.ts';
import { searchPhrase, searchTerms, standsAt } from '../../../src/store/search-terms.ts';
import { wordForms } from '../../../src/store/word-forms.ts';
import { isHangul, unspacedWords } from '../../../src/store/word-terms.ts';

type Terms = { title: string[]; body: string[]; author: string[] };

/** Whether an article answers a query: the plain meaning, without an index. */
export function fits(article: Article, query: Query): boolean {
  switch (query.type) {
    case 'everything':
      return true;
    case 'and':
      return query.parts.every((part) => fits(article, part));
    case 'or':
      return query.parts.some((part) => fits(article, part));
    case 'not':
      return !fits(article, query.part);
    case 'words':
      return fitsWords(article, query);
    case 'forms':
      return fitsForms(article, query);
    case 'as-of':
      return article.firstSeenAt < query.at;
    case 'near':
      return fitsNear(article, query);
    case 'value':
      return fitsValue(article, query);
    case 'number':
      return fitsNumber(article, query);
    case 'time': {
      const iso = query.field === 'claimed' ? article.claimedDate?.iso : article.firstSeenAt;
      if (!iso) return false;
      const time = iso.includes('T') ? iso.replace(/(?:Z|[+-]\d\d:\d\d)$/, '') : iso;
      return (query.from === null || time >= query.from) && (query.to === null || time < query.to);
    }
  }
}

const terms = (text: string) => searchTerms(text).map(({ term }) => term);

function fieldsOf(article: Article, field: TextField): string[][] {
  const all: Terms = {
    title: terms(article.title ?? ''),
    body: terms(article.body),
    // No phrase runs from one author into the next.
    author: article.authors.flatMap((name, index) => [...(index > 0 ? ['|'] : []), ...terms(name)]),
  };
  return field === 'any' ? Object.values(all) : [all[field]];
}

function placesOf(text: string, words: readonly string[], prefix = false): number[] {
  const phrase = searchPhrase(text, prefix);
  if (!phrase) return [];
  const placed = words.map((term) => ({ term }));
  return words.flatMap((_, place) => (standsAt(phrase, placed, place) ? [place] : []));
}

function fitsWords(article: Article, query: Extract<Query, { type: 'words' }>): boolean {
  const pieces = query.phrase ? [query.text] : query.text.split(/\s+/);
  const wanted = pieces
    .map((piece, index) => ({ piece, prefix: query.prefix && index === pieces.length - 1 }))
    .filter(({ piece }) => terms(piece).length > 0);
  const fields = fieldsOf(article, query.field);
  return (
    wanted.length > 0 &&
    wanted.every(({ piece, prefix }) => fields.some((words) => placesOf(piece, words, prefix).length > 0))
  );
}

/** Word by word, without a vocabulary or an index. */
function fitsForms(article: Article, { field, text, phrase, language }: FormsLeaf): boolean {
  const fields = fieldsOf(article, field);
  if (language !== null) {
    const forms = wordForms(text, language);
    return fields.some((words) => words.some((word) => forms?.isForm(word)));
  }
  const texts = { title: [article.title ?? ''], body: [article.body], author: article.authors };
  const looked = field === 'any' ? Object.values(texts) : [texts[field]];
  return scriptVariants(text).some((variant) => {
    if (phrase) return fields.some((words) => placesOf(variant, words).length > 0);
    const spaced = terms(variant).filter((term) => unspacedWords(term).length === 0);
    return (
      spaced.every((word) => fields.some((words) => words.includes(word))) &&
      unspacedWords(variant).every((word) =>
        looked.some((some) =>
          some.flatMap(unspacedWords).some((one) => (isHangul(word) ? one.startsWith(word) : one === word)),
        ),
      )
    );
  });
}

function fitsNear(article: Article, { field, texts, distance }: Extract<Query, { type: 'near' }>): boolean {
  if (texts.length === 0) return false;
  return fieldsOf(article, field).some((words) => {
    const places = texts.map((text) => ({
      length: searchPhrase(text, false)?.terms.length ?? 0,
      starts: placesOf(text, words),
    }));
    const last = places.flatMap(({ starts }) => starts);
    return last.some((end) =>
      places.every(({ length, starts }) =>
        starts.some((start) => start <= end && end - (start + length) <= distance),
      ),
    );
  });
}

function fitsValue(article: Article, { field, value }: Extract<Query, { type: 'value' }>): boolean {
  switch (field) {
    case 'site':
      return article.site === value.toLowerCase();
    case 'lang':
      return article.language === value.toLowerCase();
    case 'relation':
      return article.relation === value.toLowerCase();
    case 'verdict':
      return article.dateVerdict === value.toLowerCase();
    case 'story':
      return article.storyId === value;
    case 'id':
      return article.id === value;
    case 'url':
      return article.url === value || article.id === articleId(value);
  }
}

function fitsNumber(article: Article, { field, op, value }: Extract<Query, { type: 'number' }>): boolean {
  const counts = article.reactions.flatMap(({ count }) => (count === null ? [] : [count]));
  const numbers = {
    reactions: counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : null,
    views: article.views,
    lag: article.lagDays,
  };
  const found = numbers[field];
  if (found === null) return false;
  const compared = { '>': found > value, '>=': found >= value, '<': found < value, '<=': found <= value };
  return op === '=' ? found === value : compared[op];
}
