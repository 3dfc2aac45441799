/** A date as machines write it, read as fine as it is given; an offset only where it names one. */
export type ReadDate = { iso: string | null; zone: string | null };

const isoLike =
  /(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?/i;

const two = (digits: string) => digits.padStart(2, '0');

const mailLike =
  /(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(GMT|UTC?|Z|[+-]\d{4})?/i;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * ISO 8601 and its near relatives, or the dates of feeds and HTTP headers (RFC 5322, RFC 9110). A zone by a name
 * other than GMT ("EST", "CST") is not read: such names mean several offsets.
 */
export function readDate(raw: string): ReadDate {
  const [, year, month, day, ...time] = isoLike.exec(raw) ?? [];
  if (year && month) return dated(year, month, day, time);
  const [, mailDay, name = '', mailYear, ...mailTime] = mailLike.exec(raw) ?? [];
  if (mailYear && mailDay)
    return dated(mailYear, String(months.indexOf(name.toLowerCase()) + 1), mailDay, mailTime);
  return { iso: null, zone: null };
}

function dated(year: string, month: string, day: string | undefined, time: (string | undefined)[]): ReadDate {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day ?? 1) < 1 || Number(day ?? 1) > last) {
    return { iso: null, zone: null };
  }
  const date = [year, two(month), ...(day ? [two(day)] : [])].join('-');
  const [hour, minute, second, named] = time;
  if (!hour || !minute || Number(hour) > 23) return { iso: date, zone: null };
  const zone = named ? offsetOf(named) : null;
  return {
    iso: `${date}T${[two(hour), minute, ...(second ? [second] : [])].join(':')}${zone ?? ''}`,
    zone,
  };
}

function offsetOf(named: string): string {
  if (/^(?:Z|UTC?|GMT)$/i.test(named) || /^[+-]00:?00$/.test(named)) return 'Z';
  return named.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
}
