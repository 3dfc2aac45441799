import type { PageDocument } from '../page-document.ts';
import type { TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { isAgency } from '../text/is-agency.ts';
import { isOffice, personNames } from '../text/person-names.ts';

/** So many lines at the end of the text, and behind it, may hold a credit. */
const lastLines = 4;
const linesBehind = 3;
const maxSign = 30;
const notText = zone.comments | zone.figure | zone.caption;
const notBehind = notText | zone.nav | zone.hidden | zone.beside | zone.footer;

/** "(Reporting by Ada Marsh in Paris and Jon Reed; editing by Uwe Klein)": who edited did not write it. */
const reporting =
  /^[([]?\s*(?:(?:reporting|writing|story|words)(?: and (?:reporting|writing))? by)\s+([^;)\].]{5,160})/i;
const inBrackets = /[(（]([^()（）]{2,40})[)）]\s*[.。]?$/u;

/** Who the end of a text is credited to: reporters of an agency, the agency itself in brackets, an office's sign in a line of its own. */
export function endCredits(
  { survey }: PageDocument,
  body: readonly TextBlock[],
): { names: string[]; block: TextBlock }[] {
  const last = body.at(-1);
  if (!last) return [];
  const behind = survey.blocks
    .slice(last.index + 1, last.index + 1 + linesBehind)
    .filter(({ box, zones }) => (box.parent === last.box.parent || box === last.box) && !(zones & notBehind));
  const found: { names: string[]; block: TextBlock }[] = [];
  for (const block of [...body.slice(-lastLines), ...behind]) {
    if (block.zones & notText) continue;
    const reporters = reporting.exec(block.text)?.[1];
    if (reporters) found.push({ names: [withoutPlaces(reporters)], block });
    const credit = inBrackets.exec(block.text)?.[1]?.trim();
    if (credit && namesAgency(credit)) found.push({ names: [credit], block });
    if (block.text.length <= maxSign && block.linkChars === 0 && !(block.zones & zone.heading)) {
      if (isOffice(block.text) || isAgency(block.text)) found.push({ names: [block.text], block });
    }
  }
  return found;
}

/** People in a list are parted; "HP mit dpa" stays as it is printed, as neither of both alone is credited. */
export function creditNames(text: string): string[] {
  return namesAgency(text) ? text.split(/\s*[/,;+]\s*/) : personNames(text);
}

/** "dpa", "HP/dpa", "HP mit dpa" */
function namesAgency(text: string): boolean {
  const parts = text.split(/\s*[/,;+]\s*|\s+(?:mit|und|and|with|et|avec|y|con)\s+/u);
  return parts.some(isAgency) && parts.every((part) => part.split(' ').length <= 3);
}

/** "Ada Marsh in Paris and Jon Reed" → "Ada Marsh and Jon Reed" */
function withoutPlaces(names: string): string {
  return names.replace(/\s+in\s+[^,;]+?(?=,|;|\s+and\s|$)/gu, '');
}
