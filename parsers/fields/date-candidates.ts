import type { ClaimedDate } from '../../src/model/claimed-date.ts';
import { type DateContext, type ReadDate, readDate } from '../dates/read-date.ts';
import { readMachineDate } from '../dates/read-machine-date.ts';
import { isArticleType, stringOf } from '../json-ld.ts';
import type { MetaLine } from '../meta-lines.ts';
import { cssPath, textOf } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';

/** Where the article's text stands, and which blocks belong to lists of other articles. */
export type DateFrame = { body: readonly TextBlock[]; inList(index: number): boolean };

/** One reading of a date, and where it was read. */
export type DateCandidate = {
  date: ClaimedDate & { iso: string };
  method: string;
  path: string;
  confidence: number;
  visible: boolean;
};

export const publishedNames = [
  'article:published_time',
  'article:published:time',
  'og:article:published:time',
  'og:article:published_time',
  'article:published',
  'og:published_time',
  'datepublished',
  'date.published',
  'published_time',
  'article_date_original',
  'article.published',
  'parsely-pub-date',
  'sailthru.date',
  'cxenseparse:recs:publishtime',
  'dc.date.issued',
  'dcterms.created',
  'dcterms.issued',
  'dc.date.created',
  'dcterms.date',
  'dc.date',
  'publishdate',
  'publish-date',
  'publish_date',
  'pubdate',
  'publication_date',
  'publicationdate',
  'rnews:datepublished',
  'bt:pubdate',
  'originalpublicationdate',
  'citation_publication_date',
  'citation_date',
  'article.created',
  'date',
  'created',
  'last-modified-date',
  'displaydate',
  'iso-8601-publish-date',
  'vr:published_time',
  'article:create',
  'timestamp',
  'article:publicationdate',
  'gentime',
];
export const modifiedNames = [
  'article:modified_time',
  'og:updated_time',
  'og:modified_time',
  'datemodified',
  'last-modified',
  'lastmod',
  'dcterms.modified',
  'dc.date.modified',
  'revised',
  'modified_time',
  'article:modified',
  'date.modified',
  'article.updated',
  'updated_time',
];

/** Names that many systems fill with the day of the last change. */
export const vagueMeta =
  /^meta\[name="(?:date|created|timestamp|last-modified-date|dc\.date|dcterms\.date)"\]$/;

export function machineDates(
  document: PageDocument,
  key: string,
  names: readonly string[],
  context: DateContext,
  inList: DateFrame['inList'],
): DateCandidate[] {
  const found: DateCandidate[] = [];
  const { article, jsonLd, survey } = document;
  if (article)
    found.push(...candidate(readMachineDate(stringOf(article[key]) ?? '', context), 'json-ld', key, 0.93));
  for (const object of jsonLd) {
    if (object[key] === undefined || object === article || !isArticleType(object)) continue;
    found.push(...candidate(readMachineDate(stringOf(object[key]) ?? '', context), 'json-ld', key, 0.8));
  }
  for (const name of names) {
    for (const content of survey.meta.get(name) ?? []) {
      found.push(...candidate(readMachineDate(content, context), 'meta', `meta[name="${name}"]`, 0.88));
    }
  }
  const marked = survey.itemprops.filter(
    ({ element, zones }) => element.attribs.itemprop === key && !(zones & zone.comments),
  );
  // Several in a list are those of other articles; one alone is the page's, wherever it stands.
  const own = marked.length > 1 ? marked.filter(({ at }) => !inList(at)) : marked;
  for (const { element } of own) {
    const value = element.attribs.content ?? element.attribs.datetime ?? textOf(element);
    found.push(...candidate(readMachineDate(value, context), 'microdata', cssPath(element), 0.85));
  }
  for (const object of jsonLd) {
    if (object[key] === undefined || object === article || isArticleType(object)) continue;
    found.push(...candidate(readMachineDate(stringOf(object[key]) ?? '', context), 'json-ld', key, 0.7));
  }
  return found;
}

/** A caption tells when a photo was taken, a quotation when it was said, a sentence whatever it tells of. */
const besideTheArticle = zone.caption | zone.figure | zone.quote | zone.embed | zone.nav;
/** So many characters beside a date are more than names, labels and a place. */
const longRest = 60;
/** So many days in the lines of one list are those of several articles. */
const minRow = 3;
/** Lines no farther apart stand in a row. */
const maxGap = 2;

export type PrintedDates = {
  published: DateCandidate[];
  modified: DateCandidate[];
  /** Of captions and sentences: asked where nothing else tells a day. */
  weak: DateCandidate[];
};

