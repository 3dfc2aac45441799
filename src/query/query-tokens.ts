import { QueryError } from './query-error.ts';

/** A piece of a query and its place in the text, in UTF-16 units from 0. */
export type QueryToken = { start: number } & (
  | { kind: '(' | ')' | ',' | 'AND' | 'OR' | 'NOT' | 'end' }
  | { kind: 'NEAR'; distance: number | null }
  | { kind: 'field'; name: string }
  | { kind: 'word'; text: string }
  /** `forms`: what stands behind "~", '' where nothing does; null: there is no "~". */
  | { kind: 'phrase'; text: string; prefix: boolean; forms: string | null }
);

/** Longer queries are no questions of a person; a program splits them. In UTF-16 units. */
export const MAX_QUERY_LENGTH = 8_000;

const SPACE = /\s+/y;
// Keyboards of phones and word processors turn straight quotes into curly ones.
const PHRASE = /["“”„]((?:\\.|[^"“”„\\])*)["“”„](?:(\*)|~([A-Za-z]{0,8}))?/sy;
const OPENING = /["“”„]/y;
const NEAR = /NEAR(?:\/(\d{1,6}))?(?=[\s(]|$)/y;
const KEYWORD = /(AND|OR|NOT)(?=[\s()"“”„]|$)/y;
const FIELD = /([A-Za-z]+(?:-[A-Za-z]+)*):/y;
const WORD = /[^\s()"“”„]+/y;
const COMMA = /,(?=\s*\d+\s*\))/y;
const WORD_BEFORE_COMMA = /(?:(?!,\s*\d+\s*\))[^\s()"“”„])+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Cuts a query into its pieces; the last one is the end.
 * @throws {QueryError} too long, a control character, or quotes that are not closed
 */
export function queryTokens(text: string): QueryToken[] {
  if (text.length > MAX_QUERY_LENGTH) {
    throw new QueryError(text, MAX_QUERY_LENGTH, `a query of ${text.length} characters`, [
      `the end of a query of at most ${MAX_QUERY_LENGTH} characters`,
    ]);
  }
  const control = CONTROL.exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new QueryError(text, control.index, `the control character U+${code}`, ['text']);
  }
  return cut(text);
}

function cut(text: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  let insideNear = false;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match;
  };
  for (;;) {
    const spaced = take(SPACE) !== null;
    const start = at;
    const before = tokens.at(-1);
    if (at >= text.length) return [...tokens, { kind: 'end', start }];
    const character = text.charAt(at);
    if (character === '(' || character === ')') {
      at += 1;
      insideNear = character === '(' && before?.kind === 'NEAR';
      tokens.push({ kind: character, start });
      continue;
    }
    const phrase = take(PHRASE);
    if (phrase) {
      const content = (phrase[1] ?? '').replace(/\\(.)/gs, '$1');
      tokens.push({
        kind: 'phrase',
        text: content,
        prefix: phrase[2] === '*',
        forms: phrase[3] ?? null,
        start,
      });
      continue;
    }
    if (take(OPENING)) throw new QueryError(text, text.length, 'the end of the query', ['a closing "']);
    // What follows "url:" at once is a value, whatever it looks like: https://… is no field, NOT no operator.
    if (before?.kind === 'field' && !spaced) {
      tokens.push({ kind: 'word', text: take(WORD)?.[0] ?? '', start });
      continue;
    }
    if (insideNear && take(COMMA)) {
      tokens.push({ kind: ',', start });
      continue;
    }
    tokens.push({ ...bareToken(take, insideNear), start });
  }
}

type Take = (pattern: RegExp) => RegExpExecArray | null;
type WithoutStart<T> = T extends unknown ? Omit<T, 'start'> : never;

function bareToken(take: Take, insideNear: boolean): WithoutStart<QueryToken> {
  const near = take(NEAR);
  if (near) return { kind: 'NEAR', distance: near[1] === undefined ? null : Number(near[1]) };
  const keyword = take(KEYWORD)?.[1];
  if (keyword === 'AND' || keyword === 'OR' || keyword === 'NOT') return { kind: keyword };
  const field = take(FIELD);
  if (field) return { kind: 'field', name: (field[1] ?? '').toLowerCase() };
  return { kind: 'word', text: take(insideNear ? WORD_BEFORE_COMMA : WORD)?.[0] ?? '' };
}
