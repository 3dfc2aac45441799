import { type DateContext, readDate } from '../dates/read-date.ts';
import { readMachineDate } from '../dates/read-machine-date.ts';
import { labelledValues } from '../labelled-values.ts';
import { cssPath, scriptText } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import { zone } from '../survey/zones.ts';
import { candidate, type DateCandidate, modifiedNames, publishedNames } from './date-candidates.ts';

const knownMeta: ReadonlySet<string> = new Set([...publishedNames, ...modifiedNames]);
/** Names that sites make up themselves: "five_hundred_pixels:uploaded". */
const likelyMeta = /publi[sc]|upload|posted|issued|release|creat/;
/** Keys that programs give the day of publication, the clearest first. */
const scriptKeys: readonly RegExp[] = [
  /["'](?:datePublished|published_?(?:at|on|date|time)|publish_?(?:date|time)|publication_?date|pub_?date|first_?published)["']\s*:\s*["'](\d{4}-\d\d-\d\d[^"']{0,24})["']/gi,
  /["'](?:created_?(?:at|on|date)?|date_?created|creation_?date|posted_?(?:at|on))["']\s*:\s*["'](\d{4}-\d\d-\d\d[^"']{0,24})["']/gi,
];
const maxScript = 400_000;

/** Where a page tells its day when all the usual places are silent. */
export function lastResortDates(
  document: PageDocument,
  inList: (index: number) => boolean,
  context: DateContext,
): DateCandidate[] {
  return [
    ...likelyMetaDates(document, context),
    ...footerDates(document, inList, context, 'date'),
    ...scriptDates(document, context),
  ];
}

function likelyMetaDates({ survey }: PageDocument, context: DateContext): DateCandidate[] {
  const found: DateCandidate[] = [];
  for (const [name, contents] of survey.meta) {
    if (knownMeta.has(name) || !likelyMeta.test(name)) continue;
    for (const content of contents) {
      if (!/^\d{4}-\d\d-\d\d/.test(content.trim())) continue;
      found.push(...candidate(readMachineDate(content, context), 'meta', `meta[name="${name}"]`, 0.6));
    }
  }
  return found;
}

/** "Erschienen am: 01.11.2023" below the text, or in the footer; a bare date there is another's. */
export function footerDates(
  { survey }: PageDocument,
  inList: (index: number) => boolean,
  context: DateContext,
  wanted: 'date' | 'modified',
): DateCandidate[] {
  const found: DateCandidate[] = [];
  for (const block of survey.blocks) {
    if (block.text.length > 300 || block.zones & zone.comments || inList(block.index)) continue;
    if (!/\p{Nd}{1,2}\D.*\p{Nd}{4}|\p{Nd}{4}/u.test(block.text)) continue;
    const values = labelledValues(block.pieces).filter(({ kind }) => kind === wanted);
    for (const { value } of values.slice(0, 1)) {
      found.push(...candidate(readDate(value, context), 'label', cssPath(block.box.element), 0.55));
    }
    if (wanted === 'modified' && lastChange.test(block.text)) {
      found.push(...candidate(readDate(block.text, context), 'label', cssPath(block.box.element), 0.5));
    }
    if (found.length > 0) break;
  }
  return found;
}

/** The sentence that wikis close a page with. */
const lastChange =
  /^.{0,30}(?:last (?:edited|modified|changed|updated)|zuletzt (?:am|bearbeitet|geändert)|dernière modification|última (?:edición|modificación)|ultima modifica|последн\S+ изменен|最后(?:编辑|修改)|最終更新)/i;

/** Data in a script tells of many things: it is believed only where all values of one key lie on one day. */
function scriptDates({ survey }: PageDocument, context: DateContext): DateCandidate[] {
  const text = survey.dataScripts.map(scriptText).join('\n').slice(0, maxScript).replaceAll('\\"', '"');
  for (const pattern of scriptKeys) {
    const values = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
    const days = new Set(values.map((value) => value.slice(0, 10)));
    const [value] = values;
    if (value !== undefined && days.size === 1)
      return candidate(readMachineDate(value, context), 'script', 'script', 0.45);
  }
  return [];
}
