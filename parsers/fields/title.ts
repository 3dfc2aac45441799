import { absent, type Found, found, maxRivals, type Rival } from '../found.ts';
import { cssPath } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { lettersOf } from '../text/letters-of.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import {
  begins,
  ends,
  overlap,
  pageNumber,
  plain,
  rest,
  separator,
  separatorBefore,
} from './compare-titles.ts';
import { editorialTitle } from './editorial-title.ts';
import { houseNames, isNamedHouse } from './house-names.ts';
import {
  headingCandidates,
  level,
  machineCandidates,
  pathOf,
  type TitleCandidate,
} from './title-candidates.ts';

export type TitleReading = {
  title: Found<string | null>;
  titleWithSuffix: Found<string | null>;
  /** What the page's title has beyond the article's: "AssetLink"; null where nothing was proven. */
  suffix: string | null;
  /** The box of the heading that prints the title; null where no heading does. */
  box: Box | null;
};

/** So near below the steps stands the headline. */
const maxBelowSteps = 6;

/**
 * The headline. A heading that the page's own title begins or ends with is proven by two witnesses; only what is then
 * left of the page's title is the site's and goes.
 */
export function readTitle(
  document: PageDocument,
  {
    siteSuffix,
    chosen,
    trail,
  }: { siteSuffix: string | null; chosen: readonly string[]; trail: readonly string[] },
): TitleReading {
  const printed = normalizeSpaces(document.survey.title ?? '');
  const headings = headingCandidates(document);
  const machine = machineCandidates(document);
  const heading =
    bestHeading(printed, headings, machine) ??
    (machine.length === 0 && !fromTrail(printed, trail) ? printedLine(document, printed) : null);
  const [named] = chosen;
  const winner = named
    ? { text: withoutSuffix(named, siteSuffix), method: 'site-file', path: '', box: null }
    : (editorialTitle(printed, heading, machine) ??
      heading ??
      withoutHouse(fromMachine(printed, machine, siteSuffix, trail), document));
  if (!winner) return { title: absent(null), titleWithSuffix: absent(null), suffix: null, box: null };
  const suffix = suffixName(
    rest(printed, winner.text) ?? (heading ? rest(printed, heading.text) : null) ?? '',
  );
  return {
    title: titleFound(winner, [...headings, ...machine]),
    titleWithSuffix:
      suffix === null
        ? absent(null)
        : found('titleWithSuffix', printed, {
            method: 'title',
            path: 'title',
            raw: printed,
            confidence: 0.95,
          }),
    suffix,
    box: winner.box ?? heading?.box ?? lineOf(document, winner.text),
  };
}

function titleFound(winner: TitleCandidate, candidates: readonly TitleCandidate[]): Found<string> {
  const rivals: Rival[] = candidates
    .filter(({ text }) => text !== winner.text)
    .slice(0, maxRivals)
    .map((other) => ({ method: other.method, path: pathOf(other), raw: other.text }));
  const agreeing = candidates.filter(({ text }) => plain(text) === plain(winner.text)).length;
  const { method, text } = winner;
  return found('title', text, {
    method,
    path: pathOf(winner),
    raw: text,
    confidence: Math.min(0.99, 0.6 + 0.13 * agreeing),
    rivals,
  });
}

/** Old pages set the headline as a large line; the page's title bears it out all the same. */
function printedLine({ survey }: PageDocument, printed: string): TitleCandidate | null {
  for (const block of survey.blocks) {
    const { text, box } = block;
    if (text.length < 8 || text.length > 400 || text === printed || block.linkChars > 0) continue;
    if (!begins(printed, text) && !ends(printed, text)) continue;
    const line = { ...box, parent: box, depth: box.depth + 1, first: block.index, end: block.index + 1 };
    return { text, method: 'line', path: cssPath(box.element), box: line };
  }
  return null;
}

/** Where the page prints a headline that it declares for programs, in whatever element. */
function lineOf({ survey }: PageDocument, title: string): Box | null {
  const wanted = lettersOf(title);
  if (wanted.length < 12) return null;
  const longest = title.length * 2;
  const block = survey.blocks.find(
    ({ text, zones }) => text.length <= longest && !(zones & notHeadline) && lettersOf(text) === wanted,
  );
  return block?.box ?? null;
}

const notHeadline =
  zone.nav | zone.footer | zone.aside | zone.comments | zone.hidden | zone.crumb | zone.beside;

/** An h1 in a row of steps is a short form of the headline, where the first heading below it says the same in full. */
function fullHeadline(headings: readonly TitleCandidate[]): TitleCandidate | null {
  const [step] = headings;
  const box = step?.box;
  if (!step || !box || level(step) !== 1 || !(box.zones & (zone.listItem | zone.crumb))) return null;
  const next = headings
    .filter((other) => level(other) <= 2 && (other.box?.first ?? -1) >= box.end && !other.isTail)
    .sort((a, b) => (a.box?.first ?? 0) - (b.box?.first ?? 0))[0];
  if (!next?.box || next.box.first - box.end > maxBelowSteps) return null;
  const isSame = next.text.length >= 20 && next.text !== step.text && overlap(step.text, next.text) >= 0.5;
  return isSame && lettersOf(step.text) !== lettersOf(next.text) ? next : null;
}

