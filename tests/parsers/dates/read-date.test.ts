import { describe, expect, it } from 'vitest';
import { readDate } from '../../../parsers/dates/read-date.ts';
import { readMachineDate } from '../../../parsers/dates/read-machine-date.ts';

const context = { fetchedAt: new Date('2025-04-16T10:00:00Z'), monthFirst: false };

describe('readDate', () => {
  const cases: [string, string, string, string | null][] = [
    ['Date:2025-04-16 12:47:42', '2025-04-16T12:47:42', 'second', null],
    ['2025年4月16日 8:05', '2025-04-16T08:05:00', 'minute', null],
    ['2025年4月16日 下午3点05分', '2025-04-16T15:05:00', 'minute', null],
    ['2025년 4월 16일 오후 3:05', '2025-04-16T15:05:00', 'minute', null],
    ['16/04/2025 09:30', '2025-04-16T09:30:00', 'minute', null],
    ['04/16/2025', '2025-04-16', 'day', null],
    ['16.4.25', '2025-04-16', 'day', null],
    ['September 12, 2024', '2024-09-12', 'day', null],
    ['Sept. 12th, 2024 at 5:03 p.m. EDT', '2024-09-12T17:03:00-04:00', 'minute', '-04:00'],
    ['12. März 2024, 20:15 Uhr', '2024-03-12T20:15:00', 'minute', null],
    ['4 de diciembre de 2023', '2023-12-04', 'day', null],
    ['16 апреля 2025, 12:47', '2025-04-16T12:47:00', 'minute', null],
    ['Wed, 16 Apr 2025 12:47:42 GMT', '2025-04-16T12:47:42Z', 'second', 'Z'],
    ['dimanche 9 juin 2024 à 17h44', '2024-06-09T17:44:00', 'minute', null],
    ['9 juin 2024, 14h05', '2024-06-09T14:05:00', 'minute', null],
    ['30 de julho de 2024 às 17h44', '2024-07-30T17:44:00', 'minute', null],
    ['16 апреля 2025 в 12:47', '2025-04-16T12:47:00', 'minute', null],
    ['Sun 1 Sep 2024, 9:51 AM GMT', '2024-09-01T09:51:00Z', 'minute', 'Z'],
    ['3小时前', '2025-04-16T07:00:00Z', 'hour', 'Z'],
    ['5 hours ago', '2025-04-16T05:00:00Z', 'hour', 'Z'],
    ['20分钟前', '2025-04-16T09:40:00Z', 'minute', 'Z'],
    ['昨天', '2025-04-15', 'day', 'Z'],
  ];
  for (const [text, iso, precision, zone] of cases) {
    it(`reads ${text}`, () => expect(readDate(text, context)).toMatchObject({ iso, precision, zone }));
  }

  for (const [text, iso] of [
    ['سه‌شنبه ۲۹ بهمن ۱۳۹۸ - ۰۶:۵۵', '2020-02-18T06:55:00'],
    ['۱۳۹۹/۱۲/۳۰', '2021-03-20'],
    ['18 กุมภาพันธ์ 2563 10:20', '2020-02-18T10:20:00'],
    ['18 ก.พ. 2563', '2020-02-18'],
    ['18/02/2563', '2020-02-18'],
    ['令和2年2月18日', '2020-02-18'],
    ['平成元年1月9日', '1989-01-09'],
    ['中華民國109年2月18日', '2020-02-18'],
    ['24 نيسان / أبريل 2020 09:22 مساءً', '2020-04-24T21:22:00'],
    ['21. juni/lipanj, 2020.', '2020-06-21'],
    ['2020 m. sausio 5 d.', '2020-01-05'],
    ['2020. gada 5. janvāris', '2020-01-05'],
    ['Ngày 5 tháng 3 năm 2020', '2020-03-05'],
    ['5 בינואר 2020', '2020-01-05'],
    ['Melanie Earley15:35, Oct 29 2020', '2020-10-29T15:35:00'],
  ] as const) {
    it(`reads ${text}`, () => expect(readDate(text, context)?.iso).toBe(iso));
  }
  it('takes no number of another calendar for a year without a month', () =>
    expect(['2500 baht', '1400-123-456', '10/05/1399'].map((text) => readDate(text, context))).toEqual([
      null,
      null,
      null,
    ]));

  it('keeps a zone name that means several zones as printed, and claims none', () => {
    expect(readDate('1 Sep 2024, 9:51 PM CST', context)).toMatchObject({
      iso: '2024-09-01T21:51:00',
      zone: null,
      raw: '1 Sep 2024, 9:51 PM CST',
    });
  });

  it('reads 04/05/2025 by the custom of the page', () => {
    expect(readDate('04/05/2025', context)?.iso).toBe('2025-05-04');
    expect(readDate('04/05/2025', { ...context, monthFirst: true })?.iso).toBe('2025-04-05');
  });

  it('keeps the word that the date stands in as raw text, and nothing after it', () => {
    expect(readDate('Time: 16/04/2025 09:30 Editor: desk', context)?.raw).toBe('16/04/2025 09:30');
    expect(readDate('发布时间：2025年4月16日 8:05  来源：山河资讯', context)?.raw).toBe(
      '发布时间：2025年4月16日 8:05',
    );
  });

  it('reads no date out of versions, scores, prices and days that do not exist', () => {
    for (const text of ['1.2.3', '2025-02-30', '12:47', '3-2', '$1,204.50', 'May 5', '2025'])
      expect(readDate(text, context)).toBeNull();
  });
});

describe('readMachineDate', () => {
  it('keeps a zone that is named and assumes none', () => {
    expect(readMachineDate('2024-09-12T16:05:00+01:00', context)).toMatchObject({
      iso: '2024-09-12T16:05:00+01:00',
      zone: '+01:00',
    });
    expect(readMachineDate('2024-09-12T16:05', context)).toMatchObject({
      iso: '2024-09-12T16:05:00',
      zone: null,
      precision: 'minute',
    });
    expect(readMachineDate('2024-09-12T15:05:00.123+0000', context)).toMatchObject({
      iso: '2024-09-12T15:05:00Z',
      zone: 'Z',
    });
  });
  it('reads seconds since 1970', () =>
    expect(readMachineDate('1571234567', context)?.iso).toBe('2019-10-16T14:02:47Z'));
  it('reads no date out of other text', () => expect(readMachineDate('latest', context)).toBeNull());
});
