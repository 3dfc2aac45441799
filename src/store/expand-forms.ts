import type { FormsLeaf, Query, QueryLeaf, TextField } from '../query/query.ts';
import { scriptVariants } from './script-variants.ts';
import { searchTerms } from './search-terms.ts';
import { wordForms } from './word-forms.ts';
import { isHangul, unspacedWords, wholeWordTerm } from './word-terms.ts';

/** One term as it stands in the index, not as it is read from a text. */
export type TermLeaf = { type: 'term'; field: TextField; term: string; prefix: boolean };

type Tree<Leaf> =
  | Leaf
  | { type: 'and' | 'or'; parts: readonly Tree<Leaf>[] }
  | { type: 'not'; part: Tree<Leaf> };

/** A query as an index answers it: what is asked by the rules of a language has become the terms that it stands for. */
export type IndexQuery = Tree<QueryLeaf | TermLeaf>;

/** What all forms of the words of a query begin with: what has to be looked up in the vocabulary for `expandForms`. */
export function formPrefixes(query: Query): string[] {
  switch (query.type) {
    case 'and':
    case 'or':
      return query.parts.flatMap(formPrefixes);
    case 'not':
      return formPrefixes(query.part);
    case 'forms': {
      const forms = query.language === null ? null : wordForms(query.text, query.language);
      return forms ? [forms.prefix] : [];
    }
    default:
      return [];
  }
}

/**
 * @param vocabulary for each of `formPrefixes`, the words of all texts that begin so
 */
export function expandForms(query: Query, vocabulary: ReadonlyMap<string, readonly string[]>): IndexQuery {
  switch (query.type) {
    case 'and':
    case 'or':
      return { type: query.type, parts: query.parts.map((part) => expandForms(part, vocabulary)) };
    case 'not':
      return { type: 'not', part: expandForms(query.part, vocabulary) };
    case 'as-of':
      // Here it says no more than that nothing later was there; what was otherwise then is told elsewhere.
      return { type: 'time', field: 'seen', from: null, to: query.at };
    case 'forms':
      return query.language === null ? unspaced(query) : alphabetic(query, query.language, vocabulary);
    default:
      return query;
  }
}

function alphabetic(
  { text, field }: FormsLeaf,
  language: string,
  vocabulary: ReadonlyMap<string, readonly string[]>,
): IndexQuery {
  const forms = wordForms(text, language);
  if (!forms) return { type: 'or', parts: [] };
  const found = new Set([forms.term, ...(vocabulary.get(forms.prefix) ?? []).filter(forms.isForm)]);
  return {
    type: 'or',
    parts: [...found].sort().map((term) => ({ type: 'term', field, term, prefix: false })),
  };
}

/** In all scripts that it may be written in: as a phrase, or by its words. */
function unspaced({ text, field, phrase }: FormsLeaf): IndexQuery {
  const variants = scriptVariants(text);
  if (phrase) {
    return {
      type: 'or',
      parts: variants.map((one) => ({ type: 'words', field, text: one, prefix: false, phrase })),
    };
  }
  return { type: 'or', parts: variants.map((one) => ({ type: 'and', parts: wordsOf(one, field) })) };
}

function wordsOf(text: string, field: TextField): IndexQuery[] {
  const spaced = searchTerms(text).flatMap(({ term }) => (unspacedWords(term).length === 0 ? [term] : []));
  return [
    ...unspacedWords(text).map((word) => ({
      ...{ type: 'term' as const, field, term: wholeWordTerm(word) },
      // Korean puts endings behind a word.
      prefix: isHangul(word),
    })),
    ...spaced.map((term) => ({ type: 'term' as const, field, term, prefix: false })),
  ];
}
