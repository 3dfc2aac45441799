let last = 0;

/** Rising with time and, in one process, with every call: microseconds are told apart by counting. */
export function nextPlace(): number {
  last = Math.max(last + 1, Date.now() * 1_000);
  return last;
}
