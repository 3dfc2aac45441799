import type { ClaimedDate } from '../../model/claimed-date.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const PARTS = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:T(\d{2})(?::(\d{2}))?(?::(\d{2}))?)?/;

/**
 * "2025-04-16T12:47:42" → "16 Apr 2025, 12:47". As written, never moved into the reader's zone: a date that a page
 * claims without a zone has no instant.
 */
export function shownTime(iso: string): string {
  const [, year, month = '', day, hour, minute] = PARTS.exec(iso) ?? [];
  if (!year) return iso;
  const date = `${day ? `${Number(day)} ` : ''}${MONTHS[Number(month) - 1] ?? month} ${year}`;
  return hour ? `${date}, ${hour}:${minute ?? '00'}` : date;
}

export function shownDay(iso: string): string {
  return shownTime(iso.slice(0, 10));
}

/** "16 Apr 2025, 12:47 (no zone named)". */
export function shownClaim({ iso, raw, zone }: ClaimedDate): string {
  if (iso === null) return `“${raw}” (not understood)`;
  return `${shownTime(iso)}${iso.length > 10 ? ` ${zone ? `(${zone})` : '(no zone named)'}` : ''}`;
}

/** Days to words: hours below a day, days with a sign; null: not known. */
export function shownLag(days: number | null): string {
  if (days === null) return 'unknown';
  if (days === 0) return '0 d';
  const sign = days < 0 ? '−' : '+';
  const size = Math.abs(days);
  if (size < 1) return `${sign}${Math.max(1, Math.round(size * 24))} h`;
  return `${sign}${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} d`;
}

/** Milliseconds for placing a time on an axis; a time without a zone is placed as if in UTC. Null: unknown. */
export function placeOf(iso: string | null): number | null {
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00'] = PARTS.exec(iso ?? '') ?? [];
  if (!year) return null;
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return Number.isNaN(at) ? null : at;
}
