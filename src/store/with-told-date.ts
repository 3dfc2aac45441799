import { isTakenOut } from '../model/is-taken-out.ts';
import type { Discovery, ToldDate, UrlRecord } from '../model/url-record.ts';

/**
 * A known URL with the date that a sitemap or feed prints beside it now; null where that says nothing new. Of each of the
 * two the first date is kept: sitemaps tell a new one with each change.
 */
export function withToldDate(
  known: UrlRecord,
  { discovery }: Pick<UrlRecord, 'discovery'>,
): UrlRecord | null {
  const told = toldBy(discovery);
  if (!told || isTakenOut(known)) return null;
  const before = [toldBy(known.discovery), ...(known.toldDates ?? [])];
  if (before.some((one) => one?.by === told.by)) return null;
  return { ...known, toldDates: [...(known.toldDates ?? []), told] };
}

function toldBy({ by, from, date }: Discovery): ToldDate | null {
  return date !== null && (by === 'sitemap' || by === 'feed') ? { by, from, date } : null;
}
