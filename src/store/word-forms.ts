import { createRequire } from 'node:module';
import type { formLanguages } from '../query/form-languages.ts';
import { searchTerms } from './search-terms.ts';

type Stem = (word: string) => string;

/** The modules of @orama/stemmers; one is read when its language is first asked for, since most processes search nothing. */
const modules: Record<(typeof formLanguages)[number], string> = {
  ...{ da: 'danish', de: 'german', el: 'greek', en: 'english', es: 'spanish', fi: 'finnish', fr: 'french' },
  ...{ hu: 'hungarian', it: 'italian', nl: 'dutch', no: 'norwegian', pt: 'portuguese', ro: 'romanian' },
  ...{ ru: 'russian', sv: 'swedish', tr: 'turkish', uk: 'ukrainian' },
};
const load = createRequire(import.meta.url);

/** Words that a stem is taken of: whole words of one alphabet. */
const STEMMED = /^[\p{Script=Latn}\p{Script=Cyrl}\p{Script=Grek}]{2,40}$/u;
/** Stemmers change the end of a word, never so much that this many letters of the stem less one do not remain. */
const LEAST_PREFIX = 2;

export function hasForms(term: string): boolean {
  return STEMMED.test(term);
}

/** The forms of one word: terms with its stem that begin as the stem does. */
export type WordForms = {
  /** The word itself, as a term. */
  term: string;
  /** What every form begins with. */
  prefix: string;
  isForm(term: string): boolean;
};

/** Null: there is no word in the text. Stems are taken of terms, which have neither capitals nor accents. */
export function wordForms(text: string, language: string): WordForms | null {
  const [term] = searchTerms(text).map((found) => found.term);
  if (term === undefined) return null;
  const stemOf = stemmerOf(language);
  if (!stemOf || !hasForms(term)) return { term, prefix: term, isForm: (other) => other === term };
  const stem = stemOf(term);
  const prefix = term.slice(0, Math.max(LEAST_PREFIX, sharedLength(term, stem) - 1));
  return {
    ...{ term, prefix },
    isForm: (other) =>
      other === term || (hasForms(other) && other.startsWith(prefix) && stemOf(other) === stem),
  };
}

function stemmerOf(language: string): Stem | null {
  const [, name] = Object.entries(modules).find(([known]) => known === language) ?? [];
  return name === undefined ? null : (load(`@orama/stemmers/${name}`) as { stemmer: Stem }).stemmer;
}

function sharedLength(term: string, stem: string): number {
  let length = 0;
  while (length < stem.length && term.charAt(length) === stem.charAt(length)) length += 1;
  return length;
}
