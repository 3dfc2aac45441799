import type { HourRate } from '../model/schedule-state.ts';

const hourMs = 3_600_000;
/** What was seen so long ago counts half. */
export const halfLifeMs = 14 * 24 * hourMs;
/** How many hours of looking the rate of the whole day stands for in each hour of the day. */
const priorHours = 3;
/** A list of which nothing is known is taken to have one new article in twelve hours. */
const prior = { items: 0.5, hours: 6 };

const blank = (): HourRate[] => Array.from({ length: 24 }, () => ({ items: 0, hours: 0 }));

/**
 * New articles expected in each hour of the day (UTC). Gamma–Poisson: the rate of the whole day is the prior of each hour,
 * so that an hour of which little is known is like the others.
 */
export function expectedPerHour(rates: readonly HourRate[]): number[] {
  const all = rates.length === 24 ? rates : blank();
  const items = all.reduce((sum, hour) => sum + hour.items, prior.items);
  const hours = all.reduce((sum, hour) => sum + hour.hours, prior.hours);
  const whole = items / hours;
  return all.map((hour) => (hour.items + priorHours * whole) / (hour.hours + priorHours));
}

/**
 * Learns from one visit: so many new articles appeared between the visit before and this one. When within that time is
 * not known, so each hour gets the part that its rate so far makes likely.
 */
export function learnVisit(
  rates: readonly HourRate[],
  {
    fromMs,
    toMs,
    items,
    lastLearnedMs,
  }: { fromMs: number; toMs: number; items: number; lastLearnedMs: number },
): HourRate[] {
  if (toMs <= fromMs) return [...rates];
  const keep = 0.5 ** (Math.max(0, toMs - lastLearnedMs) / halfLifeMs);
  const before = rates.length === 24 ? rates : blank();
  const expected = expectedPerHour(before);
  const looked = hoursLooked(fromMs, toMs);
  const weight = looked.reduce((sum, hours, hour) => sum + hours * (expected[hour] ?? 0), 0);
  return before.map((known, hour) => {
    const hours = looked[hour] ?? 0;
    const share = weight > 0 ? (hours * (expected[hour] ?? 0)) / weight : 0;
    return { items: known.items * keep + items * share, hours: known.hours * keep + hours };
  });
}

/** How much of a stretch of time lies in each hour of the day, in hours. */
function hoursLooked(fromMs: number, toMs: number): number[] {
  const looked = new Array<number>(24).fill(0);
  const wholeDays = Math.floor((toMs - fromMs) / (24 * hourMs));
  if (wholeDays > 0) looked.fill(wholeDays);
  let atMs = fromMs + wholeDays * 24 * hourMs;
  while (atMs < toMs) {
    const hour = Math.floor(atMs / hourMs);
    const endMs = Math.min(toMs, (hour + 1) * hourMs);
    looked[hour % 24] = (looked[hour % 24] ?? 0) + (endMs - atMs) / hourMs;
    atMs = endMs;
  }
  return looked;
}
