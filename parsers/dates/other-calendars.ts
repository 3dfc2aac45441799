import { isRealDay } from './is-real-day.ts';

/** A day found in a text, told in our calendar, and where it stands. */
export type CalendarDay = { year: number; month: number; day: number; start: number; end: number };

/** A sign of one of the calendars below; asked first, as most texts hold none. */
export const mayBeOtherCalendar =
  /[令平昭]|民[国國]|[\u0e01-\u0e2e]|2[45]\d\d|(?<!\d)1[34]\d\d(?=[/.\u060c-])|(?:فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند)/;

/** Solar Hijri months: Iran and Afghanistan. */
const persianMonths = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');
const persianNamed = new RegExp(
  `(?<!\\d)(\\d{1,2})\\s+(${persianMonths.join('|')})(?:\\s*ماه)?[\\s،,]{1,3}(1[34]\\d{2})(?!\\d)`,
);
const persianNumbers = /(?<!\d|\d[./-])(1[34]\d{2})([/.-])(\d{1,2})\2(\d{1,2})(?!\d|[./-]\d)/;
/** Eras of Japan, by the year before their first. */
const eras: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925 };
const japanese = /(令和|平成|昭和)\s?(\d{1,2}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/;
/** Years of the Republic of China, counted from 1912. */
const taiwanese = /民[国國]\s?(\d{2,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/;
/** Years of the Buddhist era, 543 before ours. */
const thaiNumbers = /(?<!\d|\d[./-])(\d{1,2})([/.-])(\d{1,2})\2(2[45]\d{2})(?!\d)/;
const thaiMonths =
  'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม'.split(' ');
const thaiShort = 'ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.'.split(' ');
const thaiNamed = new RegExp(
  `(?<!\\d)(\\d{1,2})\\s*(${[...thaiMonths, ...thaiShort.map((name) => name.replaceAll('.', '\\.'))].join('|')})\\s*(?:[พค]\\.ศ\\.\\s*)?(2[45]\\d{2}|20\\d{2}|\\d{2}(?![:.]))(?!\\d)`,
);

/** The first day of a text that is told in the calendar of Iran, Thailand, Japan or Taiwan; null where it has none. */
export function readOtherCalendar(text: string): CalendarDay | null {
  const at = (found: RegExpExecArray, year: number, month: number, day: number): CalendarDay | null =>
    isRealDay(year, month, day)
      ? { year, month, day, start: found.index, end: found.index + found[0].length }
      : null;
  const era = japanese.exec(text);
  if (era) {
    const year = (eras[era[1] ?? ''] ?? 0) + (era[2] === '元' ? 1 : Number(era[2]));
    return at(era, year, Number(era[3]), Number(era[4]));
  }
  const republic = taiwanese.exec(text);
  if (republic) return at(republic, 1911 + Number(republic[1]), Number(republic[2]), Number(republic[3]));
  const thai = thaiNamed.exec(text);
  if (thai) {
    const month = Math.max(thaiMonths.indexOf(thai[2] ?? ''), thaiShort.indexOf(thai[2] ?? '')) + 1;
    return at(thai, thaiYear(Number(thai[3])), month, Number(thai[1]));
  }
  const buddhist = thaiNumbers.exec(text);
  if (buddhist) return at(buddhist, Number(buddhist[4]) - 543, Number(buddhist[3]), Number(buddhist[1]));
  const named = persianNamed.exec(text);
  const numbers = named ?? persianNumbers.exec(text);
  if (!numbers) return null;
  const [year, month, day] = named
    ? [named[3], persianMonths.indexOf(named[2] ?? '') + 1, named[1]]
    : [numbers[1], numbers[3], numbers[4]];
  const ours = fromPersian(Number(year), Number(month), Number(day));
  return ours && at(numbers, ours.getUTCFullYear(), ours.getUTCMonth() + 1, ours.getUTCDate());
}

/** "2566", "66" for short, and our own "2023". */
function thaiYear(year: number): number {
  if (year < 100) return 2500 + year - 543;
  return year >= 2400 ? year - 543 : year;
}

const persian = new Intl.DateTimeFormat('en-US-u-ca-persian', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** The year begins with spring; which day that is, the runtime's own calendar knows. */
function fromPersian(year: number, month: number, day: number): Date | null {
  const passed = (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
  for (const newYear of [20, 21, 22]) {
    const date = new Date(Date.UTC(year + 621, 2, newYear + passed));
    const parts = persian.formatToParts(date);
    const part = (type: string) => Number.parseInt(parts.find((one) => one.type === type)?.value ?? '', 10);
    if (part('day') === day && part('month') === month && part('year') === year) return date;
  }
  return null;
}
