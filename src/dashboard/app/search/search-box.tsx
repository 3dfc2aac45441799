import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../api/answers.ts';
import { focusOnSlash } from '../focus-on-slash.ts';
import { Link } from '../location.tsx';

const EXAMPLES: readonly [query: string, meaning: string][] = [
  ['flood river', 'both words, anywhere'],
  ['"red river" OR lighthouse*', 'a phrase, or a word that begins so'],
  ['title:flood NOT site:harbour.example', 'in the title, and not on that site'],
  ['flood NEAR/5 river', 'with five words between them at most'],
  ['verdict:late lag:>30d', 'claims a date long after the first sight'],
  ['claimed:2025-01..2025-03 lang:en', 'claims a date from January to March'],
  ['flood as-of:2025-03-31', 'as it stood at the end of that day'],
  ['reactions:>10 relation:copy', 'a copy with more than ten reactions'],
];

type Props = { query: string; problem: Problem | null; onSearch(query: string): void };

export function SearchBox({ query, problem, onSearch }: Props) {
  const [text, setText] = useState(query === '*' ? '' : query);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => focusOnSlash(input.current), []);
  const position = problem?.position;
  useEffect(() => {
    if (position === undefined) return;
    const at = [...query].slice(0, position - 1).join('').length;
    input.current?.focus();
    input.current?.setSelectionRange(at, at);
  }, [position, query]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(text.trim() || '*');
  };
  return (
    <search className="search">
      <form onSubmit={submit}>
        <label htmlFor="q" className="sr-only">
          Search articles
        </label>
        <div className="field-row">
          <input
            id="q"
            ref={input}
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Search words, “phrases”, site:… verdict:late lag:>30d"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={problem !== null}
            aria-describedby={problem ? 'q-problem' : undefined}
          />
          <button type="submit">Search</button>
        </div>
      </form>
      {problem && <QueryProblem query={query} problem={problem} />}
      <details className="language">
        <summary>How to ask</summary>
        <dl>
          {EXAMPLES.map(([example, meaning]) => (
            <div key={example}>
              <dt>
                <Link href={`/search?q=${encodeURIComponent(example)}`}>{example}</Link>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </search>
  );
}

/** The query with the character marked at which it could not be read. */
function QueryProblem({ query, problem }: { query: string; problem: Problem }) {
  const characters = [...query];
  const at = (problem.position ?? 1) - 1;
  return (
    <div className="query-problem" id="q-problem" role="alert">
      <pre>
        {characters.slice(0, at).join('')}
        <mark>{characters[at] ?? ' '}</mark>
        {characters.slice(at + 1).join('')}
      </pre>
      <p>
        At character {problem.position}: found {problem.found}.
      </p>
      {problem.allowed && <p>Here may stand: {problem.allowed.join(' · ')}</p>}
    </div>
  );
}
