import { shownTime } from './shown-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Steps that people count in, each with how much of an ISO text names it. */
const STEPS: readonly { ms: number; length: number; months?: number }[] = [
  { ms: HOUR, length: 13 },
  { ms: 6 * HOUR, length: 13 },
  { ms: DAY, length: 10 },
  { ms: 7 * DAY, length: 10 },
  { ms: 30 * DAY, length: 7, months: 1 },
  { ms: 91 * DAY, length: 7, months: 3 },
  { ms: 182 * DAY, length: 7, months: 6 },
  { ms: 365 * DAY, length: 7, months: 12 },
  { ms: 5 * 365 * DAY, length: 7, months: 60 },
];
const MAX_TICKS = 6;

export type TimeAxis = {
  ticks: readonly { time: number; label: string }[];
  /** Where a time stands, 0 to 100. */
  place(time: number): number;
};

/** An axis that holds both times with a little room, with at most six ticks on whole hours, days, months or years. */
export function timeAxis(first: number, last: number): TimeAxis {
  const room = Math.max((last - first) * 0.04, HOUR);
  const from = first - room;
  const to = last + room;
  const step = STEPS.find(({ ms }) => (to - from) / ms <= MAX_TICKS) ?? STEPS.at(-1);
  const ticks: { time: number; label: string }[] = [];
  if (step) {
    for (let time = start(from, step); time <= to; time = following(time, step)) {
      if (time >= from)
        ticks.push({ time, label: shownTime(new Date(time).toISOString().slice(0, step.length)) });
    }
  }
  return { ticks, place: (time) => (100 * (time - from)) / (to - from) };
}

function start(from: number, { ms, months }: { ms: number; months?: number }): number {
  if (months === undefined) return Math.floor(from / ms) * ms;
  const date = new Date(from);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const whole = Math.floor(month / months) * months;
  return Date.UTC(Math.floor(whole / 12), whole % 12);
}

function following(time: number, { ms, months }: { ms: number; months?: number }): number {
  if (months === undefined) return time + ms;
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months);
}
