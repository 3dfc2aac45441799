import { useEffect, useRef, useState } from 'react';
import { Link, useAddress } from './location.tsx';
import { QuickSearch } from './quick-search.tsx';
import { DefinitionTexts } from './term.tsx';
import { TermTip } from './term-tip.tsx';
import { applyTheme, chosenTheme, themes } from './theme.ts';
import { views } from './views.tsx';

export function App() {
  const { pathname, searchParams } = useAddress();
  const place = `${pathname} ${searchParams.get('url') ?? ''}`;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // Who goes to another page by keyboard or screen reader starts at its beginning; pages are paths, and the lives of addresses.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what it waits for
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [place]);
  const [, section = '', id] = pathname.split('/').map(decodeURIComponent);
  const view = views.find((one) => one.section === section);
  return (
    <>
      <a className="skip" href="#main">
        To the content
      </a>
      <header className="top">
        <Link href="/" className="brand">
          <Mark />
          Wellspring
        </Link>
        <nav aria-label="Sections">
          {views.map((one) =>
            one.name === null ? null : (
              <Link
                key={one.section}
                href={`/${one.section}`}
                aria-current={isIn(one.section, section) ? 'page' : undefined}
              >
                {one.name}
              </Link>
            ),
          )}
        </nav>
        {section !== 'search' && <QuickSearch />}
        <ThemeSwitch />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {view ? view.show(id) : <NoSuchPage pathname={pathname} />}
      </main>
      <footer className="foot">
        <Link href="/definitions">What the numbers mean</Link>
        <a href="/openapi.json">The same over HTTP</a>
        <span>All times are UTC.</span>
      </footer>
      <TermTip />
      <DefinitionTexts />
    </>
  );
}

/** An article is found by search. */
function isIn(section: string, current: string): boolean {
  return section === current || (section === 'search' && current === 'articles');
}

function NoSuchPage({ pathname }: { pathname: string }) {
  return (
    <div className="notice">
      <h1 className="notice-title">There is no such page</h1>
      <p>
        Nothing is shown at <code>{pathname}</code>. Begin with <Link href="/">today</Link> or{' '}
        <Link href="/search">search</Link>.
      </p>
    </div>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
  return (
    <button
      type="button"
      className="quiet theme"
      aria-label={`Colours: ${theme}. Change to ${next}`}
      title={`Colours: ${theme}`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      {{ auto: '◐', light: '○', dark: '●' }[theme]}
    </button>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" fill="none" stroke="currentColor">
      <path
        d="M16 3c4.2 5.2 6.6 8.9 6.6 12.2a6.6 6.6 0 0 1-13.2 0C9.4 11.9 11.8 8.2 16 3Z"
        fill="currentColor"
        stroke="none"
      />
      <path d="M8 25.5c4.6 2 11.4 2 16 0" strokeWidth="2" strokeLinecap="round" />
      <path d="M3.5 21.5c1 5 6.3 8 12.5 8s11.5-3 12.5-8" strokeWidth="2" strokeLinecap="round" opacity=".5" />
    </svg>
  );
}
