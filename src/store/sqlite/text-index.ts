import { z } from 'zod';
import type { Article } from '../../model/article.ts';
import type { Query } from '../../query/query.ts';
import type { ArticleSearchFields } from '../article-search-fields.ts';
import { expandForms, formPrefixes, type IndexQuery } from '../expand-forms.ts';
import { hasForms } from '../word-forms.ts';
import { knownWords } from './known-words.ts';
import type { Statements } from './statements.ts';

/** In front of a term that is no word of a text but a value of the article. */
const TAG = '\u{E005}';
/** Only letters and digits stay together in the index; other characters of a value are moved out of ASCII. */
const MOVED = 0xe100;

/** The term by which the text index finds the articles of a site or language. */
export function tagTerm(field: 'site' | 'lang', value: string): string {
  const whole = value.replace(/[^a-z0-9\u0080-\uffff]/g, (character) =>
    String.fromCharCode(MOVED + character.charCodeAt(0)),
  );
  return `${TAG}${field}${whole}`;
}

type Row = Pick<Article, 'site' | 'language'>;
type Text = { fields: ArticleSearchFields; article: Row };

/** What is to stand at each place of the index (null: nothing), and whether something stands there now. */
export type TextChanges = Map<number, { stands: boolean; text: Text | null }>;

export function addText(changes: TextChanges, n: number, text: Text): void {
  changes.set(n, { stands: changes.get(n)?.stands ?? false, text });
}

export function dropText(changes: TextChanges, n: number): void {
  changes.set(n, { stands: changes.get(n)?.stands ?? true, text: null });
}

/** Writes articles, and at the end what the search index learns by that. */
export function withTexts<T>(sql: Statements, write: (texts: TextChanges) => T): T {
  const texts: TextChanges = new Map();
  const result = write(texts);
  writeTexts(sql, texts);
  return result;
}

/**
 * In the order of places, with nothing else between: FTS5 puts by what it holds as a part of its own, to be merged over and
 * over, as soon as a place comes before the last one or a statement with triggers runs.
 */
function writeTexts(sql: Statements, changes: TextChanges): void {
  for (const [n, { stands, text }] of [...changes].sort(([a], [b]) => a - b)) {
    if (stands) sql.run('DELETE FROM article_text WHERE rowid = ?', n);
    if (text) insertText(sql, n, text.fields, text.article);
  }
}

export function insertText(
  sql: Statements,
  n: number,
  { text: { title, body, author } }: ArticleSearchFields,
  article: Row,
): void {
  sql.run(
    'INSERT INTO article_text (rowid, title, body, author, tag) VALUES (?, ?, ?, ?, ?)',
    ...[n, title, body, author, tagsOf(article)],
  );
  addWords(sql, [title, body, author]);
}

function tagsOf({ site, language }: Row): string {
  return [tagTerm('site', site), ...(language === null ? [] : [tagTerm('lang', language)])].join(' ');
}

/** The vocabulary, in which other forms of a word are looked up. Words stay when the last text with them is gone. */
function addWords(sql: Statements, texts: readonly string[]): void {
  const known = knownWords(sql.db);
  for (const text of texts) {
    for (const word of text.split(' ')) {
      if (known.has(word) || !hasForms(word)) continue;
      known.add(word);
      sql.run('INSERT OR IGNORE INTO word (word) VALUES (?)', word);
    }
  }
}

const Word = z.object({ word: z.string() });

/** A query in the terms of this index. */
export function indexQuery(sql: Statements, query: Query): IndexQuery {
  const prefixes = [...new Set(formPrefixes(query))];
  // No word goes on with a character behind the last of all letters.
  const words = prefixes.map((prefix) =>
    sql.all(Word, 'SELECT word FROM word WHERE word >= ? AND word < ?', prefix, `${prefix}\u{10ffff}`),
  );
  const vocabulary = new Map(prefixes.map((prefix, i) => [prefix, (words[i] ?? []).map(({ word }) => word)]));
  return expandForms(query, vocabulary);
}
