export type Trend = {
  /** The mean of the first and of the last fifth. */
  first: number;
  last: number;
  highest: number;
  /** By the line through all of it (least squares), from its beginning to its end. */
  growth: number;
};

/** How values go over time. @param values at even distances, at least 10 */
export function trend(values: readonly number[]): Trend {
  const fifth = Math.max(1, Math.floor(values.length / 5));
  const middle = (values.length - 1) / 2;
  const center = mean(values);
  let [above, below] = [0, 0];
  for (const [n, value] of values.entries()) {
    above += (n - middle) * (value - center);
    below += (n - middle) ** 2;
  }
  return {
    first: mean(values.slice(0, fifth)),
    last: mean(values.slice(-fifth)),
    highest: Math.max(...values),
    growth: below === 0 ? 0 : (above / below) * (values.length - 1),
  };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
