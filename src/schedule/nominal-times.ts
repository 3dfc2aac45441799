import { CronExpressionParser } from 'cron-parser';
import { hashShare } from './hash-share.ts';
import type { Schedule } from './schedule.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The times that a rhythm names, after an instant, in order and without an end; always the same ones, wherever one
 * begins to count.
 *
 * Cron times are those on the clock of the zone: a time that is skipped when the clock is put forward comes at the first
 * moment after; one that comes twice when it is put back is kept once, where its hours are named (`30 2 * * *`), and each
 * time where they are not (`*\/30 * * * *`).
 *
 * @param perHour visits an hour of the day (UTC), for rhythms that are planned by what was learned
 */
export function nominalTimes(
  { id, rhythm, zone }: Pick<Schedule, 'id' | 'rhythm' | 'zone'>,
  perHour: readonly number[],
  afterMs: number,
): Generator<number, void> {
  switch (rhythm.kind) {
    case 'every':
      return everyTimes(rhythm.everyMs, id, afterMs);
    case 'cron':
      return cronTimes(rhythm.cron, zone, id, afterMs);
    case 'learned':
    case 'freshness':
      return ratedTimes(perHour, id, afterMs);
  }
}

/** Lists with one interval do not all begin in the same second: each has a place of its own within it. */
function* everyTimes(everyMs: number, id: string, afterMs: number): Generator<number, void> {
  const offset = Math.floor((hashShare(id) * everyMs) / 1_000) * 1_000;
  for (let n = Math.floor((afterMs - offset) / everyMs) + 1; ; n++) yield n * everyMs + offset;
}

function* cronTimes(cron: string, tz: string, id: string, afterMs: number): Generator<number, void> {
  const times = CronExpressionParser.parse(cron, { currentDate: new Date(afterMs), tz, hashSeed: id });
  for (;;) yield times.next().getTime();
}

/** Visits lie where the number of visits since 1970 passes a whole number (and the place of the list within one). */
function* ratedTimes(perHour: readonly number[], id: string, afterMs: number): Generator<number, void> {
  const before: number[] = [0];
  for (const rate of perHour) before.push((before.at(-1) ?? 0) + rate);
  const perDay = before.at(-1) ?? 0;
  if (perDay <= 0) return;
  const place = hashShare(id);
  const countAt = (ms: number) => {
    const day = Math.floor(ms / dayMs);
    const hour = Math.floor((ms - day * dayMs) / hourMs);
    const part = (ms - day * dayMs - hour * hourMs) / hourMs;
    return day * perDay + (before[hour] ?? 0) + part * (perHour[hour] ?? 0);
  };
  const timeOf = (count: number) => {
    const day = Math.floor(count / perDay);
    const left = count - day * perDay;
    const hour = Math.max(
      0,
      before.findLastIndex((sum) => sum <= left),
    );
    const rate = perHour[Math.min(23, hour)] ?? 0;
    const part = rate > 0 ? (left - (before[hour] ?? 0)) / rate : 0;
    return Math.round(day * dayMs + Math.min(24, hour + part) * hourMs);
  };
  for (let n = Math.floor(countAt(afterMs) - place); ; n++) {
    const time = timeOf(n + place);
    if (time > afterMs) yield time;
  }
}
