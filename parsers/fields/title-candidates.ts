import { readDate } from '../dates/read-date.ts';
import { stringOf } from '../json-ld.ts';
import { cssPath, isElement, type PageElement, textOf } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box, PageSurvey, TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { decodeEntities } from '../text/decode-entities.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';

export type TitleCandidate = {
  text: string;
  method: string;
  /** Left out where it is that of the box: most headings of a page are not kept, and are never asked for it. */
  path?: string;
  box: Box | null;
  /** The heading without its kicker. */
  isTail?: boolean;
  /** The whole of a heading in several pieces. */
  whole?: string;
  /** The heading without its first pieces. */
  tails?: readonly string[];
};

const levels = new Map(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name, at) => [name, at + 1]));
const maxHeadings = 60;
const maxTitle = 400;

/** Headings and elements whose class says that they hold a title, the highest level first. */
export function headingCandidates(document: PageDocument): TitleCandidate[] {
  const { survey } = document;
  const found: TitleCandidate[] = [];
  // Where a page hides all of itself until its scripts have run, its only h1 is hidden, too.
  const tops = survey.boxes.filter(({ element, first, end }) => element.name === 'h1' && end > first);
  const [only] = tops.length === 1 ? tops : [];
  for (const box of survey.boxes) {
    const isHeading = (box.own & zone.heading) !== 0;
    if (!isHeading && !(box.own & zone.titled)) continue;
    if (box.end === box.first || found.length > maxHeadings || (!isHeading && box.end - box.first > 3))
      continue;
    if ((box.zones & zone.hidden && box !== only) || linksHome(box.element, 0)) continue;
    const texts = headingTexts(document, box);
    const whole = texts.length > 1 ? { whole: texts[0] ?? '', tails: texts.slice(1) } : {};
    for (const [i, text] of texts.entries()) {
      if (text.length < 2 || text.length > maxTitle) continue;
      found.push({
        text,
        method: isHeading ? 'heading' : 'class',
        box,
        isTail: i > 0,
        ...whole,
      });
    }
  }
  return found.sort((a, b) => level(a) - level(b));
}

export function pathOf({ path, box }: TitleCandidate): string {
  return path ?? (box ? cssPath(box.element) : '');
}

/** 1 … 6 for h1 … h6, 7 for other elements. */
export function level({ box }: TitleCandidate): number {
  return levels.get(box?.element.name ?? '') ?? 7;
}

/** What the page tells programs, best first. */
export function machineCandidates(document: PageDocument): TitleCandidate[] {
  const list: TitleCandidate[] = [];
  const add = (text: string | null | undefined, method: string, path: string) => {
    const clean = normalizeSpaces(decodeEntities(text ?? ''));
    if (clean) list.push({ text: clean, method, path, box: null });
  };
  add(document.meta('og:title')?.content, 'open-graph', 'meta[property="og:title"]');
  add(stringOf(document.article?.headline) ?? stringOf(document.article?.name), 'json-ld', 'headline');
  add(document.meta('twitter:title')?.content, 'meta', 'meta[name="twitter:title"]');
  for (const { element } of document.survey.itemprops) {
    if (element.attribs.itemprop === 'headline')
      add(element.attribs.content ?? textOf(element), 'microdata', cssPath(element));
  }
  return list;
}

/**
 * The readings of one heading: the whole, and without the kicker that stands in an element of its own. A heading may
 * hold the line of date and source as well; the title ends before it.
 */
function headingTexts({ survey, fetchedAt }: PageDocument, box: Box): string[] {
  const lines = titleLines(survey, box, (text) => {
    const date =
      text.length < 160 && /\d/.test(text) ? readDate(text, { fetchedAt, monthFirst: false }) : null;
    return date !== null && (text.length - date.raw.length < 60 || text.startsWith(date.raw));
  });
  const whole = normalizeSpaces(lines.map(({ text }) => text).join(' '));
  const parts = lines
    .flatMap(({ pieces }) => pieces.split('␟').map(normalizeSpaces))
    .filter((part) => part !== '');
  const tails =
    parts.length > 1 && parts.length < 5
      ? [normalizeSpaces(parts.slice(1).join(' ')), parts.at(-1) ?? '']
      : [];
  return [...new Set([whole, ...tails])];
}

function titleLines(survey: PageSurvey, box: Box, isMeta: (text: string) => boolean): TextBlock[] {
  const lines: TextBlock[] = [];
  for (let i = box.first; i < box.end && lines.length < 4; i++) {
    const block = survey.blocks[i];
    if (!block) continue;
    if (isMeta(block.text)) {
      if (lines.length > 0) break;
      continue;
    }
    if (lines.length > 0 && block.box !== box && block.box.own & zone.heading) break;
    lines.push(block);
  }
  return lines;
}

/** A logo is a heading on many front pages, and stays one on the others. */
function linksHome(element: PageElement, depth: number): boolean {
  const { href } = element.attribs;
  if (element.name === 'a' && href !== undefined)
    return /^(?:https?:\/\/[^/?#]+)?\/?(?:index\.\w+)?$/.test(href.trim());
  if (depth > 3) return false;
  for (const child of element.children) if (isElement(child) && linksHome(child, depth + 1)) return true;
  return false;
}
