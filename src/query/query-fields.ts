import { Relation } from '../model/article.ts';
import { DateVerdict } from '../model/date-evidence.ts';
import type { NumberField, Query, TextField, TimeField, ValueField } from './query.ts';
import { timeRange, timeSpan } from './time-range.ts';

/** A field that a query may name. `read` gives null where the value is not of its form. */
export type QueryField = { name: string; takes: readonly string[] } & (
  | { kind: 'text'; field: TextField }
  | { kind: 'value'; read: (text: string) => Query | null }
);

/** What may stand before a colon, in the order of the guide. */
export const queryFields: ReadonlyMap<string, QueryField> = new Map(
  [
    text('title'),
    text('body'),
    text('author'),
    value('site', /^[\p{L}\p{N}][\p{L}\p{N}.-]*(:\d{1,5})?$/u, 'a host such as news.example', lowerCase),
    value('lang', /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, 'a language such as en or zh', lowerCase),
    value('story', /^\S+$/, 'the id of a story'),
    choice('relation', Relation.options),
    choice('verdict', DateVerdict.options),
    value('id', /^[0-9a-f]{32}$/i, 'the id of an article (32 hex digits)', lowerCase),
    value('url', /^[a-z]+:\/\/\S+$/i, 'an address such as https://news.example/1.html'),
    number('reactions', { '': 1 }, 'a count such as >10, 10 or 5..20'),
    number('views', { '': 1 }, 'a count such as >1000, 10 or 5..20'),
    number(
      'lag',
      { '': 1, d: 1, h: 1 / 24, w: 7 },
      'days such as >30d, <=2w, >12h or -1d..1d (units h, d and w; d where none is named)',
    ),
    time('claimed'),
    time('seen'),
    {
      name: 'as-of',
      kind: 'value' as const,
      takes: ['a time such as 2025, 2025-03, 2025-03-31 or 2025-03-31T12:00:00 (UTC)'],
      read: (raw: string): Query | null => {
        const end = timeSpan(raw)?.to;
        return end === undefined ? null : { type: 'as-of', at: end };
      },
    },
  ].map((field) => [field.name, field]),
);

function text(field: TextField): QueryField {
  return { name: field, kind: 'text', field, takes: ['a word', 'a "phrase"', '('] };
}

function value(
  field: ValueField,
  form: RegExp,
  takes: string,
  fold: (text: string) => string = (same) => same,
): QueryField {
  return {
    name: field,
    kind: 'value',
    takes: [takes],
    read: (raw) => (form.test(raw) ? { type: 'value', field, value: fold(raw) } : null),
  };
}

function choice(field: ValueField, options: readonly string[]): QueryField {
  return {
    name: field,
    kind: 'value',
    takes: options,
    read: (raw) =>
      options.includes(raw.toLowerCase()) ? { type: 'value', field, value: raw.toLowerCase() } : null,
  };
}

const NUMBER = /^(-?\d{1,15}(?:\.\d{1,9})?)([a-z]?)$/i;
const OPERATOR = /^(>=|<=|>|<|=)?(.*)$/s;

/** @param units how many of the field's own units one of each is */
function number(field: NumberField, units: Readonly<Record<string, number>>, takes: string): QueryField {
  const amount = (raw: string): number | null => {
    const [, digits, unit = ''] = NUMBER.exec(raw) ?? [];
    const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
    return digits === undefined || factor === undefined ? null : Number(digits) * factor;
  };
  const compared = (op: '>' | '>=' | '<' | '<=' | '=', raw: string): Query | null => {
    const found = amount(raw);
    return found === null ? null : { type: 'number', field, op, value: found };
  };
  const read = (raw: string): Query | null => {
    const dots = raw.indexOf('..');
    if (dots < 0) {
      const [, op = '=', rest = ''] = OPERATOR.exec(raw) ?? [];
      return compared(op === '>' || op === '>=' || op === '<' || op === '<=' ? op : '=', rest);
    }
    const [first, last] = [raw.slice(0, dots), raw.slice(dots + 2)];
    const parts = [...(first ? [compared('>=', first)] : []), ...(last ? [compared('<=', last)] : [])];
    const [from, to] = parts;
    if (!from || to === null) return null;
    if (!to) return from;
    if (from.type === 'number' && to.type === 'number' && from.value > to.value) return null;
    return { type: 'and', parts: [from, to] };
  };
  return { name: field, kind: 'value', takes: [takes], read };
}

function time(field: TimeField): QueryField {
  return {
    name: field,
    kind: 'value',
    takes: ['a time such as 2025, 2025-03, 2025-03-31, >=2025-03-31T12:00, 2025-01..2025-03, ..2024 or *'],
    read: (raw) => {
      const range = timeRange(raw);
      return range && { type: 'time', field, ...range };
    },
  };
}

function lowerCase(raw: string): string {
  return raw.toLowerCase();
}
