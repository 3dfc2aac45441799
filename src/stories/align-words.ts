/** A stretch that two lists have in common: `length` words from `a` in the one and from `b` in the other. */
export type Run = { a: number; b: number; length: number };

/** Gaps up to this many pairs of words are compared exactly. */
const mostPairs = 250_000;

/**
 * The common stretches of two lists, in order in both. Words that stand once in each list are the anchors (the
 * longest ascending series of them); between anchors the longest common subsequence is taken, where the gap is
 * small. The work grows with the length of the lists, not with its square.
 */
export function alignWords(a: readonly string[], b: readonly string[]): Run[] {
  const matched: [number, number][] = [];
  align(a, b, 0, a.length, 0, b.length, matched);
  const runs: Run[] = [];
  for (const [i, j] of matched) {
    const last = runs.at(-1);
    if (last && last.a + last.length === i && last.b + last.length === j) last.length++;
    else runs.push({ a: i, b: j, length: 1 });
  }
  return runs;
}

function align(
  a: readonly string[],
  b: readonly string[],
  fromA: number,
  toA: number,
  fromB: number,
  toB: number,
  out: [number, number][],
): void {
  let [startA, startB, endA, endB] = [fromA, fromB, toA, toB];
  while (startA < endA && startB < endB && a[startA] === b[startB]) out.push([startA++, startB++]);
  const tail: [number, number][] = [];
  while (startA < endA && startB < endB && a[endA - 1] === b[endB - 1]) tail.push([--endA, --endB]);
  if (startA < endA && startB < endB) {
    const anchors = anchorsOf(a, b, startA, endA, startB, endB);
    if (anchors.length > 0) {
      for (const [i, j] of [...anchors, [endA, endB] as const]) {
        align(a, b, startA, i, startB, j, out);
        if (i < endA) out.push([i, j]);
        [startA, startB] = [i + 1, j + 1];
      }
    } else if ((endA - startA) * (endB - startB) <= mostPairs) {
      out.push(...longestCommon(a, b, startA, endA, startB, endB));
    }
  }
  out.push(...tail.reverse());
}

/** Places of the words that stand once in both parts, as the longest series that ascends in both. */
function anchorsOf(
  a: readonly string[],
  b: readonly string[],
  startA: number,
  endA: number,
  startB: number,
  endB: number,
): (readonly [number, number])[] {
  const once = (list: readonly string[], start: number, end: number) => {
    const places = new Map<string, number>();
    for (let i = start; i < end; i++) {
      const key = list[i] ?? '';
      places.set(key, places.has(key) ? -1 : i);
    }
    return places;
  };
  const inB = once(b, startB, endB);
  const pairs = [...once(a, startA, endA)].flatMap(([key, i]) => {
    const j = inB.get(key) ?? -1;
    return i >= 0 && j >= 0 ? [[i, j] as const] : [];
  });
  return longestAscending(pairs);
}

/** Patience sorting: of pairs that ascend in the first number, the longest series that ascends in the second too. */
function longestAscending(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const tops: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, j], index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = index;
  });
  const series: (readonly [number, number])[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) series.push(pair);
  }
  return series.reverse();
}

function longestCommon(
  a: readonly string[],
  b: readonly string[],
  startA: number,
  endA: number,
  startB: number,
  endB: number,
): [number, number][] {
  const [rows, columns] = [endA - startA, endB - startB];
  const width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] =
        a[startA + i] === b[startB + j]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    const at = i * width + j;
    if (a[startA + i] === b[startB + j]) found.push([startA + i++, startB + j++]);
    else if ((lengths[at + width] ?? 0) >= (lengths[at + 1] ?? 0)) i++;
    else j++;
  }
  return found;
}