/** The heading that other witnesses bear out best; else the page's only h1. */
function bestHeading(
  printed: string,
  headings: readonly TitleCandidate[],
  machine: readonly TitleCandidate[],
): TitleCandidate | null {
  const full = fullHeadline(headings);
  if (full) return full;
  let best: TitleCandidate | null = null;
  let bestScore = 0;
  for (const heading of headings) {
    const exact = machine.filter(({ text }) => plain(text) === plain(heading.text)).length;
    const inTitle = begins(printed, heading.text) ? 3 : ends(printed, heading.text) ? 2 : 0;
    const inMachine = machine.some(({ text }) => begins(text, heading.text) || ends(text, heading.text))
      ? 1
      : 0;
    if (
      exact + inTitle + inMachine === 0 ||
      (heading.isTail && exact + (begins(printed, heading.text) ? 1 : 0) === 0)
    )
      continue;
    const score =
      inTitle +
      2 * exact +
      inMachine +
      (level(heading) === 1 ? 2 : 0) +
      Math.min(1, heading.text.length / 80);
    if (score > bestScore) {
      best = heading;
      bestScore = score;
    }
  }
  if (best) return best;
  const first = headings.filter((heading) => level(heading) === 1);
  const [only] = first;
  if (!only || new Set(first.map(({ box }) => box)).size > 1) return null;
  const witness = [printed, ...machine.map(({ text }) => text)];
  return witness.every((text) => text === '') || witness.some((text) => overlap(text, only.text) >= 0.3)
    ? only
    : null;
}

function fromMachine(
  printed: string,
  machine: readonly TitleCandidate[],
  siteSuffix: string | null,
  trail: readonly string[],
): TitleCandidate | null {
  const headline =
    machine.find(({ method }) => method === 'json-ld') ??
    machine.find(({ method }) => method !== 'microdata');
  if (headline && !/(?:…|\.\.\.)$/.test(headline.text))
    return { ...headline, text: withoutSuffix(headline.text, siteSuffix) };
  const step = fromTrail(printed, trail);
  if (step) return step;
  return printed === ''
    ? null
    : { text: withoutSuffix(printed, siteSuffix), method: 'title', path: 'title', box: null };
}

/** "… | South China Morning Post", "Daily News | …": no heading bears the title out, but the house's name is known. */
function withoutHouse(candidate: TitleCandidate | null, document: PageDocument): TitleCandidate | null {
  if (!candidate) return null;
  const house = houseNames({ ...document, survey: { ...document.survey, title: null } });
  const isHouse = (part: string) =>
    part !== '' && (isNamedHouse(part, house) || opensWithHost(part, document.url));
  const steps = candidate.text.split(/\s+(?:--|[-–—|»·•])\s+|\s*[|｜ㅣ]\s*/u);
  const [first = '', last = ''] = [steps[0], steps.at(-1)];
  const { text } = candidate;
  const cut = isHouse(last)
    ? text.slice(0, text.length - last.length).replace(separatorBefore, '')
    : isHouse(first)
      ? text.slice(first.length).replace(separator, '')
      : text;
  return steps.length > 1 && cut.length >= 8 ? { ...candidate, text: cut.trim() } : candidate;
}

/** "Bundeskanzleramt Österreich" on bundeskanzleramt.gv.at: so long a word is the host's by no accident. */
function opensWithHost(part: string, url: string): boolean {
  const letters = part.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const labels = new URL(url).hostname.split('.').map((label) => label.replace(/[^\p{L}\p{N}]+/gu, ''));
  return part.split(' ').length < 5 && labels.some((label) => label.length >= 8 && letters.startsWith(label));
}

/** A list page has its name in the breadcrumb and no heading of its own. */
function fromTrail(printed: string, trail: readonly string[]): TitleCandidate | null {
  const step = trail.findLast((text) => begins(printed, text));
  return step ? { text: step, method: 'breadcrumb', path: '', box: null } : null;
}

function withoutSuffix(text: string, siteSuffix: string | null): string {
  return siteSuffix && text.endsWith(siteSuffix) ? text.slice(0, -siteSuffix.length).trim() : text;
}

function suffixName(after: string): string | null {
  const tail = after.replace(pageNumber, '');
  if (!separator.test(tail)) return null;
  const names = tail
    .split(/\s*(?:--|[|_»«·•<>｜ㅣ›]|\s[-–—:]\s?|^[-–—]|[-–—](?=\p{Lu}|\p{Lo}))+\s*/u)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !/^powered by\b/i.test(name));
  return names.at(-1) ?? null;
}
