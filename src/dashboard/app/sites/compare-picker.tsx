import type { FormEvent } from 'react';
import type { SiteFigures } from '../../../api/figure-answers.ts';
import { address, goTo } from '../location.tsx';

/** The way from two sites to their comparison. */
export function ComparePicker({ sites }: { sites: readonly SiteFigures[] }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget);
    goTo(address('/compare', { a: `site:${chosen.get('a')}`, b: `site:${chosen.get('b')}` }));
  };
  const sorted = sites.toSorted((a, b) => b.articles - a.articles);
  const choice = (name: string, label: string, place: number) => (
    <select name={name} aria-label={label} defaultValue={sorted[place]?.site}>
      {sorted.map(({ site, siteName }) => (
        <option key={site} value={site}>
          {siteName ? `${siteName} (${site})` : site}
        </option>
      ))}
    </select>
  );
  return (
    <form className="compare-picker" onSubmit={submit}>
      {choice('a', 'First site', 0)} <span>with</span> {choice('b', 'Second site', 1)}
      <button type="submit">Compare</button>
    </form>
  );
}
