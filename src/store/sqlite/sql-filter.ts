import type { SQLInputValue } from 'node:sqlite';
import { articleId } from '../../model/article-id.ts';
import type { TextField } from '../../query/query.ts';
import type { IndexQuery } from '../expand-forms.ts';
import { wordPhrases } from '../highlights.ts';
import { type Phrase, searchPhrase } from '../search-terms.ts';
import { placeAtMs } from './article-place.ts';
import { tagTerm } from './text-index.ts';

/** A condition on the row `a` of `article`; two-valued: what is not known does not fit, and fits a `not`. */
export type SqlFilter = { sql: string; parameters: SQLInputValue[] };

const NOTHING: SqlFilter = { sql: '0', parameters: [] };
const EVERYTHING: SqlFilter = { sql: '1', parameters: [] };

/** The tree as SQL. Whatever is only about words becomes one FTS5 expression, which is answered in one go. */
export function sqlFilter(query: IndexQuery): SqlFilter {
  const words = wordsOnly(query);
  if (words !== null) return words === '' ? NOTHING : textFilter(words);
  switch (query.type) {
    case 'and':
      return conjunction(query.parts);
    case 'or':
      return disjunction(query.parts);
    case 'not': {
      const { sql, parameters } = sqlFilter(query.part);
      return { sql: `NOT (${sql})`, parameters };
    }
    case 'value':
      return valueFilter(query);
    case 'number': {
      // `op` is one of five by type and by the parser; it is still never taken over as it came.
      const operator = OPERATORS[query.op];
      return {
        sql: `ifnull(a.${NUMBER_COLUMNS[query.field]} ${operator} ?, 0)`,
        parameters: [query.value],
      };
    }
    case 'time':
      return timeFilter(query);
    default:
      return EVERYTHING;
  }
}

/** One FTS5 expression that any word of the query fits, for ranking; null where the query asks for no word. */
export function rankExpression(query: IndexQuery): string | null {
  const leaves: string[] = [];
  const collect = (part: IndexQuery): void => {
    if (part.type === 'and' || part.type === 'or') part.parts.forEach(collect);
    else if (part.type === 'words' || part.type === 'near' || part.type === 'term') {
      const expression = wordsOnly(part);
      if (expression) leaves.push(expression);
    }
  };
  collect(query);
  return leaves.length > 0 ? balanced('OR', leaves) : null;
}

/**
 * The FTS5 expression for a tree of words alone; '' where nothing can fit; null where it asks for more than words.
 */
export function wordsOnly(query: IndexQuery): string | null {
  switch (query.type) {
    case 'words': {
      const phrases = wordPhrases(query.text, query.phrase, query.prefix);
      return phrases.length === 0
        ? ''
        : balanced(
            'AND',
            phrases.map((phrase) => inColumn(query.field, quoted(phrase))),
          );
    }
    case 'term':
      return inColumn(query.field, quoted({ terms: [query.term], prefix: query.prefix }));
    case 'near': {
      const phrases = query.texts.map((text) => searchPhrase(text, false)).filter((one) => one !== null);
      if (phrases.length === 0 || phrases.length < query.texts.length) return '';
      const distance = Math.max(0, Math.trunc(query.distance));
      return inColumn(query.field, `NEAR(${phrases.map(quoted).join(' ')}, ${distance})`);
    }
    case 'value':
      if (query.field !== 'site' && query.field !== 'lang') return null;
      return `"${tagTerm(query.field, query.value.toLowerCase())}"`;
    case 'or': {
      const parts = query.parts.map(wordsOnly);
      const known = parts.filter((part) => part !== null);
      if (parts.length === 0 || known.length < parts.length) return null;
      return balanced(
        'OR',
        known.filter((part) => part !== ''),
      );
    }
    case 'and': {
      const { words, rest } = apart(query.parts);
      return rest.length === 0 ? words : null;
    }
    default:
      return null;
  }
}

/**
 * What all of these parts come to: one FTS5 expression ('': nothing fits; null: it takes what the expression cannot
 * say), and the parts that are not in it.
 */
export function apart(parts: readonly IndexQuery[]): { words: string | null; rest: readonly IndexQuery[] } {
  const wanted: string[] = [];
  const unwanted: [IndexQuery, string][] = [];
  const rest: IndexQuery[] = [];
  for (const part of flat(parts)) {
    const words = wordsOnly(part);
    const without = part.type === 'not' ? wordsOnly(part.part) : null;
    if (words === '') return { words: '', rest: [] };
    if (words !== null) wanted.push(words);
    else if (without) unwanted.push([part, without]);
    // `not` of what nothing fits holds for every article, as everything does.
    else if (without === null && part.type !== 'everything') rest.push(part);
  }
  if (wanted.length === 0) return { words: null, rest: [...unwanted.map(([part]) => part), ...rest] };
  const all = balanced('AND', wanted);
  const none = balanced(
    'OR',
    unwanted.map(([, words]) => words),
  );
  return { words: none === '' ? all : `(${all}) NOT (${none})`, rest };
}

