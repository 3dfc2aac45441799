/** One searchable term and where it stands in the text it was read from (UTF-16 places, end exclusive). */
export type Term = { term: string; start: number; end: number };

/**
 * What a piece of a query looks for: these terms at neighbouring places of one field; with `prefix`, the last
 * one need only begin so.
 */
export type Phrase = { terms: readonly string[]; prefix: boolean };

// Scripts that are written without spaces between words are searched by their characters.
const UNSPACED =
  '[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Bopo}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]&&[\\p{L}\\p{N}\\p{M}]]';
const WORD_RUN = /[\p{L}\p{N}\p{M}]+/gu;
const PIECES = new RegExp(`(${UNSPACED}+)|[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]+`, 'gv');
const PLAIN = /^[a-z0-9]+$/i;
const ACCENTS = /(?<=[\p{sc=Latn}\p{sc=Grek}])[\u0300-\u036f]+/gu;
/** Longer terms are cut, in texts and in queries alike. */
export const MAX_TERM_LENGTH = 64;

/**
 * The terms of a text in order: the one meaning of "word" for every store.
 *
 * Words are runs of letters and digits, without regard to case, width (ＡＢＣ) and Latin or Greek accents. A run
 * of Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese gives one term for each character: the character and the one
 * after it (the last stands alone). So any substring of such a run is a phrase of terms.
 */
export function searchTerms(text: string): Term[] {
  const terms: Term[] = [];
  for (const { 0: run, index } of text.matchAll(WORD_RUN)) {
    if (PLAIN.test(run)) {
      terms.push({
        term: run.toLowerCase().slice(0, MAX_TERM_LENGTH),
        start: index,
        end: index + run.length,
      });
    } else {
      pushFolded(run, index, terms);
    }
  }
  return terms;
}

/** Terms as one text with a space between two: what a store keeps to search in. */
export function termText(text: string): string {
  return searchTerms(text)
    .map(({ term }) => term)
    .join(' ');
}

/** The phrase that a piece of a query asks for; null where it holds nothing to search for. */
export function searchPhrase(text: string, prefix: boolean): Phrase | null {
  const terms = searchTerms(text).map(({ term }) => term);
  const last = terms.at(-1);
  if (last === undefined) return null;
  if (!isUnspaced(last)) return { terms, prefix };
  // "北京" gives 北京 and 京; in a text the word may go on, so the lone 京 must not be asked for.
  const before = terms.at(-2);
  if (before !== undefined && isUnspaced(before) && [...before].length === 2 && before.endsWith(last)) {
    return { terms: terms.slice(0, -1), prefix: false };
  }
  return { terms, prefix: true };
}

/** True where `phrase` stands in `terms` from place `at` on. */
export function standsAt(phrase: Phrase, terms: readonly { term: string }[], at: number): boolean {
  const end = phrase.terms.length - 1;
  return phrase.terms.every((wanted, i) => {
    const found = terms[at + i]?.term;
    if (found === undefined) return false;
    return phrase.prefix && i === end ? found.startsWith(wanted) : found === wanted;
  });
}

const UNSPACED_RUN = new RegExp(`${UNSPACED}+`, 'gv');

/** The runs of characters that are written without spaces between words. */
export function unspacedRuns(text: string): string[] {
  return text.match(UNSPACED_RUN) ?? [];
}

const unspacedStart = new RegExp(`^${UNSPACED}`, 'v');

function isUnspaced(term: string): boolean {
  return unspacedStart.test(term);
}

function pushFolded(run: string, index: number, terms: Term[]): void {
  const folded = fold(run);
  // Places are exact where folding kept the length; else the whole run stands for each of its terms.
  const exact = folded.length === run.length;
  for (const match of folded.matchAll(PIECES)) {
    const start = exact ? index + match.index : index;
    if (match[1] === undefined) {
      const end = exact ? start + match[0].length : index + run.length;
      terms.push({ term: match[0].slice(0, MAX_TERM_LENGTH), start, end });
      continue;
    }
    const characters = [...match[1]];
    let place = start;
    characters.forEach((character, i) => {
      const term = character + (characters[i + 1] ?? '');
      terms.push({ term, start: place, end: exact ? place + character.length : index + run.length });
      if (exact) place += character.length;
    });
  }
}

/** Letters without regard to case, width and Latin or Greek accents. */
export function fold(run: string): string {
  return run
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ');
}
