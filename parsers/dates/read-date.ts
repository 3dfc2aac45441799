import type { ClaimedDate } from '../../src/model/claimed-date.ts';
import { isRealDay } from './is-real-day.ts';
import { monthNumber } from './month-names.ts';
import { mayBeOtherCalendar, readOtherCalendar } from './other-calendars.ts';
import { readRelativeDate } from './read-relative-date.ts';
import { readZone } from './read-zone.ts';

export type DateContext = {
  /** Relative dates are counted back from here. */
  fetchedAt: Date;
  /** "04/05/2024" is 5 April for a page in American English, 4 May for others. */
  monthFirst: boolean;
  /** Primary tag of the page's language, where the page tells it: one word is another month in another language. */
  language?: string | undefined;
};

/** A date found in a text; `raw` begins at the word that holds it and ends with it. */
export type ReadDate = ClaimedDate & { iso: string; index: number; year: number };

type Parts = { year: number; month: number; day: number; end: number; start: number };

const time =
  /^(?:[\s,|·•\-–—()@/T]|at\b|um\b|alle\b|a las\b|klo?\b\.?|ore\b|às\b|u\.|om\b|saat\b|час|godz\.|(?:à|dès|в|о)(?=\s)|␟){0,8}?(오전|오후|午前|午後|上午|下午|凌晨|晚上|中午|早上|am|pm)?\s*(\d{1,2})\s*(?:[:：.h]|时|時|点|點|시)\s?(\d{2}|\d(?=\s*(?:分|분)))(?!\d|\.\d{4})(?:\s*(?:分|분))?(?:\s?[:：.]\s?(\d{2})(?!\d)(?:[.,]\d{1,9})?|\s*(\d{1,2})\s*(?:秒|초))?\s*([ap]\.?\s?m\b\.?|صباح|مساء)?/i;

/** Digits of other scripts: Arabic, Persian, Devanagari, Bengali, Gujarati, Thai, Burmese, Khmer, full width. Each is one character, so places stay. */
const otherDigits =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0ae6-\u0aef\u0e50-\u0e59\u1040-\u1049\u17e0-\u17e9\uff10-\uff19]/;
const anyOtherDigit = new RegExp(otherDigits, 'g');
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0ae6, 0x0e50, 0x1040, 0x17e0, 0xff10];

/** Arabic and Hebrew texts hold marks of direction inside of their dates. */
const directionMark = /[\u200e\u200f\u061c]/;
const anyDirectionMark = new RegExp(directionMark, 'g');

function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
}

/** The first date that a text prints; null where it has none. */
export function readDate(text: string, context: DateContext): ReadDate | null {
  const digits = otherDigits.test(text) ? text.replace(anyOtherDigit, asciiDigit) : text;
  const clean = directionMark.test(digits) ? digits.replace(anyDirectionMark, ' ') : digits;
  const parts = /\d/.test(clean) ? readParts(clean, context) : null;
  const relative = readRelativeDate(clean, context.fetchedAt);
  if (relative && (!parts || relative.index < parts.start)) return relative;
  return parts ? withTime(text, clean, parts) : null;
}

