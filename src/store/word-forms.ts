import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import type { formLanguages } from '../query/form-languages.ts';
import { searchTerms } from './search-terms.ts';

const stemmers: Record<(typeof formLanguages)[number], (word: string) => string> = {
  ...{ da: danish, de: german, el: greek, en: english, es: spanish, fi: finnish, fr: french, hu: hungarian },
  ...{ it: italian, nl: dutch, no: norwegian, pt: portuguese, ro: romanian, ru: russian, sv: swedish },
  ...{ tr: turkish, uk: ukrainian },
};

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

function stemmerOf(language: string): ((word: string) => string) | null {
  const [, found] = Object.entries(stemmers).find(([name]) => name === language) ?? [];
  return found ?? null;
}

function sharedLength(term: string, stem: string): number {
  let length = 0;
  while (length < stem.length && term.charAt(length) === stem.charAt(length)) length += 1;
  return length;
}
