import { useEffect, useRef, useState } from 'react';
import { ArticleListPage } from './article-list-page.tsx';
import { ArticlePageView } from './article-page.tsx';
import { Link, useAddress } from './location.tsx';
import { NetworkPage } from './network-page.tsx';
import { StoryListPage } from './story-list-page.tsx';
import { StoryPageView } from './story-page.tsx';
import { applyTheme, chosenTheme, themes } from './theme.ts';
import { UrlListPage } from './url-list-page.tsx';

const SECTIONS = [
  { path: '/', name: 'Articles' },
  { path: '/stories', name: 'Stories' },
  { path: '/network', name: 'Network' },
  { path: '/urls', name: 'Collection' },
];

export function App() {
  const { pathname } = useAddress();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // Who goes to another page by keyboard or screen reader starts at its beginning; only paths are pages.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it waits for
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [pathname]);
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
          {SECTIONS.map(({ path, name }) => (
            <Link key={path} href={path} aria-current={isIn(path, pathname) ? 'page' : undefined}>
              {name}
            </Link>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Page pathname={pathname} />
      </main>
    </>
  );
}

function Page({ pathname }: { pathname: string }) {
  const [, section = '', id] = pathname.split('/').map(decodeURIComponent);
  if (section === 'articles' && id) return <ArticlePageView key={id} id={id} />;
  if (section === 'stories') return id ? <StoryPageView key={id} id={id} /> : <StoryListPage />;
  if (section === 'network') return <NetworkPage />;
  if (section === 'urls') return <UrlListPage />;
  return <ArticleListPage />;
}

function isIn(path: string, pathname: string): boolean {
  return path === '/' ? pathname === '/' || pathname.startsWith('/articles') : pathname.startsWith(path);
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
  return (
    <button
      type="button"
      className="quiet theme"
      aria-label={`Colours: ${theme}. Change to ${next}`}
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
        d="M16 3c4.200 5.200 6.600 8.900 6.600 12.200a6.600 6.600 0 0 1-13.200 0C9.400 11.900 11.800 8.200 16 3Z"
        fill="currentColor"
        stroke="none"
      />
      <path d="M8 25.500c4.600 2 11.400 2 16 0" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M3.500 21.500c1 5 6.300 8 12.500 8s11.500-3 12.500-8"
        strokeWidth="2"
        strokeLinecap="round"
        opacity=".5"
      />
    </svg>
  );
}
