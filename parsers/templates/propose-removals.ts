import type { AlignedPlace } from './align-pages.ts';
import type { ReadPage } from './read-example.ts';
import { robustSelector } from './robust-selector.ts';

const most = 6;
const mostLength = 400;

/** Selectors for what the parsers take for text although it says the same on every page: a note of the site. */
export function proposeRemovals(pages: readonly ReadPage[], aligned: readonly AlignedPlace[]): string[] {
  const [first, ...others] = pages.map(({ parsed }) => parsed.paragraphs);
  if (!first || others.length === 0) return [];
  const repeated = first.filter(
    (line) => line.length <= mostLength && others.every((paragraphs) => paragraphs.includes(line)),
  );
  const selectors = repeated.flatMap((line) => {
    const place = aligned.find(
      ({ places, coverage }) => coverage === 1 && places.every((one) => one?.text === line),
    );
    const found = place
      ? robustSelector(
          pages.map(({ document }, index) => ({
            // A removal must find nothing else: what it cuts is gone.
            select: (selector) => exactly(document.select(selector)),
            wanted: place.places[index]?.element ?? null,
          })),
        )
      : null;
    return found ? [found.selector] : [];
  });
  return [...new Set(selectors)].slice(0, most);
}

function exactly<T>(found: T[]): T[] {
  return found.length === 1 ? found : [];
}
