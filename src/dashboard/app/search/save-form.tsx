import { type FormEvent, useState } from 'react';
import { Problem } from '../../../api/answers.ts';
import type { AlertRule } from '../../../model/alert-rule.ts';
import { SavedSearch } from '../../../model/saved-search.ts';
import { Link } from '../location.tsx';
import { OperateKeyForm } from '../operate-key-form.tsx';
import { askFor } from '../use-answer.ts';

const ALERTS: readonly { rule: AlertRule; name: string }[] = [
  { rule: { on: 'matches', atLeast: 1, hours: 24 }, name: 'new matches, once a day' },
  { rule: { on: 'spike', factor: 3, atLeast: 5, hours: 24 }, name: 'three times as many as usual' },
  { rule: { on: 'reach', sites: 5 }, name: 'a story that reaches five sites' },
];

type State = { saved: SavedSearch } | { problem: string } | { needsKey: true } | null;

/** Keeps a query under a name; from then on it is a feed, too. */
export function SaveForm({ query }: { query: string }) {
  const [state, setState] = useState<State>(null);
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const submit = (event?: FormEvent<HTMLFormElement>) => {
    event?.preventDefault();
    save(nameFrom(title), {
      ...{ title: title.trim(), q: query },
      alerts: ALERTS.flatMap(({ rule }) => (chosen.includes(rule.on) ? [rule] : [])),
    }).then(setState, (error: unknown) =>
      setState({ problem: error instanceof Error ? error.message : String(error) }),
    );
  };
  if (state && 'saved' in state) {
    return (
      <p role="status">
        Saved. <Link href="/saved">All saved searches</Link>, or as a feed:{' '}
        <a href={`/v1/feeds/${state.saved.name}.atom`}>Atom</a>.
      </p>
    );
  }
  if (state && 'needsKey' in state) return <OperateKeyForm onKept={() => submit()} />;
  return (
    <form onSubmit={submit}>
      <label htmlFor="save-title">Name of this search</label>
      <div className="field-row">
        <input
          id="save-title"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          required
          maxLength={200}
          autoComplete="off"
        />
        <button type="submit">Save</button>
      </div>
      {state && (
        <p className="problem" role="alert">
          {state.problem}
        </p>
      )}
      <fieldset>
        <legend>Tell of</legend>
        {ALERTS.map(({ rule, name }) => (
          <label key={rule.on} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(rule.on)}
              onChange={() => setChosen(toggled(chosen, rule.on))}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <p className="raw">
        It becomes a feed; what it tells of stands on “Saved”, in <a href="/v1/alerts.atom">a feed</a>, and
        goes to webhooks.
      </p>
    </form>
  );
}

/** "Late dates, Asia" → "late-dates-asia": what may stand in an address. */
export function nameFrom(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  // A title in another script leaves nothing: it gets a name from its characters.
  return (
    name ||
    `search-${[...title]
      .map((letter) => letter.codePointAt(0)?.toString(36))
      .join('')
      .slice(0, 40)}`
  );
}

const toggled = (list: readonly string[], one: string) =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

async function save(name: string, wish: Pick<SavedSearch, 'title' | 'q' | 'alerts'>): Promise<State> {
  const response = await askFor(`/v1/searches/${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  const body: unknown = await response.json();
  if (response.status === 401 || response.status === 403) return { needsKey: true };
  return response.ok ? { saved: SavedSearch.parse(body) } : { problem: Problem.parse(body).detail };
}
