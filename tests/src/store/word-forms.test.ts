import { describe, expect, it } from 'vitest';
import { formLanguages } from '../../../src/query/form-languages.ts';
import { wordForms } from '../../../src/store/word-forms.ts';

describe('wordForms', () => {
  // Two forms of one word, and a word that begins alike.
  const words: [language: string, word: string, form: string, other: string][] = [
    ['da', 'dage', 'dagene', 'dagligstue'],
    ['de', 'kinder', 'kindern', 'kinderlos'],
    ['en', 'voting', 'voted', 'voter'],
    ['es', 'trabajo', 'trabajos', 'trabalenguas'],
    ['fr', 'maison', 'maisons', 'maisonnette'],
    ['nl', 'boeken', 'boek', 'boekwinkel'],
    ['ru', 'книга', 'книги', 'книгопечатание'],
    ['sv', 'flickor', 'flickorna', 'flicktidning'],
  ];

  it.each(words)(
    'finds the forms of a word by the stemmer of its language (%s)',
    (language, word, form, other) => {
      const forms = wordForms(word, language);
      expect(forms?.isForm(form)).toBe(true);
      expect(forms?.isForm(other)).toBe(false);
    },
  );

  it.each(formLanguages)('has a stemmer for each language that a query may name (%s)', (language) => {
    expect(wordForms('word', language)?.isForm('word')).toBe(true);
  });
});
