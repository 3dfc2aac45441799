import { useEffect } from 'react';

/** The name of the page in the window, in bookmarks and in the history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Wellspring`;
  }, [title]);
}
