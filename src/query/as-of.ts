import type { Query } from './query.ts';

/** A query without its `as-of:`, and the time of that; null: it asks for what stands now. */
export function withoutAsOf(query: Query): { query: Query; at: string | null } {
  if (query.type === 'as-of') return { query: { type: 'everything' }, at: query.at };
  if (query.type !== 'and') return { query, at: null };
  const at = query.parts.flatMap((part) => (part.type === 'as-of' ? [part.at] : []))[0] ?? null;
  if (at === null) return { query, at };
  const parts = query.parts.filter(({ type }) => type !== 'as-of');
  const [only] = parts;
  return { query: only && parts.length === 1 ? only : { type: 'and', parts }, at };
}

/** How many `as-of:` a query holds, wherever they stand. */
export function asOfCount(query: Query): number {
  if (query.type === 'as-of') return 1;
  if (query.type === 'not') return asOfCount(query.part);
  if (query.type !== 'and' && query.type !== 'or') return 0;
  return query.parts.reduce((sum, part) => sum + asOfCount(part), 0);
}