export function printedDates(
  document: PageDocument,
  lines: readonly MetaLine[],
  context: DateContext,
): PrintedDates {
  const all: PrintedDates = { published: [], modified: [], weak: [] };
  timeElements(document, lines, context, all);
  for (const { block, values, place } of lines) {
    for (const { kind, value } of values) {
      if (kind !== 'date' && kind !== 'modified') continue;
      const date = readDate(value, context);
      if (!date) continue;
      const line = readDate(block.pieces, context);
      const raw = line && line.iso === date.iso ? line.raw : date.raw;
      const confidence = place === 'tail' ? 0.6 : 0.85;
      (kind === 'date' ? all.published : all.modified).push(
        printed({ ...date, raw }, 'label', block, confidence),
      );
    }
  }
  // A day in the headline is told of; a line of its own tells the article's.
  const inHeading = ({ block }: MetaLine) => (block.zones & zone.heading) !== 0;
  const plain = lines.filter((line) => !inHeading(line));
  const ordered = [...plain, ...lines.filter(inHeading)];
  const dated = ({ block }: MetaLine) =>
    /\p{Nd}/u.test(block.text) && readDate(block.pieces, context) !== null;
  const before = nearestFirst(ordered.filter((line) => line.place === 'before' && dated(line)));
  const candidates = [...ordered.filter(({ place }) => place === 'head'), ...before];
  const entries: DateCandidate[] = [];
  for (const { block, values } of candidates) {
    const isRead = values.some(
      ({ kind, value }) => kind === 'modified' || (kind === 'date' && readDate(value, context) !== null),
    );
    if (isRead || block.text.length > 160) continue;
    const date = readDate(block.pieces, context);
    if (!date) continue;
    const isWeak = (block.zones & besideTheArticle) !== 0 || isSentence(block.text, date.raw);
    const list = isWeak ? all.weak : block.zones & zone.listItem ? entries : all.published;
    list.push(printed(date, 'nearby', block, isWeak ? 0.4 : 0.7));
  }
  // One line of a list may hold the article's day; a row of days is that of other articles.
  const days = new Set(entries.map(({ date }) => date.iso.slice(0, 10)));
  (days.size < minRow ? all.published : all.weak).push(...entries);
  return all;
}

/** Above the headline the nearest lines speak of it; the first may tell today's date. Lines in a row keep their order. */
function nearestFirst(lines: readonly MetaLine[]): MetaLine[] {
  const groups: MetaLine[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    if (line.block.index - last <= maxGap) groups.at(-1)?.push(line);
    else groups.push([line]);
    last = line.block.index;
  }
  return groups.reverse().flat();
}

function timeElements(
  document: PageDocument,
  lines: readonly MetaLine[],
  context: DateContext,
  { published, modified }: PrintedDates,
): void {
  const near = new Map<number, MetaLine>();
  for (const line of lines) if (line.place !== 'tail') near.set(line.block.index, line);
  const unseen: DateCandidate[] = [];
  for (const { element, zones, at } of document.survey.times) {
    const line = near.get(at);
    if (!line || zones & (zone.comments | zone.nav)) continue;
    const text = textOf(element).slice(0, 200);
    const read = readDate(text, context);
    const machine = readMachineDate(element.attribs.datetime ?? '', context) ?? read;
    if (!machine) continue;
    const date = { ...machine, raw: read?.raw ?? machine.raw };
    const one = {
      date,
      method: 'time',
      path: cssPath(element),
      confidence: 0.8,
      visible: true,
    };
    const names = `${element.attribs.class ?? ''} ${element.attribs.itemprop ?? ''} ${text}`;
    if (changed.test(names) || isLabelledChange(line, date.raw)) modified.push(one);
    else if (/\bhidden\b/i.test(element.attribs.class ?? '') || zones & zone.caption) unseen.push(one);
    else published.push(one);
  }
  published.push(...unseen);
}

const changed =
  /updat|modif|aktualis|chang|geänd|bearbeit|actuali|mis à jour|aggiorn|atualiz|обновл|更新|수정/i;

/** "Updated: <time>…": the label stands outside of the element. */
function isLabelledChange({ values }: MetaLine, raw: string): boolean {
  const holds = ({ value }: { value: string }) => raw !== '' && value.includes(raw);
  const labelledBy = values.filter(holds).map(({ kind }) => kind);
  return labelledBy.includes('modified') && !labelledBy.includes('date');
}

function isSentence(text: string, raw: string): boolean {
  return text.length - raw.length > longRest && /\p{L}{3}[.!?…。！？]["”’»)]*(?:\s|$)/u.test(text);
}

function printed(
  date: DateCandidate['date'],
  method: string,
  block: TextBlock,
  confidence: number,
): DateCandidate {
  return { date, method, path: cssPath(block.box.element), confidence, visible: true };
}

/** A date in the address: /2024/09/12/, /20240912/, 2024-09-12. */
export function addressDate({ url }: PageDocument, context: DateContext): DateCandidate[] {
  const path = decodeSafely(new URL(url).pathname);
  const found =
    /(?:^|[/_.-])(20\d{2}|19\d{2})[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?=\D|$)/.exec(path) ??
    /\/(20\d{2})\/(\d{1,2})\/(\d{1,2})\//.exec(path);
  if (!found) return [];
  const text = `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '').padStart(2, '0')}`;
  return candidate(readMachineDate(text, context), 'address', 'url', 0.6);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function candidate(
  date: ReadDate | (ClaimedDate & { iso: string }) | null,
  method: string,
  path: string,
  confidence: number,
): DateCandidate[] {
  return date ? [{ date, method, path, confidence, visible: method === 'site-file' }] : [];
}