function flat(parts: readonly IndexQuery[]): IndexQuery[] {
  return parts.flatMap((part) => (part.type === 'and' ? flat(part.parts) : [part]));
}

function conjunction(parts: readonly IndexQuery[]): SqlFilter {
  const { words, rest } = apart(parts);
  if (words === '') return NOTHING;
  const filters = [...(words === null ? [] : [textFilter(words)]), ...rest.map(sqlFilter)];
  return filters.length === 0 ? EVERYTHING : joined('AND', filters);
}

function disjunction(parts: readonly IndexQuery[]): SqlFilter {
  const texts: string[] = [];
  const rest: IndexQuery[] = [];
  for (const part of parts) {
    const words = wordsOnly(part);
    if (words === null) rest.push(part);
    else if (words !== '') texts.push(words);
  }
  const filters = rest.map(sqlFilter);
  if (texts.length > 0) filters.push(textFilter(balanced('OR', texts)));
  return filters.length === 0 ? NOTHING : joined('OR', filters);
}

function joined(operator: 'AND' | 'OR', filters: readonly SqlFilter[]): SqlFilter {
  return {
    sql: balanced(
      operator,
      filters.map(({ sql }) => sql),
    ),
    parameters: filters.flatMap(({ parameters }) => parameters),
  };
}

/** (a AND b) AND (c AND d): SQLite and FTS5 bound the depth of an expression, not its length. */
function balanced(operator: 'AND' | 'OR', parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  const half = parts.length >> 1;
  return `(${balanced(operator, parts.slice(0, half))} ${operator} ${balanced(operator, parts.slice(half))})`;
}

function textFilter(expression: string): SqlFilter {
  return {
    sql: 'a.n IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)',
    parameters: [expression],
  };
}

/** Terms hold letters, digits and characters beyond ASCII only: no quote can end the string early. */
function quoted({ terms, prefix }: Phrase): string {
  return `"${terms.join(' ')}"${prefix ? ' *' : ''}`;
}

/** Whether an FTS5 expression of this module is a single phrase, maybe of one field. */
export function isOnePhrase(expression: string): boolean {
  return /^(?:\{\w+\} : )?"[^"]*"(?: \*)?$/.test(expression);
}

function inColumn(field: TextField, expression: string): string {
  return field === 'any' ? expression : `{${field}} : ${expression}`;
}

const VALUE_COLUMNS = {
  site: 'site',
  lang: 'language',
  story: 'story_id',
  relation: 'relation',
  verdict: 'verdict',
  id: 'id',
} as const;
const NUMBER_COLUMNS = { reactions: 'reactions', lag: 'lag', views: 'views' } as const;
const OPERATORS = { '>': '>', '>=': '>=', '<': '<', '<=': '<=', '=': '=' } as const;

function valueFilter({ field, value }: Extract<IndexQuery, { type: 'value' }>): SqlFilter {
  // An article's id is made of its canonical URL: both addresses are found by an index.
  if (field === 'url') return { sql: '(a.url = ? OR a.id = ?)', parameters: [value, articleId(value)] };
  const exact = field === 'story' || field === 'id' ? value : value.toLowerCase();
  return { sql: `ifnull(a.${VALUE_COLUMNS[field]} = ?, 0)`, parameters: [exact] };
}

function timeFilter({ field, from, to }: TimeQuery): SqlFilter {
  if (field === 'seen') {
    const [least, end] = placeBounds(from, to);
    return { sql: '(a.n >= ? AND a.n < ?)', parameters: [least, end] };
  }
  const conditions = ['a.claimed IS NOT NULL'];
  const parameters: string[] = [];
  if (from !== null) {
    conditions.push('a.claimed >= ?');
    parameters.push(from);
  }
  if (to !== null) {
    conditions.push('a.claimed < ?');
    parameters.push(to);
  }
  return { sql: `(${conditions.join(' AND ')})`, parameters };
}

export type TimeQuery = Extract<IndexQuery, { type: 'time' }>;

/** The places of articles that were first seen in a time: [least, end). */
export function placeBounds(from: string | null, to: string | null): readonly [number, number] {
  return [
    from === null ? Number.MIN_SAFE_INTEGER : placeAtMs(timeMs(from)),
    to === null ? Number.MAX_SAFE_INTEGER : placeAtMs(timeMs(to)),
  ];
}

const FIRST_TIME = '0000-01-01T00:00:00';

/** "2025-04" is its first moment. The end of all times, 9999-12-31T23:59:60, is past every place. */
function timeMs(text: string): number {
  const ms = Date.parse(`${text}${FIRST_TIME.slice(text.length)}Z`);
  return Number.isNaN(ms) ? Number.MAX_SAFE_INTEGER : ms;
}
