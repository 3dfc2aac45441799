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
  for (const { element, zones } of survey.itemprops) {
    if (element.attribs.itemprop !== key || zones & zone.comments) continue;
    const value = element.attribs.content ?? element.attribs.datetime ?? textOf(element);
    found.push(...candidate(readMachineDate(value, context), 'microdata', cssPath(element), 0.85));
  }
  for (const object of jsonLd) {
    if (object[key] === undefined || object === article || isArticleType(object)) continue;
    found.push(...candidate(readMachineDate(stringOf(object[key]) ?? '', context), 'json-ld', key, 0.7));
  }
  return found;
}

export function printedDates(document: PageDocument, lines: readonly MetaLine[], context: DateContext) {
  const published: DateCandidate[] = [];
  const modified: DateCandidate[] = [];
  const near = new Set(lines.filter(({ place }) => place !== 'tail').map(({ block }) => block.index));
  for (const { element, zones, at } of document.survey.times) {
    if (!near.has(at) || zones & (zone.comments | zone.nav)) continue;
    const text = textOf(element).slice(0, 200);
    const printed = readDate(text, context);
    const machine = readMachineDate(element.attribs.datetime ?? '', context) ?? printed;
    if (!machine) continue;
    const date = { ...machine, raw: printed?.raw ?? machine.raw };
    const changed = /updat|modif|aktualis|chang/i.test(
      `${element.attribs.class ?? ''} ${element.attribs.itemprop ?? ''} ${text}`,
    );
    (changed ? modified : published).push({
      date,
      method: 'time',
      path: cssPath(element),
      confidence: 0.8,
      visible: true,
    });
  }
  for (const { block, values, place } of lines) {
    for (const { kind, value } of values) {
      if (kind !== 'date' && kind !== 'modified') continue;
      const date = readDate(value, context);
      if (!date) continue;
      const line = readDate(block.pieces, context);
      const raw = line && line.iso === date.iso ? line.raw : date.raw;
      const confidence = place === 'tail' ? 0.6 : 0.85;
      (kind === 'date' ? published : modified).push({
        date: { ...date, raw },
        method: 'label',
        path: cssPath(block.box.element),
        confidence,
        visible: true,
      });
    }
  }
  // A day in the headline is told of; a line of its own tells the article's.
  const inHeading = ({ block }: MetaLine) => (block.zones & zone.heading) !== 0;
  const plain = lines.filter((line) => !inHeading(line));
  for (const place of ['head', 'before'] as const) {
    for (const { block, values, place: where } of [...plain, ...lines.filter(inHeading)]) {
      if (where !== place || values.some(({ kind }) => kind === 'date' || kind === 'modified')) continue;
      if (block.text.length > 160) continue;
      const date = readDate(block.pieces, context);
      if (date)
        published.push({
          date,
          method: 'nearby',
          path: cssPath(block.box.element),
          confidence: 0.7,
          visible: true,
        });
    }
  }
  return { published, modified };
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
