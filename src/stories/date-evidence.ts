import type { DateEvidence } from '../model/date-evidence.ts';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { UrlRecord } from '../model/url-record.ts';
import { readDate } from './read-date.ts';
import { textDates } from './text-dates.ts';
import { urlDate } from './url-date.ts';

/** The ways of finding a date that a page meant for machines, by the method their provenance names. */
const machineKinds: Readonly<Record<string, DateEvidence['kind']>> = {
  'json-ld': 'json-ld',
  meta: 'open-graph',
};

/**
 * All evidence for the date of one article that lies in its page, its headers, its address and the way it was
 * found, each piece as printed. Pieces that say the same thing twice are given once.
 */
export function dateEvidence(parsed: ParsedArticle, page: Page, record: UrlRecord): DateEvidence[] {
  const pieces = [
    ...claimed(parsed),
    ...forMachines(parsed),
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

/** The winner and the rivals of the claimed date, as far as they came from JSON-LD or from meta elements. */
function forMachines({ provenance }: ParsedArticle): DateEvidence[] {
  return provenance
    .filter(({ field }) => field === 'claimedDate')
    .flatMap((origin) => [origin, ...origin.rivals])
    .flatMap(({ method, raw }) => {
      const kind = machineKinds[method];
      return kind ? [{ kind, raw, ...readDate(raw) }] : [];
    });
}

function addressed({ canonicalUrl }: ParsedArticle, { finalUrl }: Page): DateEvidence[] {
  const found = urlDate(canonicalUrl) ?? urlDate(finalUrl);
  return found ? [{ kind: 'url', ...found, zone: null }] : [];
}

function discovered({ discovery: { by, date } }: UrlRecord): DateEvidence[] {
  if (!date || (by !== 'feed' && by !== 'sitemap')) return [];
  return [{ kind: by, raw: date, ...readDate(date) }];
}

function served({ headers }: Page): DateEvidence[] {
  const raw = headers['last-modified'];
  return raw ? [{ kind: 'last-modified', raw, ...readDate(raw) }] : [];
}

const two = (number: number) => String(number).padStart(2, '0');

function named({ body, language }: ParsedArticle): DateEvidence[] {
  return textDates(body, language).map((found) => ({
    kind: 'text',
    raw: found.raw,
    // A day without its year, or a weekday, is no date that could be put in order: it stays as printed.
    iso: 'year' in found && found.year ? `${found.year}-${two(found.month)}-${two(found.day)}` : null,
    zone: null,
  }));
}
