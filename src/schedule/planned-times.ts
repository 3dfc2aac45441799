import { blackoutEnd } from './blackout-end.ts';
import { hashShare } from './hash-share.ts';
import { nominalTimes } from './nominal-times.ts';
import type { Schedule } from './schedule.ts';

const longestBlackoutMs = 25 * 3_600_000;

/**
 * The times at which a schedule's runs begin, after an instant, in order and without an end; the same ones wherever one
 * begins to count, so that a preview is what happens.
 *
 * Each is the time that the rhythm names and the jitter (a number that list and time decide, never as long as the gap to
 * the next time). A run that would begin in blackout hours begins at their end; of several, the first one does.
 */
export function* plannedTimes(
  schedule: Pick<Schedule, 'id' | 'rhythm' | 'zone' | 'jitterMs' | 'blackout'>,
  perHour: readonly number[],
  afterMs: number,
): Generator<number, void> {
  const { id, jitterMs, blackout, zone } = schedule;
  // Times of a blackout that is not over are put off beyond `afterMs`; what lies further back is not.
  const isClosed = blackout.length > 0 && blackoutEnd(afterMs - jitterMs, blackout, zone) !== null;
  const backMs = jitterMs + (isClosed ? longestBlackoutMs : 0);
  const nominal = nominalTimes(schedule, perHour, afterMs - backMs);
  let time = nominal.next().value;
  let last = Number.NEGATIVE_INFINITY;
  while (time !== undefined) {
    const following = nominal.next().value;
    const room = following === undefined ? jitterMs : Math.min(jitterMs, following - time);
    const late = room > 0 ? Math.floor((hashShare(`${id} ${time}`) * room) / 1_000) * 1_000 : 0;
    const asked = time + late;
    const end = blackout.length > 0 ? blackoutEnd(asked, blackout, zone) : null;
    const planned = end === null ? asked : end + lateAfterBlackout(id, end, jitterMs, blackout, zone);
    if (planned > last) {
      last = planned;
      if (planned > afterMs) yield planned;
    }
    time = following;
  }
}

/** Sites with one blackout do not all begin in the second in which it ends. */
function lateAfterBlackout(
  id: string,
  endMs: number,
  jitterMs: number,
  blackout: readonly string[],
  zone: string,
): number {
  const late = Math.floor((hashShare(`${id} ${endMs}`) * jitterMs) / 1_000) * 1_000;
  return blackoutEnd(endMs + late, blackout, zone) === null ? late : 0;
}
