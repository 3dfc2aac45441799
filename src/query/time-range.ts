/** [from, to) as ISO 8601 texts no finer than written; null: open. */
export type TimeRange = { from: string | null; to: string | null };

const TIME = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?)?)?)?$/;
const COMPARED = /^(>=|<=|>|<|=)?(.+)$/s;
/** How many characters of "2025-01-31T23:59:59" name each unit, coarsest first. */
const LENGTHS: readonly number[] = [4, 7, 10, 13, 16, 19];

/**
 * Reads "2025-01", "2025-01..2025-03", "..2025", ">=2025-01-31T12" or "*" (any time, so long as it is known); null:
 * none of them. A time stands for all of its length: "2025-03" as an end includes the 31st.
 */
export function timeRange(text: string): TimeRange | null {
  if (text === '*') return { from: null, to: null };
  const dots = text.indexOf('..');
  if (dots >= 0) return rangeBetween(text.slice(0, dots), text.slice(dots + 2));
  const [, op = '=', time = ''] = COMPARED.exec(text) ?? [];
  const span = timeSpan(time);
  if (!span) return null;
  switch (op) {
    case '>':
      return { from: span.to, to: null };
    case '>=':
      return { from: span.from, to: null };
    case '<':
      return { from: null, to: span.from };
    case '<=':
      return { from: null, to: span.to };
    default:
      return span;
  }
}

function rangeBetween(first: string, last: string): TimeRange | null {
  if (first === '' && last === '') return null;
  const from = first === '' ? null : timeSpan(first);
  const to = last === '' ? null : timeSpan(last);
  if ((first !== '' && !from) || (last !== '' && !to)) return null;
  const range = { from: from?.from ?? null, to: to?.to ?? null };
  return range.from !== null && range.to !== null && range.from >= range.to ? null : range;
}

/** All of the year, month, day, hour, minute or second that is named; null: there is no such time. */
export function timeSpan(text: string): { from: string; to: string } | null {
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = TIME.exec(text) ?? [];
  if (year === undefined) return null;
  const whole = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${whole}.000Z`);
  // The 30th of February would be read as the 2nd of March.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 19) !== whole) return null;
  const unit = LENGTHS.indexOf(text.length);
  if (unit === 0) date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (unit === 1) date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setTime(date.getTime() + ([86_400, 3_600, 60, 1][unit - 2] ?? 1) * 1_000);
  // Text order is time order only within four digits: nothing is later than 9999.
  if (date.getUTCFullYear() > 9999) return { from: text, to: '9999-12-31T23:59:60' };
  return { from: text, to: date.toISOString().slice(0, text.length) };
}
