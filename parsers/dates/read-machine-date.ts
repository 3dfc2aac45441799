import type { ClaimedDate } from '../../src/model/claimed-date.ts';
import { type DateContext, readDate } from './read-date.ts';
import { readZone } from './read-zone.ts';

/** A date written for programs (JSON-LD, meta, datetime): ISO 8601 in its many spellings, RFC 2822, seconds since 1970. */
export function readMachineDate(text: string, context: DateContext): (ClaimedDate & { iso: string }) | null {
  const raw = text.trim();
  const found =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,:]\d+)?)?\s*(.*)$/.exec(raw);
  if (
    found &&
    Number(found[2]) <= 12 &&
    Number(found[3]) <= 31 &&
    Number(found[2]) > 0 &&
    Number(found[1]) > 1_969
  ) {
    const [, year, month, day, hour, minute, second, tail = ''] = found;
    const date = `${year}-${month}-${day}`;
    if (Number.isNaN(Date.parse(date))) return null;
    if (hour === undefined || Number(hour) > 23) return { raw, iso: date, precision: 'day', zone: null };
    const zone = readZone(tail.replace(/\[.*\]$/, ''));
    return {
      raw,
      iso: `${date}T${hour.padStart(2, '0')}:${minute}:${second ?? '00'}${zone?.iso ?? ''}`,
      precision: second === undefined ? 'minute' : 'second',
      zone: zone?.name ?? null,
    };
  }
  const epoch = /^(1\d{9})(\d{3})?$/.exec(raw);
  if (epoch) {
    const iso = new Date(Number(epoch[1]) * 1_000).toISOString().replace('.000Z', 'Z');
    return { raw, iso, precision: 'second', zone: 'Z' };
  }
  if (raw.length > 80) return null;
  const read = readDate(raw, context);
  return read ? { raw, iso: read.iso, precision: read.precision, zone: read.zone } : null;
}
