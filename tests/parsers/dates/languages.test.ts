import { describe, expect, it } from 'vitest';
import { readDate } from '../../../parsers/dates/read-date.ts';

const fetchedAt = new Date('2026-10-01T12:00:00Z');
const locales =
  'en en-GB de fr es it pt nl sv da nb fi is pl cs sk hu ro tr ru uk bg sr sr-Latn hr bs sl mk el sq lt lv et ar ar-MA ar-IQ he fa ur hi bn ta te mr gu kn ml pa th vi id ms fil sw af gl ca eu cy ga hy ka az kk uz ky be km ne am ja ko zh zh-TW'.split(
    ' ',
  );
/** Thailand and Iran count in calendars of their own; these are tested beside. */
const calendars: Readonly<Record<string, string>> = { th: 'th-u-ca-gregory', fa: 'fa-u-ca-gregory' };

describe('readDate in the languages of the world', () => {
  it.each(locales)('reads every month of %s, long and short', (locale) => {
    const wrong: string[] = [];
    for (let month = 0; month < 12; month++) {
      for (const dateStyle of ['full', 'long', 'medium'] as const) {
        const day = new Date(Date.UTC(2023, month, 17));
        const text = new Intl.DateTimeFormat(calendars[locale] ?? locale, {
          dateStyle,
          timeZone: 'UTC',
        }).format(day);
        const monthFirst = locale === 'en';
        const read = readDate(text, { fetchedAt, monthFirst, language: locale.slice(0, 2) });
        if (read?.iso !== day.toISOString().slice(0, 10)) wrong.push(`${text} → ${read?.iso ?? 'nothing'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  const relative =
    'en de fr es it pt nl sv da nb fi is pl cs sk hu ro tr ru uk bg sr hr bs sl mk el sq lt lv et fa ur hi bn ta te mr gu kn ml pa th vi id ms fil sw af gl ca eu cy hy ka az kk uz ky mn be ja ko zh'.split(
      ' ',
    );
  it.each(relative)('counts back what %s says of minutes, hours, days and weeks', (locale) => {
    const units = { minute: 60, hour: 3_600, day: 86_400, week: 604_800 } as const;
    const wrong: string[] = [];
    for (const unit of ['minute', 'hour', 'day', 'week'] as const) {
      for (const count of [3, 5, 20]) {
        const text = new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(-count, unit);
        const at = new Date(fetchedAt.getTime() - count * units[unit] * 1_000).toISOString();
        const read = readDate(text, { fetchedAt, monthFirst: false });
        if (read?.iso.slice(0, 10) !== at.slice(0, 10)) wrong.push(`${text} → ${read?.iso ?? 'nothing'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes a word for another month where the page is in another language', () => {
    const read = (language: string) =>
      readDate('17. listopada 2023.', { fetchedAt, monthFirst: false, language });
    expect(read('hr')?.iso).toBe('2023-10-17');
    expect(read('pl')?.iso).toBe('2023-11-17');
  });

  it.each([
    ['17 december 2023', '2023-12-17'],
    ['17 de desembre de 2023', '2023-12-17'],
    ['10 of 12 May 2020', '2020-05-12'],
    ['17 มี.ค. 66 10:20', '2023-03-17T10:20:00'],
    ['١٧‏/٠١‏/٢٠٢٣', '2023-01-17'],
    ['Heute, 10:15 Uhr', '2026-10-01'],
    ['Вчера в 21:16', '2026-09-30'],
    ['Aktualisiert vor 2 Wochen', '2026-09-17'],
  ])('reads %s', (text, iso) => {
    expect(readDate(text, { fetchedAt, monthFirst: false })?.iso).toBe(iso);
  });

  it.each(['USA Today', 'Heute im Fernsehen', '3 hours of music', 'Top 10 in 2019'])(
    'reads no date in %s',
    (text) => {
      expect(readDate(text, { fetchedAt, monthFirst: false })).toBeNull();
    },
  );
});
