import { absent, type Found, found, maxRivals, type Rival } from '../found.ts';
import { cssPath } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { houseNames, isNamedHouse } from './house-names.ts';
import { headingCandidates, level, machineCandidates, type TitleCandidate } from './title-candidates.ts';

export type TitleReading = {
  title: Found<string | null>;
  titleWithSuffix: Found<string | null>;
  /** What the page's title has beyond the article's: "AssetLink"; null where nothing was proven. */
  suffix: string | null;
  /** The box of the heading that prints the title; null where no heading does. */
  box: Box | null;
};

/** What stands between a title and the site's name. */
const separator = /^\s*(?:--|[-–—|_»«·•:<>｜ㅣ/\\~›])+\s*/u;
const separatorBefore = /(?:--|[-–—|_»«·•:<>｜ㅣ/\\~›])+\s*$/u;
/** So near below the steps stands the headline. */
const maxBelowSteps = 6;
const pageNumber = /^\s*(?:[(（]\d{1,3}[)）]|第?\d{1,3}页)/;

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
    : (editorial(printed, heading, machine) ??
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
    box: winner.box ?? heading?.box ?? null,
  };
}

function titleFound(winner: TitleCandidate, candidates: readonly TitleCandidate[]): Found<string> {
  const rivals: Rival[] = candidates
    .filter(({ text }) => text !== winner.text)
    .slice(0, maxRivals)
    .map(({ text, method, path }) => ({ method, path, raw: text }));
  const agreeing = candidates.filter(({ text }) => plain(text) === plain(winner.text)).length;
  const { method, path, text } = winner;
  return found('title', text, {
    method,
    path,
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
  return isSame && letters(step.text) !== letters(next.text) ? next : null;
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

/**
 * Where heading and machine-readable headlines differ. The page's title is written for search engines: a heading that
 * repeats it gives way to an og:title of its own, the editors' headline for readers elsewhere. A JSON-LD headline that
 * the page's title repeats has two witnesses against a heading with none.
 */
function editorial(
  printed: string,
  heading: TitleCandidate | null,
  machine: readonly TitleCandidate[],
): TitleCandidate | null {
  if (!heading) return null;
  // The kicker stands in an element of its own: the machine-readable headline has the mark between the two.
  const punctuated =
    heading.whole === undefined
      ? undefined
      : machine.find(({ text }) => text !== heading.whole && letters(text) === letters(heading.whole ?? ''));
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
  const isHouse = (part: string) => part !== '' && isNamedHouse(part, house);
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

/** A list page has its name in the breadcrumb and no heading of its own. */
function fromTrail(printed: string, trail: readonly string[]): TitleCandidate | null {
  const step = trail.findLast((text) => begins(printed, text));
  return step ? { text: step, method: 'breadcrumb', path: '', box: null } : null;
}

function withoutSuffix(text: string, siteSuffix: string | null): string {
  return siteSuffix && text.endsWith(siteSuffix) ? text.slice(0, -siteSuffix.length).trim() : text;
}

/** What a title has beyond a heading that it begins with; null where it does not begin so. */
function rest(title: string, heading: string): string | null {
  return plain(title).startsWith(plain(heading)) ? title.slice(heading.length) : null;
}

/** True where a title begins with this heading and goes on with a separator, or is equal to it. */
function begins(title: string, heading: string): boolean {
  if (heading.length < 2) return false;
  const after = rest(title, heading);
  return after !== null && (after === '' || pageNumber.test(after) || separator.test(after));
}

/** True where a title ends with this heading, after the site's name or a kicker and a separator. */
function ends(title: string, heading: string): boolean {
  if (heading.length < 8 || !plain(title).endsWith(plain(heading)) || heading.length * 2 < title.length)
    return false;
  return separatorBefore.test(title.slice(0, -heading.length));
}

const marks = /[‘’‚‛′`´“”„‟«»″‐-―−]/;

/** Quotes and dashes are set differently in heads and headings; each mark stays one mark, so that lengths agree. */
function plain(text: string): string {
  if (!marks.test(text)) return text;
  return text
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‐-―−]/g, '-');
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function overlap(a: string, b: string): number {
  const of = (text: string) =>
    new Set(
      plain(text)
        .toLowerCase()
        .match(/[\p{L}\p{N}]{3,}|[\u3041-\u30ff\u3400-\u9fff]/gu) ?? [],
    );
  const [one, other] = [of(a), of(b)];
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  return shared / Math.max(1, Math.min(one.size, other.size));
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
