/** Numbers that look random and are the same for the same keys, on every machine. */
export type SeededRandom = {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  /** True in this share of cases (0 to 1). */
  chance(share: number): boolean;
  /** @throws the list is empty */
  pick<T>(list: readonly T[]): T;
  /** A new list in another order. */
  shuffled<T>(list: readonly T[]): T[];
};

/** @param keys what the numbers depend on: "article", seed, number … */
export function seededRandom(...keys: readonly (string | number)[]): SeededRandom {
  let state = hash(keys.join('\u0000'));

  /** The mixing step of SplitMix32: every state gives another number, and near states give far ones. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));

  return {
    next,
    int,
    chance: (share) => next() < share,
    pick(list) {
      const [picked] = list.slice(int(0, list.length - 1));
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    shuffled(list) {
      return list
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    },
  };
}

/** FNV-1a over the text's UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
