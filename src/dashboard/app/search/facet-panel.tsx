import { useState } from 'react';
import type { FacetCounts } from '../../../api/answers.ts';
import { Link } from '../location.tsx';
import { SiteLabel } from '../site-label.tsx';
import { type FacetField, facetTerm, hasTerm, withTerm } from './narrowed-query.ts';

const FACETS: readonly { field: Exclude<FacetField, 'day'>; name: string }[] = [
  { field: 'verdict', name: 'Claimed date is' },
  { field: 'relation', name: 'Relation' },
  { field: 'site', name: 'Site' },
  { field: 'language', name: 'Language' },
];
const SHOWN = 8;

type Props = { counts: FacetCounts; query: string; linkTo(query: string): string };

/** Values to narrow the query by, and those that narrow it now. */
export function FacetPanel({ counts, query, linkTo }: Props) {
  const [open, setOpen] = useState(() => window.matchMedia('(min-width: 60rem)').matches);
  return (
    <details className="facets" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Narrow down</summary>
      {counts.sample < 1 && (
        <p className="raw">
          Projected from an even sample, one in {Math.round(1 / counts.sample).toLocaleString('en')} that fit.
        </p>
      )}
      {FACETS.map(({ field, name }) => {
        const values = counts[field];
        const chosen = values.filter(({ value }) => hasTerm(query, facetTerm(field, value)));
        if (values.length < 2 && chosen.length === 0) return null;
        return <Facet key={field} {...{ field, name, values, query, linkTo }} />;
      })}
    </details>
  );
}

type FacetProps = Omit<Props, 'counts'> & {
  field: FacetField;
  name: string;
  /** A site has a name besides. */
  values: readonly { value: string; name?: string | null; count: number }[];
};

function Facet({ field, name, values, query, linkTo }: FacetProps) {
  const [all, setAll] = useState(false);
  const most = Math.max(...values.map(({ count }) => count));
  return (
    <section className="facet">
      <h2>{name}</h2>
      <ul>
        {values.slice(0, all ? values.length : SHOWN).map(({ value, name: called, count }) => {
          const term = facetTerm(field, value);
          const chosen = hasTerm(query, term);
          return (
            <li key={value}>
              <Link href={linkTo(withTerm(query, term))} aria-current={chosen ? 'true' : undefined}>
                <span className="value">
                  {called === undefined ? value : <SiteLabel site={value} siteName={called} />}
                </span>
                <span className="count" data-term="matches">
                  {chosen ? '× ' : ''}
                  {count}
                </span>
                <span className="bar" style={{ width: `${(100 * count) / most}%` }} />
              </Link>
            </li>
          );
        })}
      </ul>
      {values.length > SHOWN && !all && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {values.length - SHOWN} more
        </button>
      )}
    </section>
  );
}
