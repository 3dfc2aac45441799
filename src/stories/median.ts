/** Null of no numbers; of an even count the mean of the middle two. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 ? upper : (sorted[(sorted.length >> 1) - 1] ?? upper);
  return (lower + upper) / 2;
}
