import { withoutAsOf } from './as-of.ts';
import { parseQuery } from './parse-query.ts';

/**
 * A query that finds for ever what it finds now: with `as-of:` the last second that is over. One that names its time
 * stays as it is.
 *
 * @throws {QueryError} it cannot be read
 */
export function citedQuery(text: string, now: Date): string {
  const query = parseQuery(text);
  if (withoutAsOf(query).at !== null) return text;
  const lastSecond = new Date(Math.floor(now.getTime() / 1_000) * 1_000 - 1_000).toISOString().slice(0, 19);
  // Brackets only where AND would bind tighter than what stands there.
  return query.type === 'or' ? `(${text}) as-of:${lastSecond}` : `${text} as-of:${lastSecond}`;
}
