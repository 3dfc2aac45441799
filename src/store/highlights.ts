import type { Article } from '../model/article.ts';
import type { TextField } from '../query/query.ts';
import type { IndexQuery } from './expand-forms.ts';
import {
  MAX_TERM_LENGTH,
  type Phrase,
  searchPhrase,
  searchTerms,
  standsAt,
  type Term,
} from './search-terms.ts';
import { spokenTerm } from './word-terms.ts';

const OPEN = '\u{E000}';
const CLOSE = '\u{E001}';
const MAX_PIECES = 3;
/** Characters shown before and after the first word found. */
const BEFORE = 60;
const AFTER = 140;
/** A body is looked through no further than this. */
const MAX_TEXT_LENGTH = 200_000;

type Wanted = { field: TextField; phrase: Phrase };
/** In a text, end exclusive. */
type Place = { start: number; end: number };

/** Pieces of title and body around the words that `query` asks for, marked with U+E000 and U+E001. */
export function highlights(article: Article, query: IndexQuery): string[] {
  const wanted = wantedPhrases(query);
  if (wanted.length === 0) return [];
  const pieces: string[] = [];
  for (const [field, text] of [
    ['title', article.title ?? ''],
    ['body', article.body.slice(0, MAX_TEXT_LENGTH)],
  ] as const) {
    const phrases = wanted.filter((one) => one.field === 'any' || one.field === field);
    if (phrases.length > 0) pieces.push(...marked(text, phrases, MAX_PIECES - pieces.length));
    if (pieces.length >= MAX_PIECES) break;
  }
  return pieces;
}

/** Every phrase that a matching article may be found by: nothing under a `not`. */
export function wantedPhrases(query: IndexQuery): Wanted[] {
  switch (query.type) {
    case 'and':
    case 'or':
      return query.parts.flatMap(wantedPhrases);
    case 'words':
      return wordPhrases(query.text, query.phrase, query.prefix).map((phrase) => ({
        field: query.field,
        phrase,
      }));
    case 'term': {
      // A whole word of a script without spaces is marked wherever its characters stand.
      const phrase = searchPhrase(spokenTerm(query.term), query.prefix);
      return phrase ? [{ field: query.field, phrase }] : [];
    }
    case 'near':
      return query.texts.flatMap((text) => {
        const phrase = searchPhrase(text, false);
        return phrase ? [{ field: query.field, phrase }] : [];
      });
    default:
      return [];
  }
}

/**
 * What a `words` node asks for: one phrase; or, where it is no phrase, each of its words anywhere in the field.
 * A `*` belongs to the last word. Empty: there is nothing to search for, and nothing is found.
 */
export function wordPhrases(text: string, phrase: boolean, prefix: boolean): Phrase[] {
  const words = phrase ? [text] : text.split(/\s+/).filter((word) => word !== '');
  const phrases = words.map((word, i) => searchPhrase(word, prefix && i === words.length - 1));
  return phrases.filter((one) => one !== null);
}

function marked(text: string, wanted: readonly Wanted[], limit: number): string[] {
  const found = joined(BEYOND_ASCII.test(text) ? placesByTerms(text, wanted) : placesInAscii(text, wanted));
  const pieces: string[] = [];
  let shownTo = -1;
  for (const place of found) {
    if (pieces.length >= limit) break;
    if (place.start < shownTo) continue;
    const from = wordStart(text, place.start - BEFORE);
    shownTo = wordEnd(text, place.end + AFTER);
    pieces.push(mark(text, from, shownTo, found));
  }
  return pieces;
}

/** Letters, digits and marks that need folding, or are words by themselves. */
const BEYOND_ASCII = /[[\p{L}\p{N}\p{M}]--[a-zA-Z0-9]]/v;

function placesByTerms(text: string, wanted: readonly Wanted[]): Place[] {
  const terms = searchTerms(text);
  return terms.flatMap((term, at) => {
    const places: Place[] = [];
    for (const { phrase } of wanted) {
      if (!standsAt(phrase, terms, at)) continue;
      const last = terms[at + phrase.terms.length - 1];
      const asked = phrase.terms.at(-1);
      if (!last || asked === undefined) continue;
      // A term of two characters stands at the first of them: the second belongs to the words found too.
      const second = isPair(asked, last) ? (terms[at + phrase.terms.length]?.end ?? last.end) : last.end;
      places.push({ start: term.start, end: second });
    }
    return places;
  });
}

/** The same for a text of ASCII words, which is most of English: an expression finds them five times as fast. */
function placesInAscii(text: string, wanted: readonly Wanted[]): Place[] {
  const places = wanted.flatMap(({ phrase }) => {
    const [first = '', ...others] = phrase.terms.map(asciiWord);
    const open = phrase.prefix ? '[a-z0-9]*' : '';
    const rest = others.map((word) => `[^a-z0-9]+${word}`).join('');
    // Phrases may overlap: only the first word is taken up.
    const expression = new RegExp(`(?<![a-z0-9])(?=(${first}${rest}${open})(?![a-z0-9]))${first}`, 'gi');
    return Array.from(text.matchAll(expression), ({ index, 1: all = '' }) => ({
      start: index,
      end: index + all.length,
    }));
  });
  return places.sort((a, b) => a.start - b.start);
}

/** Longer words of a text are cut as the term was. Terms hold letters, digits and marks only. */
function asciiWord(term: string): string {
  return term.length < MAX_TERM_LENGTH ? term : `${term}[a-z0-9]*`;
}

/** Places that touch become one; in order of their beginnings. */
function joined(places: readonly Place[]): Place[] {
  const apart: Place[] = [];
  for (const { start, end } of places) {
    const before = apart.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

function isPair(asked: string, found: Term): boolean {
  return [...asked].length === 2 && found.end - found.start < asked.length;
}

function mark(text: string, from: number, to: number, places: readonly Place[]) {
  let piece = '';
  let at = from;
  for (const { start, end } of places) {
    if (start < from || start >= to) continue;
    piece += `${text.slice(at, start)}${OPEN}${text.slice(start, end)}${CLOSE}`;
    at = end;
  }
  return (piece + text.slice(at, Math.max(at, to))).replace(/\s+/g, ' ').trim();
}

function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.indexOf(' ', at);
  return space >= 0 && space < at + 20 ? space + 1 : whole(text, at);
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space > at - 20 ? space : whole(text, at);
}

/** Never between the halves of one character. */
function whole(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
