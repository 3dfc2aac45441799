import type { DateEvidence } from '../model/date-evidence.ts';
import type { PageHead } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { UrlRecord } from '../model/url-record.ts';
import { kindOfMethod } from './claim-source.ts';
import { readDate } from './read-date.ts';
import { type TextDate, textDates } from './text-dates.ts';
import { urlDate } from './url-date.ts';

/**
 * All evidence for the date of one article that lies in its page, its headers, its address and the way it was
 * found, each piece as printed. Pieces that say the same thing twice are given once.
 */
export function dateEvidence(parsed: ParsedArticle, page: PageHead, record: UrlRecord): DateEvidence[] {
  const pieces = [
    ...claimed(parsed),
    ...readings(parsed),
    ...addressed(parsed, page),
    ...discovered(record),
    ...served(page),
    {
      kind: 'first-seen' as const,
      raw: record.firstSeenAt,
      iso: record.firstSeenAt,
      zone: 'Z',
    },
    ...named(parsed),
  ];
  const seen = new Set<string>();
  return pieces.filter(({ kind, raw }) => {
    const key = `${kind} ${raw}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function claimed({ claimedDate }: ParsedArticle): DateEvidence[] {
  if (!claimedDate) return [];
  const { raw, iso, zone } = claimedDate;
  return [{ kind: 'claimed', raw, iso, zone }];
}

/** What else the page says of its date: in JSON-LD, in meta elements, and in print where another reading won. */
function readings({ provenance, language }: ParsedArticle): DateEvidence[] {
  return provenance
    .filter(({ field }) => field === 'claimedDate')
    .flatMap(({ method, raw, rivals }) => [
      ...reading(method, raw),
      ...rivals.flatMap((rival) => reading(rival.method, rival.raw, language)),
    ]);
}

/** @param language of the text, for a printed date with a month's name; without it only dates for machines are read */
function reading(method: string, raw: string, language?: string | null): DateEvidence[] {
  const kind = kindOfMethod[method];
  if (kind === 'url') return [];
  if (kind) return [{ kind, raw, ...readDate(raw) }];
  if (language === undefined || !printed.has(method)) return [];
  const machine = readDate(raw);
  return [
    {
      kind: 'claimed',
      raw,
      ...(machine.iso ? machine : { iso: isoOf(textDates(raw, language)[0]), zone: null }),
    },
  ];
}

const printed: ReadonlySet<string> = new Set(['label', 'time', 'nearby', 'class', 'site-file']);

function addressed({ canonicalUrl }: ParsedArticle, { finalUrl }: PageHead): DateEvidence[] {
  const found = urlDate(canonicalUrl) ?? urlDate(finalUrl);
  return found ? [{ kind: 'url', ...found, zone: null }] : [];
}

function discovered({ discovery: { by, date } }: UrlRecord): DateEvidence[] {
  if (!date || (by !== 'feed' && by !== 'sitemap')) return [];
  return [{ kind: by, raw: date, ...readDate(date) }];
}

function served({ headers }: PageHead): DateEvidence[] {
  const raw = headers['last-modified'];
  return raw ? [{ kind: 'last-modified', raw, ...readDate(raw) }] : [];
}

const two = (number: number) => String(number).padStart(2, '0');

/** A day without its year, or a weekday, is no date that could be put in order. */
function isoOf(date: TextDate | undefined): string | null {
  return date && 'year' in date && date.year ? `${date.year}-${two(date.month)}-${two(date.day)}` : null;
}

function named({ body, language }: ParsedArticle): DateEvidence[] {
  return textDates(body, language).map((date) => ({
    kind: 'text',
    raw: date.raw,
    iso: isoOf(date),
    zone: null,
  }));
}
