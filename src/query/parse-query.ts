import { asOfCount, withoutAsOf } from './as-of.ts';
import { formLanguages, isUnspacedText, withLanguages } from './form-languages.ts';
import type { Query, TextField } from './query.ts';
import { QueryError } from './query-error.ts';
import { type QueryField, queryFields } from './query-fields.ts';
import { type QueryToken, queryTokens } from './query-tokens.ts';

/** Brackets and NOTs inside each other; whoever walks the tree may recurse this deep. */
const MAX_DEPTH = 40;
/** Words, phrases and values in one query. */
const MAX_TERMS = 500;
/** Words that may stand between the pieces of a NEAR where it names no number: the same as in FTS5. */
const DEFAULT_DISTANCE = 10;
const MAX_DISTANCE = 1_000;

const OPERAND = ['a word', 'a "phrase"', 'a field such as title:', 'NOT', 'NEAR(', '('] as const;
const SEARCHABLE = /[\p{L}\p{N}]/u;

/** What the words of a group belong to: `title:(flood OR storm)`. */
type Scope = QueryField | null;
type Place = { scope: Scope; depth: number };

/**
 * Reads the query language of `docs/query.md` into its tree.
 *
 * @throws {QueryError} with the character it fails at; no other error, whatever the text
 */
export function parseQuery(text: string): Query {
  const tokens = queryTokens(text);
  let next = 0;
  let terms = 0;
  const end = { kind: 'end', start: text.length } as const;

  const peek = (ahead = 0): QueryToken => tokens[next + ahead] ?? end;
  const take = (): QueryToken => {
    const token = peek();
    next += 1;
    return token;
  };
  const fail = (token: QueryToken, allowed: readonly string[], found = shown(token)): never => {
    throw new QueryError(text, token.start, found, allowed);
  };

  function either(place: Place): Query {
    const parts = [all(place)];
    while (peek().kind === 'OR') {
      take();
      parts.push(all(place));
    }
    return joined('or', parts);
  }

  function all(place: Place): Query {
    const parts = [one(place)];
    for (;;) {
      const { kind } = peek();
      if (kind === 'OR' || kind === ')' || kind === 'end') return joined('and', parts);
      if (kind === 'AND') take();
      parts.push(one(place));
    }
  }

  function one({ scope, depth }: Place): Query {
    const token = take();
    if (depth > MAX_DEPTH) fail(token, [`at most ${MAX_DEPTH} brackets and NOTs inside each other`]);
    const deeper = { scope, depth: depth + 1 };
    switch (token.kind) {
      case 'NOT':
        return { type: 'not', part: one(deeper) };
      case '(':
        return group(deeper);
      case 'NEAR':
        return nearGroup(token, scope);
      case 'field':
        return inField(token, scope, deeper);
      case 'word':
      case 'phrase':
        return nearAfter(leaf(token, scope));
      default:
        return fail(token, OPERAND);
    }
  }

  function group(place: Place): Query {
    const inner = either(place);
    if (peek().kind !== ')') fail(peek(), [')', 'AND', 'OR', ...OPERAND]);
    take();
    return inner;
  }

  function inField(token: QueryToken & { kind: 'field' }, scope: Scope, place: Place): Query {
    const field = queryFields.get(token.name);
    const colon = `${token.name}:`;
    if (!field) return fail(token, [...[...queryFields.keys()].map((name) => `${name}:`), 'a "phrase"']);
    if (scope) return fail(token, [...scope.takes, ')']);
    const value = take();
    if (value.kind === 'word' || value.kind === 'phrase') return nearAfter(leaf(value, field));
    if (value.kind === '(') return group({ ...place, scope: field });
    if (value.kind === 'NEAR' && field.kind === 'text') return nearGroup(value, field);
    return fail(value, field.takes, `${shown(value)} after ${colon}`);
  }

  function leaf(token: QueryToken & { kind: 'word' | 'phrase' }, scope: Scope): Query {
    terms += 1;
    if (terms > MAX_TERMS) fail(token, [`the end: a query has at most ${MAX_TERMS} words and values`]);
    if (scope?.kind === 'value') {
      const read = scope.read(token.text);
      return read ?? fail(token, scope.takes, `${shown(token)} after ${scope.name}:`);
    }
    const field = scope?.kind === 'text' ? scope.field : 'any';
    const asked = formsOf(token);
    if (asked) return forms(token, field, asked);
    if (token.kind === 'phrase') {
      if (!SEARCHABLE.test(token.text)) fail(token, ['a phrase with a letter or digit in it']);
      return { type: 'words', field, text: token.text, prefix: token.prefix, phrase: true };
    }
    if (token.text === '*' && !scope) return { type: 'everything' };
    return { type: 'words', field, ...word(token), phrase: false };
  }

  /** `flood~`, `Häuser~de`, `"臺灣"~`: the text and the language behind it. */
  function forms(token: QueryToken, field: TextField, { text: piece, phrase, language }: AskedForms): Query {
    if (language !== '' && !formLanguages.some((one) => one === language)) {
      fail(token, ['~', ...formLanguages.map((one) => `~${one}`)], `"~${language}"`);
    }
    if (isUnspacedText(piece)) return { type: 'forms', field, text: piece, phrase, language: null };
    if (!/^[\p{L}\p{M}]+$/u.test(piece)) {
      fail(token, ['one word before ~'], JSON.stringify(piece.slice(0, 60)));
    }
    return { type: 'forms', field, text: piece, phrase: false, language };
  }

  function word(token: QueryToken & { kind: 'word' }): { text: string; prefix: boolean } {
    const star = token.text.indexOf('*');
    const prefix = star === token.text.length - 1;
    const bare = prefix ? token.text.slice(0, -1) : token.text;
    if (bare.startsWith('-') && bare.length > 1) fail(token, ['NOT before a word', ...OPERAND], '"-"');
    if (!SEARCHABLE.test(bare)) fail(token, ['a word with a letter or digit in it', ...OPERAND.slice(1)]);
    if (star >= 0 && !prefix) {
      throw new QueryError(text, token.start + star, '"*" inside a word', ['"*" at the end of a word']);
    }
    return { text: bare, prefix };
  }

  /** `flood NEAR/5 river`: as many pieces as there are, all within one distance. */
  function nearAfter(first: Query): Query {
    const near = peek();
    if (near.kind !== 'NEAR' || peek(1).kind === '(') return first;
    if (first.type === 'forms') return fail(near, ['AND or OR: NEAR takes whole words'], 'NEAR after "~"');
    if (first.type !== 'words') return fail(near, ['AND', 'OR', 'the end']);
    if (first.prefix) fail(near, ['AND or OR: NEAR takes whole words'], 'NEAR after a word with "*"');
    const distance = distanceOf(near, near.distance);
    const texts = [first.text];
    for (let token = peek(); token.kind === 'NEAR' && peek(1).kind !== '('; token = peek()) {
      if (distanceOf(token, token.distance) !== distance) fail(token, [`NEAR/${distance} as before`]);
      take();
      texts.push(nearPiece(first.field));
    }
    return { type: 'near', field: first.field, texts, distance };
  }

  /** `NEAR(flood "red river", 5)`, or with the number in front: `NEAR/5(flood "red river")`. */
  function nearGroup(near: QueryToken & { kind: 'NEAR' }, scope: Scope): Query {
    if (peek().kind !== '(') fail(peek(), ['( after NEAR, or a word before it']);
    if (scope?.kind === 'value') fail(near, scope.takes);
    const field = scope?.kind === 'text' ? scope.field : 'any';
    take();
    const texts: string[] = [];
    while (peek().kind === 'word' || peek().kind === 'phrase') texts.push(nearPiece(field));
    let distance = near.distance;
    if (peek().kind === ',') {
      take();
      const number = take();
      distance = number.kind === 'word' ? Number(number.text) : null;
    }
    if (peek().kind !== ')') fail(peek(), ['a word', 'a "phrase"', ', and a number', ')']);
    if (texts.length < 2) fail(peek(), ['a second word or "phrase"']);
    take();
    return { type: 'near', field, texts, distance: distanceOf(near, distance) };
  }

  function nearPiece(field: TextField): string {
    const token = take();
    if (token.kind !== 'word' && token.kind !== 'phrase') return fail(token, ['a word', 'a "phrase"']);
    const piece = leaf(token, field === 'any' ? null : (queryFields.get(field) ?? null));
    if (piece.type !== 'words' || piece.prefix) return fail(token, ['a whole word', 'a "phrase"']);
    return piece.text;
  }

  function distanceOf(token: QueryToken, distance: number | null): number {
    if (distance !== null && distance > MAX_DISTANCE) fail(token, [`a distance of 0 to ${MAX_DISTANCE}`]);
    return distance ?? DEFAULT_DISTANCE;
  }

  if (peek().kind === 'end') fail(peek(), [...OPERAND, '* for everything']);
  const query = either({ scope: null, depth: 0 });
  if (peek().kind !== 'end') fail(peek(), ['the end', 'AND', 'OR', ...OPERAND]);
  const dated = tokens.filter((token) => token.kind === 'field' && token.name === 'as-of');
  // Inside of an OR, a NOT or brackets it would ask for two states at once.
  if (asOfCount(withoutAsOf(query).query) > 0 || dated.length > 1) {
    fail(
      dated.at(-1) ?? peek(),
      ['as-of: once, beside everything else: not in brackets, OR or NOT'],
      '"as-of:"',
    );
  }
  return withLanguages(query);
}

type AskedForms = { text: string; phrase: boolean; language: string };

function formsOf(token: QueryToken & { kind: 'word' | 'phrase' }): AskedForms | null {
  if (token.kind === 'phrase') {
    return token.forms === null
      ? null
      : { text: token.text, phrase: true, language: token.forms.toLowerCase() };
  }
  const [, text, language] = /^([^~]+)~([A-Za-z]{0,8})$/.exec(token.text) ?? [];
  if (text === undefined || language === undefined) return null;
  return { text, phrase: false, language: language.toLowerCase() };
}

function joined(type: 'and' | 'or', parts: readonly [Query, ...Query[]] | readonly Query[]): Query {
  const [first] = parts;
  return first && parts.length === 1 ? first : { type, parts };
}

function shown(token: QueryToken): string {
  switch (token.kind) {
    case 'end':
      return 'the end of the query';
    case 'field':
      return `${JSON.stringify(`${token.name}:`)}`;
    case 'word':
    case 'phrase':
      return JSON.stringify(token.text.length > 60 ? `${token.text.slice(0, 60)}…` : token.text);
    default:
      return `"${token.kind}"`;
  }
}
