/** The fields that facets narrow, with their name in the query language. */
const FIELDS = {
  site: 'site',
  language: 'lang',
  verdict: 'verdict',
  relation: 'relation',
  day: 'seen',
} as const;
export type FacetField = keyof typeof FIELDS;

export function facetTerm(field: FacetField, value: string): string {
  return `${FIELDS[field]}:${/^[\w.:-]+$/.test(value) ? value : `"${value}"`}`;
}

export function hasTerm(query: string, term: string): boolean {
  return query.split(' ').includes(term);
}

/** Adds a term to a query, or takes it out where it stands. */
export function withTerm(query: string, term: string): string {
  const words = query.trim().split(' ');
  if (words.includes(term)) return words.filter((word) => word !== term).join(' ');
  const bare = query.trim();
  if (bare === '' || bare === '*') return term;
  // AND binds tighter than OR: the term is meant for all of what was asked.
  return `${/\bOR\b/.test(bare) && !/^\([^()]*\)$/.test(bare) ? `(${bare})` : bare} ${term}`;
}
