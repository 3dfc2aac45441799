import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react';

const MOVED = 'wellspring:moved';

/** The address holds the whole state of a page: a copied link shows the same. */
export function useAddress(): URL {
  const href = useSyncExternalStore(watch, () => window.location.href);
  return new URL(href);
}

/** @param keepPlace the page stays where it was scrolled to: only a part of it changes */
export function goTo(href: string, { keepPlace = false }: { keepPlace?: boolean } = {}): void {
  window.history.pushState(null, '', href);
  window.dispatchEvent(new Event(MOVED));
  if (!keepPlace) window.scrollTo(0, 0);
}

/** A link within the dashboard, without loading it anew; with a modifier key the browser does as always. */
export function Link({
  href,
  keepPlace = false,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; keepPlace?: boolean }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(href, { keepPlace });
  };
  return <a href={href} onClick={follow} {...rest} />;
}

/** The address of a page with parameters; empty ones are left out. */
export function address(
  path: string,
  parameters: Readonly<Record<string, string | null | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) search.set(name, value);
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

function watch(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(MOVED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(MOVED, changed);
  };
}
