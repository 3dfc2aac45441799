import type { ReadDate } from './read-date.ts';
import { dayWords, relativeForms } from './relative-words.ts';

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month';

/** "3 hours ago" where a word may stand for the number, or none parts it from the words. Group 1 is the number. */
const ago: readonly (readonly [RegExp, Unit])[] = [
  [/(?<![\d.,])(\d{1,3}|an?|one)\s?(?:minutes?|mins?)\.?\s+ago/i, 'minute'],
  [/(?<![\d.,])(\d{1,3}|an?|one)\s?(?:hours?|hrs?|h)\.?\s+ago/i, 'hour'],
  [/(?<![\d.,])(\d{1,3}|an?|one)\s?(?:days?|d)\s+ago/i, 'day'],
  [/(?<![\d.,])(\d{1,2}|an?|one)\s?weeks?\s+ago/i, 'week'],
  [/(?<![\d.,])(\d{1,2}|an?|one)\s?months?\s+ago/i, 'month'],
  [/(?<![\d.,])(\d{1,3})\s?(?:分钟|分鐘|分)(?:以)?前/, 'minute'],
  [/(?<![\d.,])(\d{1,3})\s?(?:个?小时|個?小時|時間)(?:以)?前/, 'hour'],
  [/(?<![\d.,])(\d{1,3})\s?(?:天|日)(?:以)?前/, 'day'],
  [/(?<![\d.,])(\d{1,2})\s?(?:周|週間?|个星期)前/, 'week'],
  [/(?<![\d.,])(\d{1,2})\s?(?:个月|個月|か月|ヶ月|カ月)前/, 'month'],
  [/(?<![\d.,])(\d{1,3})\s?분\s?전/, 'minute'],
  [/(?<![\d.,])(\d{1,3})\s?시간\s?전/, 'hour'],
  [/(?<![\d.,])(\d{1,3})\s?일\s?전/, 'day'],
  [/(?<![\d.,])(\d{1,2})\s?주\s?전/, 'week'],
  [/(?<![\d.,])(\d{1,2})\s?(?:개월|달)\s?전/, 'month'],
  [/vor\s+(\d{1,3}|einer)\s+Minuten?/i, 'minute'],
  [/vor\s+(\d{1,3}|einer)\s+Stunden?/i, 'hour'],
  [/vor\s+(\d{1,3}|einem)\s+Tag(?:en)?/i, 'day'],
];

const daysBack: readonly (readonly [RegExp, number])[] = [
  [/今天|今日/, 0],
  [/昨天|昨日/, 1],
  [/前天/, 2],
  [/\bjust now\b|刚刚|剛剛|방금/i, 0],
];

const seconds: Record<Unit, number> = {
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
};

/** A word that one of the patterns above needs; asked first, as most texts hold none. */
const anySign = /ago|前|전|vor\s|今|昨|just now|刚|剛|방금/i;

const order: readonly Unit[] = ['minute', 'hour', 'day', 'week', 'month'];
/** What stands behind the number, then before it, without dots. */
const forms = new Map<string, Map<string, Unit>>();
for (const language of relativeForms) {
  language.split('; ').forEach((list, index) => {
    for (const form of list.split('|')) {
      const [before = '', behind] = form.replaceAll('.', '').split('#');
      const unit = order[index];
      if (!behind || !unit) continue;
      const known = forms.get(behind) ?? new Map<string, Unit>();
      if (!known.has(before)) known.set(before, unit);
      forms.set(behind, known);
    }
  });
}
const maxWords = 4;
/** Only a short text is a date line; in prose "3 hours ago" says something else. */
const maxLine = 160;
const number = /(?<![\p{L}\d.,:/-])\d{1,3}(?![\d.,:/-])/gu;

const today = new RegExp(
  `^(?:${dayWords.map(([words]) => `(${words})`).join('|')})[\\s,|·•–-]{1,3}(?:(?:at|um|à|a las|alle|às|kl\\.?|klo|om|o|в|у|ve|saat|الساعة)\\s)?(\\d{1,2})\\s?[:.h]\\s?(\\d{2})(?!\\d)`,
  'iu',
);

