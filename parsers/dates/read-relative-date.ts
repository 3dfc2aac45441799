import type { ReadDate } from './read-date.ts';

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month';

/** "3 hours ago" in the languages of the labels and some more. Group 1 is the number. */
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
  [/(?<![\d.,])(\d{1,2})\s?(?:个月|個月|か月|ヶ月)前/, 'month'],
  [/(?<![\d.,])(\d{1,3})\s?분\s?전/, 'minute'],
  [/(?<![\d.,])(\d{1,3})\s?시간\s?전/, 'hour'],
  [/(?<![\d.,])(\d{1,3})\s?일\s?전/, 'day'],
  [/(?<![\d.,])(\d{1,3})\s?мин(?:ут[аы]?)?\.?\s+назад/i, 'minute'],
  [/(?<![\d.,])(\d{1,3})\s?час(?:а|ов)?\s+назад/i, 'hour'],
  [/(?<![\d.,])(\d{1,3})\s?(?:день|дня|дней)\s+назад/i, 'day'],
  [/vor\s+(\d{1,3}|einer)\s+Minuten?/i, 'minute'],
  [/vor\s+(\d{1,3}|einer)\s+Stunden?/i, 'hour'],
  [/vor\s+(\d{1,3}|einem)\s+Tag(?:en)?/i, 'day'],
  [/hace\s+(\d{1,3})\s+horas?/i, 'hour'],
  [/il y a\s+(\d{1,3})\s+heures?/i, 'hour'],
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
const anySign = /ago|前|전|назад|vor\s|hace\s|il y a|今|昨|just now|刚|剛|방금/i;

/** A date told by its distance from now. Its zone is ours (UTC): it is counted from our clock. */
export function readRelativeDate(text: string, fetchedAt: Date): ReadDate | null {
  // Only a short text is a date line; in prose "3 hours ago" says something else.
  if (text.length > 160 || !anySign.test(text)) return null;
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

function dated(at: Date, unit: Unit, found: RegExpExecArray): ReadDate {
  const iso = at.toISOString();
  const base = { raw: found[0], index: found.index, year: at.getUTCFullYear() };
  if (unit === 'minute') return { ...base, iso: `${iso.slice(0, 16)}:00Z`, precision: 'minute', zone: 'Z' };
  if (unit === 'hour') return { ...base, iso: `${iso.slice(0, 13)}:00:00Z`, precision: 'hour', zone: 'Z' };
  if (unit === 'month') return { ...base, iso: iso.slice(0, 7), precision: 'month', zone: 'Z' };
  return { ...base, iso: iso.slice(0, 10), precision: 'day', zone: 'Z' };
}
