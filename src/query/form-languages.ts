import type { Query } from './query.ts';

/** Languages whose words have forms that `~` finds. */
export const formLanguages = [
  ...['da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'hu', 'it', 'nl', 'no', 'pt', 'ro', 'ru', 'sv', 'tr', 'uk'],
] as const;
const DEFAULT_LANGUAGE = 'en';

// Scripts that are written without spaces between words.
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

/** Whether a text is in a script that is written without spaces. */
export function isUnspacedText(text: string): boolean {
  return UNSPACED.test(text);
}

/** Gives every `~` without a language the one that a `lang:` beside it names, or English. */
export function withLanguages(query: Query, language: string = DEFAULT_LANGUAGE): Query {
  switch (query.type) {
    case 'forms':
      return query.language === '' ? { ...query, language } : query;
    case 'not':
      return { type: 'not', part: withLanguages(query.part, language) };
    case 'or':
      return { type: 'or', parts: query.parts.map((part) => withLanguages(part, language)) };
    case 'and': {
      const named = query.parts.flatMap((part) =>
        part.type === 'value' && part.field === 'lang' ? [part.value.split('-')[0] ?? ''] : [],
      );
      const known = named.find((name) => formLanguages.some((one) => one === name));
      return { type: 'and', parts: query.parts.map((part) => withLanguages(part, known ?? language)) };
    }
    default:
      return query;
  }
}
