/** A date that a text names. `year` null: "April 25"; `weekday` (1 = Monday) alone: "on Tuesday". */
export type TextDate =
  | { raw: string; at: number; year: number | null; month: number; day: number }
  | { raw: string; at: number; weekday: number };

/** Further in, a text speaks more of other days than of its own. */
const mostChars = 20_000;
const mostDates = 24;

/** Languages whose month names a text may use beside its own language's. */
const fallback = 'en';
const known = new Map<
  string,
  {
    pattern: RegExp;
    months: Map<string, number>;
    weekdays: Map<string, number>;
  }
>();

/** Dates with a month by its name in the text's language or in English, in Chinese, Japanese and Korean form, and as 2023-12-04 or 04.12.2023. */
export function textDates(text: string, language: string | null): TextDate[] {
  const part = text.slice(0, mostChars);
  const found = [...numericDates(part), ...signDates(part)];
  for (const tongue of new Set([language ?? fallback, fallback])) found.push(...namedDates(part, tongue));
  found.sort((a, b) => a.at - b.at || b.raw.length - a.raw.length);
  let end = -1;
  return found
    .filter(({ at, raw }) => {
      // Two patterns may see the same date; the longer reading stands.
      if (at < end) return false;
      end = at + raw.length;
      return true;
    })
    .slice(0, mostDates);
}

function* numericDates(text: string): Generator<TextDate> {
  for (const { index, 0: raw, groups } of text.matchAll(
    /\b(?:(?<y>(?:19|20)\d{2})-(?<m>\d{1,2})-(?<d>\d{1,2})|(?<gd>\d{1,2})\.\s?(?<gm>\d{1,2})\.\s?(?<gy>(?:19|20)\d{2}))\b/g,
  )) {
    const { y, m, d, gy, gm, gd } = groups ?? {};
    yield* dated(raw, index, Number(y ?? gy), Number(m ?? gm), Number(d ?? gd));
  }
}

function* signDates(text: string): Generator<TextDate> {
  for (const { index, 0: raw, groups } of text.matchAll(
    /(?:(?<y>(?:19|20)\d{2})\s?[年년]\s?)?(?<m>\d{1,2})\s?[月월]\s?(?<d>\d{1,2})\s?[日日号일](?:电|電|讯|訊)?/g,
  )) {
    const { y, m, d } = groups ?? {};
    yield* dated(raw, index, y ? Number(y) : null, Number(m), Number(d));
  }
  for (const { index, 0: raw } of text.matchAll(
    /(?:星期|周|週)([一二三四五六日天])|([月火水木金土日])曜日?|([월화수목금토일])요일/g,
  )) {
    const sign = raw.replace(/星期|周|週|曜日?|요일/g, '');
    const weekday =
      Math.max(...['一二三四五六日', '月火水木金土日', '월화수목금토일'].map((row) => row.indexOf(sign))) + 1;
    yield { raw, at: index, weekday: weekday || 7 };
  }
}

function* namedDates(text: string, language: string): Generator<TextDate> {
  const { pattern, months, weekdays } = namesOf(language);
  for (const { index, 0: raw, groups } of text.matchAll(pattern)) {
    const { before, after, name = '', year, weekday } = groups ?? {};
    if (weekday) {
      yield {
        raw,
        at: index,
        weekday: weekdays.get(weekday.toLowerCase()) ?? 1,
      };
      continue;
    }
    // "It may 5 times …": an English month is written large.
    if (language === 'en' && name === name.toLowerCase()) continue;
    const month = months.get(name.toLowerCase().replace(/\.$/, ''));
    if (month) yield* dated(raw, index, year ? Number(year) : null, month, Number(before ?? after));
  }
}

function* dated(
  raw: string,
  at: number,
  year: number | null,
  month: number,
  day: number,
): Generator<TextDate> {
  const last = new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
  if (month >= 1 && month <= 12 && day >= 1 && day <= last) yield { raw: raw.trim(), at, year, month, day };
}

/** Month and weekday names as the platform's language data (CLDR) give them, long and short, also as used in dates. */
function namesOf(language: string) {
  const ready = known.get(language);
  if (ready) return ready;
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const locale = Intl.DateTimeFormat.supportedLocalesOf([language])[0] ?? fallback;
  const part = (options: Intl.DateTimeFormatOptions, type: 'month' | 'weekday', date: Date) =>
    (
      new Intl.DateTimeFormat(locale, {
        ...options,
        timeZone: 'UTC',
        calendar: 'gregory',
      })
        .formatToParts(date)
        .find((piece) => piece.type === type)?.value ?? ''
    )
      .toLowerCase()
      .replace(/\.$/, '');
  for (let month = 0; month < 12; month++) {
    const date = new Date(Date.UTC(2023, month, 4));
    for (const width of ['long', 'short'] as const) {
      for (const options of [{ month: width }, { month: width, day: 'numeric' as const }]) {
        const name = part(options, 'month', date);
        if (/^\p{L}{3,}$/u.test(name)) months.set(name, month + 1);
      }
    }
  }
  if (locale.startsWith('en')) months.set('sept', 9);
  for (let day = 0; day < 7; day++) {
    const name = part({ weekday: 'long' }, 'weekday', new Date(Date.UTC(2024, 0, 1 + day)));
    if (/^[\p{L}-]{4,}$/u.test(name)) weekdays.set(name, day + 1);
  }
  const name = [...months.keys()].sort((a, b) => b.length - a.length).join('|') || '(?!)';
  const weekday = [...weekdays.keys()].join('|') || '(?!)';
  const pattern = new RegExp(
    `(?<![\\p{L}\\d])(?:` +
      `(?:(?<before>\\d{1,2})(?:st|nd|rd|th|\\.|º|er)?\\s+(?:of\\s+|de\\s+)?(?<name>${name})\\.?|` +
      `(?<name>${name})\\.?\\s+(?<after>\\d{1,2})(?:st|nd|rd|th)?)(?![\\p{L}\\d])(?:(?:,|\\s+de|\\s+del)?\\s+(?<year>(?:19|20)\\d{2}))?|` +
      `(?<weekday>${weekday}))(?![\\p{L}\\d])`,
    'giu',
  );
  const names = { pattern, months, weekdays };
  known.set(language, names);
  return names;
}
