/** The time in which a date lies, in milliseconds since 1970 UTC: wide where the date is coarse or names no zone. */
export type DateSpan = { from: number; to: number };

export const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Clocks on earth run from 14 hours ahead of UTC to 12 hours behind it. */
const mostAheadMs = 14 * hourMs;
const mostBehindMs = 12 * hourMs;

const shape =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * @param iso as fine as known: "2023-12", "2023-12-04", "2023-12-04T10:15", with or without an offset
 * @param zone "Z", an offset or an IANA name; null: none is known, and the span covers all of them
 * @returns null where `iso` can't be read
 */
export function dateSpan(iso: string | null, zone: string | null): DateSpan | null {
  const parts = shape.exec(iso ?? '');
  if (!parts) return null;
  const [year = 0, month = 0, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((digits) => digits && Number(digits));
  const at = (step: number) =>
    Date.UTC(
      Number(year),
      Number(month) - 1 + (day ? 0 : step),
      Number(day || 1) + (day && !parts[4] ? step : 0),
      Number(hour || 0) + (parts[4] && !parts[5] ? step : 0),
      Number(minute || 0) + (parts[5] && !parts[6] ? step : 0),
      Number(second || 0) + (parts[6] ? step : 0),
    );
  const from = at(0);
  const to = at(1);
  const offset = offsetMs(parts[7] ?? zone, from);
  if (offset === null) return { from: from - mostAheadMs, to: to + mostBehindMs };
  return { from: from - offset, to: to - offset };
}

/** How far a zone is ahead of UTC at a local time; null for none or an unknown one. */
function offsetMs(zone: string | null, local: number): number | null {
  if (zone === null) return null;
  if (/^(?:Z|UTC|GMT)$/i.test(zone)) return 0;
  const [, sign, hours, minutes] = /^(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * 60_000);
  try {
    const name = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      timeZoneName: 'longOffset',
    })
      .formatToParts(local)
      .find(({ type }) => type === 'timeZoneName')?.value;
    return name === 'GMT' ? 0 : offsetMs(name ?? null, local);
  } catch (error) {
    // A zone that the platform doesn't know is as good as none.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Time between two spans: 0 where they touch, negative where `b` lies before `a`. */
export function gapMs(a: DateSpan, b: DateSpan): number {
  if (b.from > a.to) return b.from - a.to;
  if (b.to < a.from) return b.to - a.from;
  return 0;
}

/** Whole days from the middle of `a` to the middle of `b`; 0 where the spans touch. */
export function daysBetween(a: DateSpan, b: DateSpan): number {
  if (gapMs(a, b) === 0) return 0;
  return Math.round((b.from + b.to - a.from - a.to) / 2 / dayMs);
}
