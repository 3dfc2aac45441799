import type { ClaimedDate } from '../../src/model/claimed-date.ts';
import { type DateContext, readDate } from '../dates/read-date.ts';
import { absent, type Found, found, type Rival } from '../found.ts';
import type { MetaLine } from '../meta-lines.ts';
import type { PageDocument } from '../page-document.ts';
import {
  addressDate,
  candidate,
  type DateCandidate,
  type DateFrame,
  machineDates,
  modifiedNames,
  printedDates,
  publishedNames,
  vagueMeta,
} from './date-candidates.ts';

import { footerDates, lastResortDates } from './last-resort-dates.ts';
import { looseDates } from './loose-dates.ts';
import { yearlessDates } from './yearless-dates.ts';

export type DateReading = { claimedDate: Found<ClaimedDate | null>; modifiedDate: Found<ClaimedDate | null> };

/** When the page says it was published and changed. Machine-readable dates stand before printed ones. */
export function readDates(
  document: PageDocument,
  lines: readonly MetaLine[],
  frame: DateFrame,
  chosen: readonly string[],
): DateReading {
  const isPast = ({ date }: DateCandidate) => isPossible(date.iso, document.fetchedAt);
  const context: DateContext = {
    fetchedAt: document.fetchedAt,
    monthFirst: isMonthFirst(document),
    language: (document.survey.htmlLang ?? '').slice(0, 2).toLowerCase(),
  };
  const site = chosen.flatMap((text) => candidate(readDate(text, context), 'site-file', '', 0.98));
  const visible = printedDates(document, lines, context);
  const machine = machineDates(document, 'datePublished', publishedNames, context, frame.inList);
  const declared = [
    ...site,
    ...machine.filter(({ path }) => !vagueMeta.test(path)),
    ...visible.published,
    ...machine.filter(({ path }) => vagueMeta.test(path)),
    ...addressDate(document, context),
  ];
  const modified = [
    ...machineDates(document, 'dateModified', modifiedNames, context, frame.inList),
    ...visible.modified,
  ].filter(isPast);
  const published = withPrintedDay(withAddressDay(declared.filter(isPast)));
  // Weaker places are read only where the others are silent.
  if (published.length === 0) published.push(...looseDates(document, frame, lines, context).filter(isPast));
  if (published.length === 0)
    published.push(...lastResortDates(document, frame.inList, context).filter(isPast));
  if (published.length === 0) published.push(...visible.weak.filter(isPast));
  if (published.length === 0) published.push(...yearlessDates(lines, context).filter(isPast));
  if (published.length === 0 && modified.length === 0)
    modified.push(...footerDates(document, frame.inList, context, 'modified').filter(isPast));
  if (published.length === 0) published.push(...modified.map((one) => ({ ...one, confidence: 0.5 })));
  return {
    claimedDate: settle('claimedDate', published, visible.published),
    modifiedDate: settle('modifiedDate', modified, visible.modified),
  };
}

/** The same moment is another day in another zone: of two readings, the one on the address's day comes first. */
function withAddressDay(list: readonly DateCandidate[]): DateCandidate[] {
  const day = list.find(({ method }) => method === 'address')?.date.iso;
  const [first] = list;
  if (!day || !first || first.date.iso.startsWith(day)) return [...list];
  const same = list.find(({ date, method }) => method !== 'address' && date.iso.startsWith(day));
  const near = Math.abs(Date.parse(first.date.iso.slice(0, 10)) - Date.parse(day)) <= 86_400_000;
  return same && near ? [same, ...list.filter((one) => one !== same)] : [...list];
}

/**
 * A moment given in UTC falls on another day where the page was written. The day that the page prints for its readers
 * is its claim; the moment stays as a rival.
 */
function withPrintedDay(list: readonly DateCandidate[]): DateCandidate[] {
  const [first] = list;
  if (!first || first.visible || first.date.zone !== 'Z') return [...list];
  const day = Date.parse(first.date.iso.slice(0, 10));
  if (list.some(({ visible, date }) => visible && date.iso.startsWith(first.date.iso.slice(0, 10))))
    return [...list];
  const printed = list.find(
    ({ visible, date, confidence }) =>
      visible &&
      date.zone !== 'Z' &&
      confidence >= 0.7 &&
      Math.abs(Date.parse(date.iso.slice(0, 10)) - day) === 86_400_000,
  );
  return printed ? [printed, ...list.filter((one) => one !== printed)] : [...list];
}

function settle(
  field: string,
  list: readonly DateCandidate[],
  visible: readonly DateCandidate[],
): Found<ClaimedDate | null> {
  const [first] = list;
  if (!first) return absent(null);
  // What is printed for readers is the raw text, where it says the same as the machine-readable date.
  const print = first.visible
    ? null
    : visible.find(({ date }) => date.iso.slice(0, 10) === first.date.iso.slice(0, 10));
  const date = {
    raw: print?.date.raw ?? first.date.raw,
    iso: first.date.iso,
    precision: first.date.precision,
    zone: first.date.zone,
  };
  const rivals: Rival[] = list.slice(1).map(({ method, path, date: { raw } }) => ({ method, path, raw }));
  const agreeing = list.filter((other) => other.date.iso.slice(0, 10) === first.date.iso.slice(0, 10)).length;
  return found(field, date, {
    method: first.method,
    path: first.path,
    raw: first.date.raw,
    confidence: Math.min(0.99, first.confidence + 0.04 * (agreeing - 1)),
    rivals,
  });
}

/** Not before the Web, not later than two days after the fetch: clocks and zones differ, the future does not come early. */
function isPossible(iso: string, fetchedAt: Date): boolean {
  const at = Date.parse(iso.length === 7 ? `${iso}-01` : iso.slice(0, 10));
  return at > Date.UTC(1994, 0, 1) && at < fetchedAt.getTime() + 2 * 86_400_000;
}

function isMonthFirst({ survey, meta }: PageDocument): boolean {
  const locale = survey.htmlLang ?? meta('og:locale', 'content-language')?.content ?? '';
  if (/^en[-_](?!us|ph)/i.test(locale)) return false;
  return /^en/i.test(locale);
}
