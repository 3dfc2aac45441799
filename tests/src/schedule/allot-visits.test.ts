import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTraces } from '../../../bench/freshness/make-trace.ts';
import { playFixed, playLearned } from '../../../bench/freshness/play-traces.ts';
import { allotVisits } from '../../../src/schedule/allot-visits.ts';
import { countFinds, delayFigures, delaysOf } from '../../../src/schedule/delay-log.ts';
import { expectedPerHour, learnVisit } from '../../../src/schedule/list-rates.ts';

const hourMs = 3_600_000;
const flat = (rate: number) => new Array<number>(24).fill(rate);
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

describe('visits by learned rates', () => {
  it('halve the p95 of a fixed interval at equal cost on replayed traces, and keep what they predict', () => {
    const traces = makeTraces(1, 12);
    const judged = { fromDay: 6, untilDay: 12, withinMinutes: 10 };
    const fixed = playFixed(traces, 5_000, judged);
    const learned = playLearned(traces, 5_000, judged, { share: 0.95, spendAll: true });
    expect(learned.visitsPerDay / fixed.visitsPerDay).toBeLessThan(1.02);
    expect(learned.articles).toBeGreaterThan(1_000);
    expect(learned.p95Minutes).toBeLessThan(0.6 * fixed.p95Minutes);
    expect(learned.shareWithin).toBeGreaterThan(1.7 * fixed.shareWithin);
    expect(Math.abs((learned.predicted?.p95Minutes ?? 0) / learned.p95Minutes - 1)).toBeLessThan(0.15);
    expect(Math.abs((learned.predicted?.shareWithin ?? 0) - learned.shareWithin)).toBeLessThan(0.05);
  });

  it('go to the lists and hours in which articles come, and to every list once a day', () => {
    const morning = flat(0).map((_, hour) => (hour >= 6 && hour < 10 ? 5 : 0.01));
    const lists = [
      { id: 'morning', perHour: morning },
      { id: 'dead', perHour: flat(0.0001) },
    ];
    const { visits, shareWithin, p95Minutes } = allotVisits(lists, {
      ...{ share: 0.95, withinMinutes: 10, visitsPerDay: 200 },
    });
    const rows = visits.get('morning') ?? [];
    expect(rows[8]).toBeCloseTo(6);
    expect(rows[15]).toBeLessThan(2);
    expect(sum(visits.get('dead') ?? [])).toBeGreaterThanOrEqual(0.999);
    expect(shareWithin).toBeGreaterThanOrEqual(0.95);
    expect(p95Minutes).toBeLessThanOrEqual(10);
  });

  it('spend no more than the goal takes, and no more than there is', () => {
    const one = [{ id: 'a', perHour: flat(2) }];
    const goal = { share: 0.95, withinMinutes: 10 };
    expect(allotVisits(one, { ...goal, visitsPerDay: 5_000 }).visitsPerDay).toBeLessThan(1_300);
    const poor = allotVisits(one, { ...goal, visitsPerDay: 48 });
    expect(poor.visitsPerDay).toBeLessThanOrEqual(48.5);
    expect(poor.shareWithin).toBeLessThan(0.5);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 24, maxLength: 24 }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 50, max: 5_000 }),
        fc.boolean(),
        (rates, visitsPerDay, spendAll) => {
          const lists = rates.map((perHour, n) => ({ id: `l${n}`, perHour }));
          const allotted = allotVisits(lists, { ...goal, visitsPerDay, spendAll });
          const total = sum([...allotted.visits.values()].flat());
          expect(total).toBeCloseTo(allotted.visitsPerDay);
          expect(total).toBeLessThanOrEqual(visitsPerDay * 1.01 + lists.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what is learned of a list', () => {
  it('is the rate of each hour, and of the whole day where little is known', () => {
    let rates = learnVisit([], { fromMs: 0, toMs: hourMs, items: 0, lastLearnedMs: 0 });
    for (let hour = 1; hour < 24 * 14; hour++) {
      const items = hour % 24 === 8 ? 12 : 0;
      const visit = { fromMs: hour * hourMs, toMs: (hour + 1) * hourMs, items };
      rates = learnVisit(rates, { ...visit, lastLearnedMs: hour * hourMs });
    }
    const expected = expectedPerHour(rates);
    expect(expected[8]).toBeGreaterThan(8);
    expect(expected[20]).toBeLessThan(0.3);
    expect(expectedPerHour([])[3]).toBeCloseTo(0.5 / 6);
  });

  it('fades: a list that died is taken for dead after some weeks', () => {
    const visit = (from: number, hours: number, items: number, rates: Parameters<typeof learnVisit>[0]) =>
      learnVisit(rates, {
        ...{ fromMs: from * hourMs, toMs: (from + hours) * hourMs, items, lastLearnedMs: from * hourMs },
      });
    let rates = visit(0, 240, 240, []);
    expect(sum(expectedPerHour(rates))).toBeCloseTo(24, 0);
    for (let day = 10; day < 60; day++) rates = visit(day * 24, 24, 0, rates);
    expect(sum(expectedPerHour(rates))).toBeLessThan(2);
  });
});

describe('how late articles were found', () => {
  it('is told from the gaps that they were found in', () => {
    expect(delaysOf([], 10)).toBeNull();
    let days = countFinds([], { atMs: 0, gapMs: 20 * 60_000, items: 10 });
    expect(delaysOf(days, 10)).toMatchObject({ articles: 10, shareWithin: 0.5 });
    expect(delaysOf(days, 10)?.p95Minutes).toBeCloseTo(19);
    days = countFinds(days, { atMs: 0, gapMs: 5 * 60_000, items: 30 });
    expect(delaysOf(days, 10)?.shareWithin).toBeCloseTo(0.875);
    for (let day = 0; day < 20; day++)
      days = countFinds(days, { atMs: day * 86_400_000, gapMs: 1, items: 1 });
    expect(days).toHaveLength(7);
    expect(delayFigures([], 10)).toEqual({ p95Minutes: 0, shareWithin: 1 });
  });
});