const numeric =
  /(?<!\d|\d[.,:])([12]\d{3})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d|[.:]\d)|(?<!\d|\d[.,:/-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\6\s?([12]\d{3}|\d{2})(?!\d|[.,:]\d)/g;
const east = /([12]\d{3})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?/g;
const compact =
  /(?<!\d)(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)/;

/** A month's name; two words in Arabic ("كانون الثاني") and Irish. */
const word = String.raw`(\p{L}[\p{L}\p{M}\u200c\u200d]{1,17}(?:\s(?:الثاني|الأول|[Ff]ómhair)(?!\p{L}))?)`;
const twin = String.raw`(?:\s?\/\s?\p{L}[\p{L}\p{M}]{2,13})?`;
const named = new RegExp(
  [
    // 5. März 2024 · 5 de marzo de 2024 · 5th of March, 2024 · 5-Mar-24
    String.raw`(?<![\p{L}\d]|\d[:.])(\d{1,2})(?:st|nd|rd|th|er|e|º|ª|\.)?[\s\-/.,،]{0,3}(?:(?:de|of|di|da|den)\s{1,2}|d['’]\s?)?${word}[.׳॰՚'’]?${twin}[\s\-/,.،]{0,3}(?:(?:de|del|of|year|г\.?)\s{1,2})?['’]?([12]\d{3}|\d{2}(?!\d|:|\.\d|,?\s\d{4}))(?!\d)`,
    // March 5th, 2024
    String.raw`(?<!\p{L})${word}[.॰]?[\s\-/]{0,2}(\d{1,2})(?:st|nd|rd|th)?(?:\s?[,،]\s?|\s|\/|-)\s{0,2}([12]\d{3})(?!\d)`,
    // 2024. gada 5. martā · 2024 ж. 5 наурыз · 2024-ж., 5-март
    String.raw`(?<!\d)([12]\d{3})(?:\.?\sgada|\s?-?ж\.,?)\s(\d{1,2})[.\s-]{1,2}\s?${word}`,
    // 2024. március 5. · 2024 թ. մարտի 5 · 2024ko martxoaren 5
    String.raw`(?<!\d)([12]\d{3})(?:\(?e?\)?ko)?[\s.,-]{1,3}(?:(?:m|g|г|թ)\.?\s)?${word}\.?\s(\d{1,2})(?!\d|:)`,
  ].join('|'),
  'gu',
);

/** "Ngày 5 tháng 3 năm 2020" */
const vietnamese = /(\d{1,2})\s*(?:tháng|thg\.?)\s*(\d{1,2})(?:\s*năm|,)?\s*([12]\d{3})/i;
/** "2023 оны 1-р сарын 17" */
const mongolian = /([12]\d{3})\s+оны\s+(\d{1,2})(?:-р)?\s+сарын\s+(\d{1,2})/;

function readParts(text: string, { monthFirst, language }: DateContext): Parts | null {
  let best: Parts | null = null;
  const offer = (found: RegExpExecArray, year: number, month: number, day: number) => {
    const full = year < 100 ? 2000 + year : year;
    if (!isRealDay(full, month, day) || (best && best.start <= found.index)) return;
    best = { year: full, month, day, start: found.index, end: found.index + found[0].length };
  };
  for (const found of text.matchAll(numeric)) {
    if (found[1]) offer(found, Number(found[1]), Number(found[3]), Number(found[4]));
    else {
      const a = Number(found[5]);
      const b = Number(found[7]);
      const american = found[6] === '/' ? (monthFirst ? a <= 12 : b > 12) : b > 12;
      offer(found, Number(found[8]), american ? a : b, american ? b : a);
    }
    if (best) break;
  }
  for (const found of text.matchAll(east)) {
    offer(found, Number(found[1]), Number(found[2]), Number(found[3]));
    break;
  }
  named.lastIndex = 0;
  for (let found = named.exec(text); found; found = named.exec(text)) {
    const month = monthNumber(found[2] ?? found[4] ?? found[9] ?? found[11] ?? '', language);
    if (month === null) {
      // "10 of 12 May 2020": what is no date may hold the beginning of one.
      named.lastIndex = found.index + 1;
      continue;
    }
    const year = Number(found[3] ?? found[6] ?? found[7] ?? found[10]);
    offer(found, year, month, Number(found[1] ?? found[5] ?? found[8] ?? found[12]));
    if (best) break;
  }
  const spelled = /th(?:áng|g)/i.test(text) ? vietnamese.exec(text) : null;
  if (spelled) offer(spelled, Number(spelled[3]), Number(spelled[2]), Number(spelled[1]));
  const counted = text.includes('оны') ? mongolian.exec(text) : null;
  if (counted) offer(counted, Number(counted[1]), Number(counted[2]), Number(counted[3]));
  if (mayBeOtherCalendar.test(text)) {
    const other = readOtherCalendar(text);
    if (other && (!best || other.start < (best as Parts).start)) best = other;
  }
  if (!best) {
    const found = compact.exec(text);
    if (found) {
      offer(found, Number(found[1]), Number(found[2]), Number(found[3]));
      if (best && found[4]) return { ...(best as Parts), end: found.index + 8 };
    }
  }
  return best;
}

function withTime(text: string, clean: string, parts: Parts): ReadDate {
  const day = `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
  const base = { index: parts.start, year: parts.year };
  const rest = clean.slice(parts.end, parts.end + 60);
  const packed = /^T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(?!\d)/.exec(rest);
  const match =
    packed ?? time.exec(rest.replace(/^\s*[（(][^）)]{1,12}[）)]/, (weekday) => ' '.repeat(weekday.length)));
  const [hourText, minuteText, secondText] = packed
    ? [packed[1], packed[2], packed[3]]
    : [match?.[2], match?.[3], match?.[4] ?? match?.[5]];
  const hour = hourOf(Number(hourText), match && !packed ? (match[1] ?? match[6] ?? '') : '');
  if (!match || hour === null || Number(minuteText) > 59 || Number(secondText ?? 0) > 59) {
    const before = timeBefore(clean, parts.start);
    if (before) return { ...base, ...before.time(day), raw: printed(text, before.start, parts.end) };
    return { ...base, raw: printed(text, parts.start, parts.end), iso: day, precision: 'day', zone: null };
  }
  const zone = readZone(rest.slice(match[0].length));
  const end = parts.end + match[0].length + (zone?.length ?? 0);
  const iso = `${day}T${two(hour)}:${minuteText?.padStart(2, '0')}:${(secondText ?? '0').padStart(2, '0')}`;
  return {
    ...base,
    raw: printed(text, parts.start, end),
    iso: iso + (zone?.iso ?? ''),
    precision: secondText === undefined ? 'minute' : 'second',
    zone: zone?.name ?? null,
  };
}

/** "20:15 Uhr, 28.04.2023": a time straight before the date. */
function timeBefore(text: string, start: number) {
  const head = text.slice(Math.max(0, start - 24), start);
  const found = /(\d{1,2}):(\d{2})(?::(\d{2}))?\s?(?:Uhr)?\s?([ap]\.?m\.?)?[\s,|·•\-–—]{1,4}$/i.exec(head);
  const hour = hourOf(Number(found?.[1]), found?.[4] ?? '');
  if (!found || hour === null || Number(found[2]) > 59) return null;
  const seconds = found[3];
  return {
    start: start - head.length + found.index,
    time: (day: string) => ({
      iso: `${day}T${two(hour)}:${found[2]}:${seconds ?? '00'}`,
      precision: seconds === undefined ? ('minute' as const) : ('second' as const),
      zone: null,
    }),
  };
}

function hourOf(hour: number, half: string): number | null {
  if (Number.isNaN(hour)) return null;
  const late = /^(?:p|오후|午後|下午|晚上|مساء)/i.test(half);
  const early = /^(?:a|오전|午前|上午|凌晨|早上|صباح)/i.test(half);
  const full = late && hour < 12 ? hour + 12 : early && hour === 12 ? 0 : hour;
  return full <= 23 ? full : null;
}

/** From the beginning of the word that holds the date ("Date:2025-…") to the date's end. */
function printed(text: string, start: number, end: number): string {
  let from = start;
  while (from > 0 && start - from < 24 && !/[\s␟()（）|]/.test(text[from - 1] ?? ' ')) from--;
  return text
    .slice(from, end)
    .replace(/[\s␟]+/g, ' ')
    .trim();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
