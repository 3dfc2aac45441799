import { type FormEvent, useEffect, useRef } from 'react';
import { focusOnSlash } from './focus-on-slash.ts';
import { address, goTo } from './location.tsx';

/** The way to a search from every other page. */
export function QuickSearch() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => focusOnSlash(input.current), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    goTo(address('/search', { q }));
  };
  return (
    <search>
      <form className="quick-search" onSubmit={submit}>
        <label htmlFor="quick" className="sr-only">
          Search articles
        </label>
        <input
          id="quick"
          name="q"
          type="search"
          ref={input}
          placeholder="Search  /"
          autoComplete="off"
          spellCheck={false}
        />
      </form>
    </search>
  );
}