/** A date told by its distance from now. Its zone is ours (UTC): it is counted from our clock. */
export function readRelativeDate(text: string, fetchedAt: Date): ReadDate | null {
  if (text.length > maxLine) return null;
  return (
    (anySign.test(text) ? byPattern(text, fetchedAt) : null) ??
    (/\d/.test(text) ? (byForm(text, fetchedAt) ?? byDayWord(text, fetchedAt)) : null)
  );
}

function byPattern(text: string, fetchedAt: Date): ReadDate | null {
  for (const [pattern, unit] of ago) {
    const found = pattern.exec(text);
    if (!found) continue;
    const count = /^\d/.test(found[1] ?? '') ? Number(found[1]) : 1;
    return dated(new Date(fetchedAt.getTime() - count * seconds[unit] * 1_000), unit, found);
  }
  for (const [pattern, days] of daysBack) {
    const found = pattern.exec(text);
    if (!found || text.length > 30) continue;
    return dated(new Date(fetchedAt.getTime() - days * 86_400_000), 'day', found);
  }
  return null;
}

/** "hace 3 horas", "3 часа назад", "för 2 timmar sedan": the words around a number are looked up. */
function byForm(text: string, fetchedAt: Date): ReadDate | null {
  for (const found of text.matchAll(number)) {
    const end = found.index + found[0].length;
    const behind = wordsOf(text.slice(end, end + 40)).slice(0, maxWords);
    for (let count = behind.length; count > 0; count--) {
      const known = forms.get(behind.slice(0, count).join(' '));
      if (!known) continue;
      const before = wordsOf(text.slice(Math.max(0, found.index - 20), found.index));
      for (let from = Math.max(0, before.length - 3); from <= before.length; from++) {
        const words = before.slice(from).join(' ');
        const unit = known.get(words);
        if (!unit) continue;
        const start =
          words === '' ? found.index : text.toLowerCase().lastIndexOf(before[from] ?? '', found.index);
        const at = new Date(fetchedAt.getTime() - Number(found[0]) * seconds[unit] * 1_000);
        const raw = text.slice(start, end + 1 + behind.slice(0, count).join(' ').length).trim();
        return { ...dated(at, unit, found), raw, index: start };
      }
    }
  }
  return null;
}

/** In small letters, without dots and what else closes a word. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s\u00a0\u200b.,;:|()·•]+/u)
    .filter((word) => word !== '');
}

/** "Heute, 10:15 Uhr", "Вчера в 21:16": only the day is told: it is counted from our clock, the time is not. */
function byDayWord(text: string, fetchedAt: Date): ReadDate | null {
  const found = text.length > 40 ? null : today.exec(text);
  const hour = Number(found?.[dayWords.length + 1]);
  const minute = Number(found?.[dayWords.length + 2]);
  if (!found || hour > 23 || minute > 59) return null;
  const back =
    dayWords[found.slice(1, dayWords.length + 1).findIndex((word) => word !== undefined)]?.[1] ?? 0;
  const at = new Date(fetchedAt.getTime() - back * 86_400_000);
  return { ...dated(at, 'day', found), raw: found[0] };
}

function dated(at: Date, unit: Unit, found: RegExpExecArray): ReadDate {
  const iso = at.toISOString();
  const base = { raw: found[0], index: found.index, year: at.getUTCFullYear() };
  if (unit === 'minute') return { ...base, iso: `${iso.slice(0, 16)}:00Z`, precision: 'minute', zone: 'Z' };
  if (unit === 'hour') return { ...base, iso: `${iso.slice(0, 13)}:00:00Z`, precision: 'hour', zone: 'Z' };
  if (unit === 'month') return { ...base, iso: iso.slice(0, 7), precision: 'month', zone: 'Z' };
  return { ...base, iso: iso.slice(0, 10), precision: 'day', zone: 'Z' };
}
