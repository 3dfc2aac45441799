import type { ScaleTime } from 'd3-scale';
import { shownTime } from '../shown-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Wished for between two labels, and needed at least. */
const LABEL_PX = 84;
const LEAST_PX = 62;

export type Tick = { time: number; label: string };

/** Whole hours, days, months or years on an axis, as many as have room for their labels (UTC). */
export function timeTicks(scale: ScaleTime<number, number>): Tick[] {
  const [left = 0, right = 0] = scale.range();
  const times = scale.ticks(Math.max(2, Math.floor(Math.abs(right - left) / LABEL_PX)));
  const [first, second] = times;
  const stepMs = first && second ? second.getTime() - first.getTime() : DAY_MS;
  // The scale takes the number of ticks as a wish.
  const every = Math.max(1, Math.ceil((times.length * LEAST_PX) / Math.abs(right - left)));
  return times
    .filter((_, i) => i % every === 0)
    .map((time) => ({ time: time.getTime(), label: labelOf(time, stepMs) }));
}

/** "14:30:05" within a few minutes, "14:30" within a day, "16 Apr" within a year, "Apr 2025", "2025". */
function labelOf(time: Date, stepMs: number): string {
  const iso = time.toISOString();
  if (stepMs < MINUTE_MS) return iso.slice(11, 19);
  if (stepMs < DAY_MS && !iso.includes('T00:00')) return iso.slice(11, 16);
  if (stepMs < 27 * DAY_MS) return shownTime(iso.slice(0, 10)).replace(/ \d{4}$/, '');
  return stepMs < 360 * DAY_MS ? shownTime(iso.slice(0, 7)) : iso.slice(0, 4);
}
