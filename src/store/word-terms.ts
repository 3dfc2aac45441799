import { fold, unspacedRuns } from './search-terms.ts';

/** In front of a term that stands for a whole word; nothing that is read from a text can begin so. */
const WHOLE_WORD = '\u{E004}';
const MAX_TERM_LENGTH = 64;

let segmenter: Intl.Segmenter | null = null;

/** The term that a store keeps for one word of a script without spaces. */
export function wholeWordTerm(word: string): string {
  return WHOLE_WORD + word.slice(0, MAX_TERM_LENGTH);
}

/** The words of a text in scripts that are written without spaces, in order: 東京都知事 → 東京, 都知事. */
export function unspacedWords(text: string): string[] {
  return unspacedRuns(fold(text)).flatMap((run) =>
    [...wordsIn(run)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : [])),
  );
}

function wordsIn(run: string): Intl.Segments {
  // Chinese and Japanese are cut with one dictionary, Thai, Lao, Khmer and Burmese with theirs, whatever the locale. They
  // are read when there is a text for them.
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return segmenter.segment(run);
}

/** A term without the mark of a whole word. */
export function spokenTerm(term: string): string {
  return term.startsWith(WHOLE_WORD) ? term.slice(WHOLE_WORD.length) : term;
}

export function isHangul(word: string): boolean {
  return /^\p{Script=Hang}/u.test(word);
}

/** What stands behind the terms of a text, for searches by whole words; '' for scripts with spaces. */
export function wholeWordText(text: string): string {
  return [...new Set(unspacedWords(text))].map((word) => ` ${wholeWordTerm(word)}`).join('');
}
