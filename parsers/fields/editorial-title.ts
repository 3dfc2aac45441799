import { lettersOf } from '../text/letters-of.ts';
import { begins, ends, overlap, plain } from './compare-titles.ts';
import type { TitleCandidate } from './title-candidates.ts';

/**
 * Where heading and machine-readable headlines differ. The page's title is written for search engines: a heading that
 * repeats it gives way to an og:title of its own, the editors' headline for readers elsewhere. A JSON-LD headline that
 * the page's title repeats has two witnesses against a heading with none.
 */
export function editorialTitle(
  printed: string,
  heading: TitleCandidate | null,
  machine: readonly TitleCandidate[],
): TitleCandidate | null {
  if (!heading) return null;
  // The kicker stands in an element of its own: the machine-readable headline has the mark between the two.
  const punctuated =
    heading.whole === undefined
      ? undefined
      : machine.find(
          ({ text, method }) =>
            !(method === 'microdata' && text === heading.whole) &&
            lettersOf(text) === lettersOf(heading.whole ?? ''),
        );
  const tail = behindDash(punctuated?.text ?? heading.text, heading.tails ?? []);
  if (tail) return { ...heading, text: tail };
  if (punctuated) return { ...punctuated, box: heading.box };
  const declared = machine.find(({ method }) => method === 'json-ld');
  const open = machine.find(({ method }) => method === 'open-graph');
  // "Kenia: Nairobi von unten": the kicker that the page prints elsewhere, joined as one headline.
  if (open && plain(open.text).endsWith(`: ${plain(heading.text)}`)) {
    return { ...open, box: heading.box };
  }
  if (!begins(printed, heading.text)) {
    const witness = machine.some(
      ({ text, method }) => /open|micro/.test(method) && plain(text) === plain(heading.text),
    );
    const proven =
      declared && !witness && begins(printed, declared.text) && isOther(declared.text, heading.text);
    return proven ? { ...declared, box: heading.box } : null;
  }
  if (!open || begins(printed, open.text)) return null;
  // Where twitter:title repeats the heading, og:title was written on purpose.
  const repeated = machine.some(
    ({ method, text }) => method === 'meta' && plain(text) === plain(heading.text),
  );
  const isLonger = plain(open.text).startsWith(plain(heading.text)) || ends(open.text, heading.text);
  if (!isOther(open.text, heading.text) && !(repeated && open.text.length > 24 && !isLonger)) return null;
  if (declared && plain(declared.text) === plain(open.text)) return null;
  return { ...open, box: heading.box };
}

/** A headline of its own about the same: no cut one, and not the heading with a kicker or the site's name. */
function isOther(text: string, heading: string): boolean {
  if (/(?:…|\.\.\.)$/.test(text) || text.length < 12 || text.length < heading.length * 0.4) return false;
  if (plain(text).startsWith(plain(heading)) || ends(text, heading)) return false;
  return overlap(heading, text) >= 0.25;
}

/** "Paris games – Barges bring the drinks", the two in elements of their own: a colon joins a kicker, a dash parts it. */
function behindDash(text: string, tails: readonly string[]): string | null {
  const parted = /^.{2,80}?\s[-–—]\s(.{20,})$/u.exec(text)?.[1];
  return parted === undefined ? null : (tails.find((tail) => plain(tail) === plain(parted)) ?? null);
}
