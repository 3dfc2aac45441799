import { plannedTimes } from './planned-times.ts';
import type { Schedule } from './schedule.ts';

/** A time that is seen so much later was missed: the service did not run, or its clock was put forward. */
export const lateMs = 2 * 60_000;
/** Of times that were missed for long, so many are counted. */
const countedAtMost = 5_000;
const lookBackMs = 2 * 86_400_000;

/** What has become due of one schedule. */
export type DueVisit = {
  /** The visit to make now; null: none. Of several times that went by, the last one. */
  visit: { atMs: number; trigger: 'schedule' | 'missed' } | null;
  /** Times that went by without a visit of their own; null: none did. */
  passedBy: { count: number; firstMs: number; lastMs: number } | null;
  /** Times up to this one are dealt with. */
  doneUntilMs: number;
};

/** What is to be done now of the times after `doneUntilMs`. Pure: asked twice, it says the same twice. */
export function dueVisit(
  schedule: Schedule,
  perHour: readonly number[],
  doneUntilMs: number,
  nowMs: number,
): DueVisit {
  let count = 0;
  let firstMs = 0;
  let lastMs = 0;
  let lastPassed = 0;
  for (const atMs of timesSince(schedule, perHour, doneUntilMs, nowMs)) {
    if (count === 0) firstMs = atMs;
    if (count > 0) lastPassed = lastMs;
    lastMs = atMs;
    count += 1;
  }
  if (count === 0) return { visit: null, passedBy: null, doneUntilMs };
  const onTime = nowMs - lastMs <= lateMs;
  const made = onTime || schedule.missed === 'once';
  const passed = made ? count - 1 : count;
  return {
    visit: made ? { atMs: lastMs, trigger: onTime ? 'schedule' : 'missed' } : null,
    passedBy: passed > 0 ? { count: passed, firstMs, lastMs: made ? lastPassed : lastMs } : null,
    doneUntilMs: lastMs,
  };
}

/** When the schedule's next run begins; null: its plan has no visits. */
export function nextVisitMs(
  schedule: Schedule,
  perHour: readonly number[],
  doneUntilMs: number,
): number | null {
  return plannedTimes(schedule, perHour, doneUntilMs).next().value ?? null;
}

function* timesSince(
  schedule: Schedule,
  perHour: readonly number[],
  afterMs: number,
  nowMs: number,
): Generator<number, void> {
  let count = 0;
  for (const atMs of plannedTimes(schedule, perHour, afterMs)) {
    if (atMs > nowMs) return;
    yield atMs;
    count += 1;
    // After a very long stop only the last days are gone through, time by time.
    if (count === countedAtMost && nowMs - lookBackMs > atMs) {
      yield* plannedUntil(schedule, perHour, nowMs - lookBackMs, nowMs);
      return;
    }
  }
}

function* plannedUntil(
  schedule: Schedule,
  perHour: readonly number[],
  afterMs: number,
  nowMs: number,
): Generator<number, void> {
  for (const atMs of plannedTimes(schedule, perHour, afterMs)) {
    if (atMs > nowMs) return;
    yield atMs;
  }
}
