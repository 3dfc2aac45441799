import { describe, expect, it } from 'vitest';
import { textDates } from '../../../src/stories/text-dates.ts';

const found = (text: string, language: string | null) =>
  textDates(text, language).map(({ at: _, ...date }) => date);

describe('textDates', () => {
  it('reads a day with its year', () => {
    expect(found('It began on Dec. 4, 2023.', 'en')).toEqual([
      { raw: 'Dec. 4, 2023', year: 2023, month: 12, day: 4 },
    ]);
    expect(found('le 1er mars 2024', 'fr')).toEqual([{ raw: '1er mars 2024', year: 2024, month: 3, day: 1 }]);
    expect(found('Am 4. Dezember 2023', 'de')).toEqual([
      { raw: '4. Dezember 2023', year: 2023, month: 12, day: 4 },
    ]);
    expect(found('4 декабря 2023 года', 'ru')).toEqual([
      { raw: '4 декабря 2023', year: 2023, month: 12, day: 4 },
    ]);
    expect(found('3 de abril de 2021', 'es')).toEqual([
      { raw: '3 de abril de 2021', year: 2021, month: 4, day: 3 },
    ]);
  });

  it('leaves the year open where the text names none', () => {
    expect(found('KATHMANDU, April 25 (Reuters)', 'en')).toEqual([
      { raw: 'April 25', year: null, month: 4, day: 25 },
    ]);
    expect(found('新华社北京4月16日电', 'zh')).toEqual([{ raw: '4月16日电', year: null, month: 4, day: 16 }]);
  });

  it('reads Chinese, Japanese and Korean dates', () => {
    for (const text of ['2023年12月4日', '2023년 12월 4일']) {
      expect(found(text, null)).toEqual([{ raw: text, year: 2023, month: 12, day: 4 }]);
    }
  });

  it('reads weekdays, Monday being 1', () => {
    expect(found('on Tuesday', 'en')).toEqual([{ raw: 'Tuesday', weekday: 2 }]);
    expect(found('周日', 'zh')).toEqual([{ raw: '周日', weekday: 7 }]);
    expect(found('火曜日に', 'ja')).toEqual([{ raw: '火曜日', weekday: 2 }]);
    expect(found('화요일', 'ko')).toEqual([{ raw: '화요일', weekday: 2 }]);
  });

  it('reads English dates in a text of another language too', () => {
    expect(found('publicado el Dec. 4, 2023', 'es')).toEqual([
      { raw: 'Dec. 4, 2023', year: 2023, month: 12, day: 4 },
    ]);
  });

  it('does not take "may 5" for a date, nor a day that no month has', () => {
    expect(found('It may 5 times be so on February 31, 2023', 'en')).toEqual([]);
  });

  it('does not guess whether 03/04/2023 is March or April', () => {
    expect(found('on 03/04/2023', 'en')).toEqual([]);
  });

  it('gives at most 24 dates of a long text', () => {
    expect(textDates('2023-12-04 '.repeat(100_000), null)).toHaveLength(24);
  });
});
