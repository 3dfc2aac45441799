import type { SQLInputValue } from 'node:sqlite';
import { articleId } from '../../model/article-id.ts';
import type { Query, TextField } from '../../query/query.ts';
import { wordPhrases } from '../highlights.ts';
import { type Phrase, searchPhrase } from '../search-terms.ts';

/** A condition on the row `a` of `article`; two-valued: what is not known does not fit, and fits a `not`. */
export type SqlFilter = { sql: string; parameters: SQLInputValue[] };

const NOTHING: SqlFilter = { sql: '0', parameters: [] };
const EVERYTHING: SqlFilter = { sql: '1', parameters: [] };

/** The tree as SQL. Whatever is only about words becomes one FTS5 expression, which is answered in one go. */
export function sqlFilter(query: Query): SqlFilter {
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
export function rankExpression(query: Query): string | null {
  const leaves: string[] = [];
  const collect = (part: Query): void => {
    if (part.type === 'and' || part.type === 'or') part.parts.forEach(collect);
    else if (part.type === 'words' || part.type === 'near') {
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
export function wordsOnly(query: Query): string | null {
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
    case 'near': {
      const phrases = query.texts.map((text) => searchPhrase(text, false)).filter((one) => one !== null);
      if (phrases.length === 0 || phrases.length < query.texts.length) return '';
      const distance = Math.max(0, Math.trunc(query.distance));
      return inColumn(query.field, `NEAR(${phrases.map(quoted).join(' ')}, ${distance})`);
    }
    case 'and':
    case 'or': {
      if (query.parts.length === 0) return null;
      const parts = query.parts.map(wordsOnly);
      if (parts.some((part) => part === null)) return null;
      const known = parts.filter((part): part is string => part !== null && part !== '');
      if (query.type === 'and' && known.length < parts.length) return '';
      return known.length === 0 ? '' : balanced(query.type === 'and' ? 'AND' : 'OR', known);
    }
    default:
      return null;
  }
}

function conjunction(parts: readonly Query[]): SqlFilter {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const rest: Query[] = [];
  for (const part of parts) {
    const words = wordsOnly(part);
    const without = part.type === 'not' ? wordsOnly(part.part) : null;
    if (words === '') return NOTHING;
    if (words !== null) wanted.push(words);
    else if (without) unwanted.push(without);
    // `not` of what nothing fits holds for every article.
    else if (without === null) rest.push(part);
  }
  const filters = rest.map(sqlFilter);
  if (wanted.length > 0) {
    const all = balanced('AND', wanted);
    filters.unshift(textFilter(unwanted.length > 0 ? `(${all}) NOT (${balanced('OR', unwanted)})` : all));
  } else if (unwanted.length > 0) {
    const { sql, parameters } = textFilter(balanced('OR', unwanted));
    filters.push({ sql: `NOT (${sql})`, parameters });
  }
  return filters.length === 0 ? EVERYTHING : joined('AND', filters);
}

function disjunction(parts: readonly Query[]): SqlFilter {
  const texts: string[] = [];
  const rest: Query[] = [];
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
const TIME_COLUMNS = { claimed: 'claimed', seen: 'seen' } as const;
const OPERATORS = { '>': '>', '>=': '>=', '<': '<', '<=': '<=', '=': '=' } as const;

function valueFilter({ field, value }: Extract<Query, { type: 'value' }>): SqlFilter {
  // An article's id is made of its canonical URL: both addresses are found by an index.
  if (field === 'url') return { sql: '(a.url = ? OR a.id = ?)', parameters: [value, articleId(value)] };
  const exact = field === 'story' || field === 'id' ? value : value.toLowerCase();
  return { sql: `ifnull(a.${VALUE_COLUMNS[field]} = ?, 0)`, parameters: [exact] };
}

function timeFilter({ field, from, to }: Extract<Query, { type: 'time' }>): SqlFilter {
  const column = `a.${TIME_COLUMNS[field]}`;
  const conditions = [`${column} IS NOT NULL`];
  const parameters: string[] = [];
  if (from !== null) {
    conditions.push(`${column} >= ?`);
    parameters.push(from);
  }
  if (to !== null) {
    conditions.push(`${column} < ?`);
    parameters.push(to);
  }
  return { sql: `(${conditions.join(' AND ')})`, parameters };
}
