const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second … failed try: the schedule that Standard Webhooks 1.0.0 proposes, over three days. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** Each wait is made up to this much longer, so that messages that failed together do not come back together. */
const JITTER = 0.2;

/** A receiver may ask for more time, but not for ever. */
const MAX_RETRY_AFTER_MS = 24 * HOUR;

/**
 * How long to wait after a failed try; null: it was the last one.
 *
 * @param tries made so far, the failed one included
 * @param retryAfterMs what the receiver asked for (Retry-After); null: nothing
 * @param random in [0, 1)
 */
export function retryWaitMs(tries: number, retryAfterMs: number | null, random: number): number | null {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return null;
  return Math.max(wait * (1 + JITTER * random), Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
}
