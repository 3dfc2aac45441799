import { DateTime } from 'luxon';

const hourMs = 3_600_000;

/** The first moment after `fromMs` at which clocks in the zone are set on or back. */
export function nextZoneChange(zone: string, fromMs: number): number {
  const offset = (ms: number) => DateTime.fromMillis(ms, { zone }).offset;
  // Clocks change at full hours.
  let ms = Math.ceil(fromMs / hourMs) * hourMs;
  for (const known = offset(fromMs); offset(ms) === known; ms += hourMs);
  return ms;
}
