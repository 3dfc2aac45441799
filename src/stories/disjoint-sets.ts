/** Sets that are joined and never parted (union-find); the smallest index of a set is its root. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, i) => i);
  }

  root(index: number): number {
    const parents = this.#parents;
    let at = index;
    for (let up = parents[at] ?? at; up !== at; up = parents[at] ?? at) {
      parents[at] = parents[up] ?? up;
      at = up;
    }
    return at;
  }

  join(a: number, b: number): void {
    const left = this.root(a);
    const right = this.root(b);
    this.#parents[Math.max(left, right)] = Math.min(left, right);
  }
}
