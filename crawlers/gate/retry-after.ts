import { longestAloneMs } from './gate-times.ts';

/**
 * When a host may be asked again (RFC 9110 section 10.2.3): seconds from now, or a date.
 *
 * @returns milliseconds since 1970, within a year; null where the field cannot be read or lies in the past
 */
export function retryAfter(field: string, nowMs: number): number | null {
  const text = field.trim();
  const at = /^\d+$/.test(text) ? nowMs + Number(text) * 1_000 : Date.parse(text);
  return at > nowMs ? Math.min(at, nowMs + longestAloneMs) : null;
}
