import type { DelayDay } from '../model/schedule-state.ts';

/** Upper ends, in minutes, of the gaps that finds are counted by; the last is open. */
export const gapEndsMinutes = [
  0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 90, 120, 180, 240, 360, 480, 720, 1_440,
  2_880, 10_080,
] as const;
const daysKept = 7;

/** Counts new articles that were found by a visit so long after the visit before. */
export function countFinds(
  days: readonly DelayDay[],
  { atMs, gapMs, items }: { atMs: number; gapMs: number; items: number },
): DelayDay[] {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const known = days.find((one) => one.day === day)?.found ?? [];
  const found = gapEndsMinutes.map((_, place) => known[place] ?? 0);
  const place = gapEndsMinutes.findIndex((end) => gapMs / 60_000 <= end);
  const at = place === -1 ? gapEndsMinutes.length - 1 : place;
  found[at] = (found[at] ?? 0) + items;
  const others = days.filter((one) => one.day !== day);
  return [...others, { day, found }].sort((a, b) => (a.day < b.day ? -1 : 1)).slice(-daysKept);
}

/** What became of new articles, all days together. */
export type Delays = { articles: number; p95Minutes: number; shareWithin: number };

/**
 * How late new articles were found. When an article appeared between two visits is not known: any time is as likely, so
 * one that was found after a gap of 20 minutes was late by 0 … 20.
 *
 * @returns null: nothing was found yet
 */
export function delaysOf(days: readonly DelayDay[], withinMinutes: number): Delays | null {
  const found = gapEndsMinutes.map((_, place) => days.reduce((sum, day) => sum + (day.found[place] ?? 0), 0));
  const articles = found.reduce((sum, count) => sum + count, 0);
  if (articles === 0) return null;
  const cells = found.map((items, place) => ({ items, gapMinutes: gapEndsMinutes[place] ?? 0 }));
  return { articles, ...delayFigures(cells, withinMinutes) };
}

/** The same for finds whose gaps are known. */
export function delayFigures(
  cells: readonly { items: number; gapMinutes: number }[],
  withinMinutes: number,
): { p95Minutes: number; shareWithin: number } {
  const all = cells.filter(({ items, gapMinutes }) => items > 0 && gapMinutes > 0);
  const total = all.reduce((sum, { items }) => sum + items, 0);
  if (total === 0) return { p95Minutes: 0, shareWithin: 1 };
  const shareUpTo = (minutes: number) =>
    all.reduce((sum, { items, gapMinutes }) => sum + items * Math.min(1, minutes / gapMinutes), 0) / total;
  let low = 0;
  let high = Math.max(...all.map(({ gapMinutes }) => gapMinutes));
  for (let n = 0; n < 50; n++) {
    const middle = (low + high) / 2;
    if (shareUpTo(middle) < 0.95) low = middle;
    else high = middle;
  }
  return { p95Minutes: high, shareWithin: shareUpTo(withinMinutes) };
}
