import { absent, type Found, found, type Rival } from '../found.ts';
import { stringOf } from '../json-ld.ts';
import { cssPath } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box } from '../survey/survey-page.ts';
import { zone } from '../survey/zones.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';

export type TitleReading = {
  title: Found<string | null>;
  titleWithSuffix: Found<string | null>;
  /** What the page's title has beyond the article's: "AssetLink"; null where nothing was proven. */
  suffix: string | null;
  /** The box of the heading that prints the title; null where no heading does. */
  box: Box | null;
};

type Candidate = { text: string; method: string; path: string; box: Box | null };

/** What stands between a title and the site's name. */
const separator = /^\s*(?:--|[-–—|_»«·•:<>｜/\\~])+\s*/u;
const pageNumber = /^\s*(?:[(（]\d{1,3}[)）]|第?\d{1,3}页)/;

/**
 * The headline. A heading that the page's own title begins with is proven by two witnesses; without one, the
 * machine-readable headline stands, then the page's title. Only what is proven to be the site's is cut off.
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
  const candidates = [...headings, ...machine];
  const [named] = chosen;
  const winner = named
    ? { text: withoutSuffix(named, siteSuffix), method: 'site-file', path: '', box: null }
    : (choose(printed, headings, machine, siteSuffix) ??
      fromTrail(printed, trail) ??
      fromPrinted(printed, siteSuffix));
  if (!winner) return { title: absent(null), titleWithSuffix: absent(null), suffix: null, box: null };
  const rest = printed.startsWith(winner.text) ? printed.slice(winner.text.length) : '';
  const suffix = suffixName(rest);
  const rivals: Rival[] = candidates
    .filter(({ text }) => text !== winner.text)
    .map(({ text, method, path }) => ({ method, path, raw: text }));
  const agreeing = candidates.filter(({ text }) => text === winner.text).length;
  return {
    title: found('title', winner.text, {
      method: winner.method,
      path: winner.path,
      raw: winner.text,
      confidence: Math.min(0.99, 0.6 + 0.13 * agreeing),
      rivals,
    }),
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
    box: winner.box ?? headings.find(({ text }) => text === winner.text)?.box ?? headings[0]?.box ?? null,
  };
}

function choose(
  printed: string,
  headings: readonly Candidate[],
  machine: readonly Candidate[],
  siteSuffix: string | null,
): Candidate | null {
  const proven = headings.filter(
    ({ text }) => begins(printed, text) || machine.some((other) => other.text === text),
  );
  const firstLevel = proven.find(({ box }) => box?.element.name === 'h1');
  const best = firstLevel ?? proven.sort((a, b) => b.text.length - a.text.length)[0];
  if (best) return best;
  const [headline] = machine;
  if (headline) return { ...headline, text: withoutSuffix(headline.text, siteSuffix) };
  const heading = headings.find(({ box }) => box?.element.name === 'h1') ?? headings[0];
  if (heading && (heading.box?.element.name === 'h1' || printed === '')) return heading;
  return null;
}

/** A list page has its name in the breadcrumb and no heading of its own. */
function fromTrail(printed: string, trail: readonly string[]): Candidate | null {
  const step = trail.findLast((text) => begins(printed, text));
  return step ? { text: step, method: 'breadcrumb', path: '', box: null } : null;
}

function fromPrinted(printed: string, siteSuffix: string | null): Candidate | null {
  return printed === ''
    ? null
    : { text: withoutSuffix(printed, siteSuffix), method: 'title', path: 'title', box: null };
}

function withoutSuffix(text: string, siteSuffix: string | null): string {
  return siteSuffix && text.endsWith(siteSuffix) ? text.slice(0, -siteSuffix.length).trim() : text;
}

/** True where a title begins with this heading and goes on with a separator, or is equal to it. */
function begins(title: string, heading: string): boolean {
  if (heading.length < 2 || !title.startsWith(heading)) return false;
  const rest = title.slice(heading.length);
  return rest === '' || pageNumber.test(rest) || separator.test(rest);
}

function suffixName(rest: string): string | null {
  const after = rest.replace(pageNumber, '');
  if (!separator.test(after)) return null;
  const names = after
    .split(/\s*(?:--|[|_»«·•<>｜]|\s[-–—:]\s?|^[-–—]|[-–—](?=\p{Lu}|\p{Lo}))+\s*/u)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !/^powered by\b/i.test(name));
  return names.at(-1) ?? null;
}

function headingCandidates({ survey }: PageDocument): Candidate[] {
  const found: Candidate[] = [];
  for (const box of survey.boxes) {
    const isHeading = (box.own & zone.heading) !== 0;
    if (!isHeading && !(box.own & zone.titled)) continue;
    if (box.end === box.first || found.length > 60) continue;
    if (!isHeading && box.end - box.first > 3) continue;
    const text = headingText(survey, box);
    if (text.length < 2 || text.length > 400) continue;
    found.push({ text, method: isHeading ? 'heading' : 'class', path: cssPath(box.element), box });
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

function rank({ box }: Candidate): number {
  const level = /^h([1-6])$/.exec(box?.element.name ?? '');
  return level ? Number(level[1]) : 7;
}

/** A heading may hold the line of date and source as well: the title ends before it. */
function headingText(survey: PageDocument['survey'], box: Box): string {
  const lines: string[] = [];
  for (let i = box.first; i < box.end; i++) {
    const block = survey.blocks[i];
    if (!block) continue;
    if (
      lines.length > 0 &&
      (/\d{4}[-/.年]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4}|\d:\d\d/.test(block.text) || lines.length > 2)
    )
      break;
    if (lines.length > 0 && block.box !== box && block.box.own & zone.heading) break;
    lines.push(block.text);
  }
  return lines.join(' ');
}

function machineCandidates(document: PageDocument): Candidate[] {
  const list: Candidate[] = [];
  const add = (text: string | null | undefined, method: string, path: string) => {
    const clean = normalizeSpaces(text ?? '');
    if (clean) list.push({ text: clean, method, path, box: null });
  };
  add(stringOf(document.article?.headline), 'json-ld', 'headline');
  const og = document.meta('og:title');
  add(og?.content, 'open-graph', 'meta[property="og:title"]');
  add(document.meta('twitter:title')?.content, 'meta', 'meta[name="twitter:title"]');
  return list;
}
