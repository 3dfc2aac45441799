import { type DateContext, readDate } from '../dates/read-date.ts';
import { readMachineDate } from '../dates/read-machine-date.ts';
import { labelledValues } from '../labelled-values.ts';
import type { MetaLine } from '../meta-lines.ts';
import { cssPath, type PageElement, textOf } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box, TextBlock } from '../survey/page-survey.ts';
import { zone, zoneOfNames } from '../survey/zones.ts';
import { candidate, type DateCandidate, type DateFrame } from './date-candidates.ts';

const shortTail = 100;
const maxTail = 250;

/** Elements named after a date anywhere outside of menus and lists; then a date that opens the text. */
export function looseDates(
  document: PageDocument,
  { body, inList }: DateFrame,
  lines: readonly MetaLine[],
  context: DateContext,
): DateCandidate[] {
  const found: DateCandidate[] = [];
  const { survey } = document;
  const outside = zone.nav | zone.footer | zone.aside | zone.comments | zone.hidden;
  for (const { element, zones, at } of [...survey.times, ...survey.marked]) {
    if (
      zones & outside ||
      inList(at) ||
      isOthers(survey.blocks[at]) ||
      (element.name !== 'time' && !(zoneOfNames(namesOf(element)) & zone.dateline))
    )
      continue;
    const text = linesIn(element, survey.blocks, at) ?? textOf(element);
    if (text.length > 200 || isLabelledChange(text)) continue;
    const date = readMachineDate(element.attribs.datetime ?? '', context) ?? readDate(text, context);
    found.push(...candidate(date, 'class', cssPath(element), 0.5));
  }
  const [opening] = body;
  if (!opening) return found;
  const end = Math.min(opening.index + 10, (body.at(-1)?.index ?? 0) + 1);
  const inProse: DateCandidate[] = [];
  for (const block of survey.blocks.slice(opening.index, end)) {
    if (inList(block.index) || block.zones & (zone.quote | zone.embed | zone.caption)) continue;
    const date = readDate(block.text.slice(0, 120), context);
    const isLine = block.text.length < 80;
    if (date && (date.index < 40 || isLine))
      (isLine ? found : inProse).push(...candidate(date, 'text', cssPath(block.box.element), 0.5));
  }
  // A line that holds little beside its date tells the article's; a sentence may tell of any day.
  found.push(...inProse);
  found.push(...entryDates(document, body, context));
  for (const { block, place } of lines) {
    if (place !== 'tail' || block.text.length > maxTail || block.linkChars > block.text.length / 2) continue;
    if (block.zones & (zone.quote | zone.embed | zone.caption)) continue;
    const date = readDate(block.text, context);
    // "Posted by Jane Doe on …. Filed under …": the date opens a longer line.
    if (date && (block.text.length <= shortTail || date.index < shortTail / 2))
      found.push(...candidate(date, 'nearby', cssPath(block.box.element), 0.45));
  }
  return found;
}

/** What a weblog says below an entry, at whatever length: when it was posted, where it is filed, how to answer. */
const filed =
  /\b(?:filed under|rss 2\.0|trackback|abgelegt unter|classé dans|archivado en|archiviato in|arquivado em|opgeslagen onder)/i;
const linesBelow = 20;
const maxEntry = 800;

function entryDates(
  { survey }: PageDocument,
  body: readonly TextBlock[],
  context: DateContext,
): DateCandidate[] {
  const end = (body.at(-1)?.index ?? -1) + 1;
  return survey.blocks.slice(Math.max(0, end - 2), end + linesBelow).flatMap((block) => {
    if (block.text.length > maxEntry || block.zones & zone.comments || !filed.test(block.text)) return [];
    const date = readDate(block.text, context);
    return date && date.index < shortTail ? candidate(date, 'nearby', cssPath(block.box.element), 0.5) : [];
  });
}

/** A date inside of a link is that of the article which the link leads to. */
function isOthers(block: TextBlock | undefined): boolean {
  return block !== undefined && block.linkChars > block.text.length / 2;
}

/** "Updated 20:49, 5 Aug 2024" */
function isLabelledChange(text: string): boolean {
  const kinds = labelledValues(text).map(({ kind }) => kind);
  return kinds.includes('modified') && !kinds.includes('date');
}

/** The lines that an element holds, parted: its bare text would join the last word of one to the first of the next. */
function linesIn(element: PageElement, blocks: readonly TextBlock[], at: number): string | null {
  const lines: string[] = [];
  for (let block = blocks[at]; block && isWithin(block.box, element); block = blocks[at + lines.length]) {
    lines.push(block.text);
    if (lines.length > 8) break;
  }
  return lines.length > 0 ? lines.join('␟') : null;
}

function isWithin(box: Box, element: PageElement): boolean {
  let at: Box | null = box;
  for (let up = 0; at && up < 5; up++, at = at.parent) if (at.element === element) return true;
  return false;
}

function namesOf(element: PageElement): string {
  return `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`;
}
