import type { SharedStories } from './figure-store.ts';

/** The sites that tell one story, each once or several times, and whether it has the original there. */
export type Tellers = readonly { site: string; original: boolean }[];

/** What each two sites share, by name; a story that one site tells is shared by nobody. */
export function pairsOfSites(stories: Iterable<Tellers>): SharedStories[] {
  const pairs = new Map<string, Map<string, SharedStories>>();
  for (const story of stories) {
    const told = onceEach(story);
    for (let i = 0; i < told.length; i += 1) {
      for (let k = i + 1; k < told.length; k += 1) count(pairs, told[i], told[k]);
    }
  }
  const all = [...pairs.values()].flatMap((others) => [...others.values()]);
  return all.sort((x, y) => (x.a === y.a ? (x.b < y.b ? -1 : 1) : x.a < y.a ? -1 : 1));
}

type Teller = { site: string; original: boolean };

/** Stories have few tellers: looking through those that are there is faster than a map of them. */
function onceEach(story: Tellers): Teller[] {
  const told: Teller[] = [];
  for (const { site, original } of story) {
    const known = told.find((one) => one.site === site);
    if (known) known.original ||= original;
    else told.push({ site, original });
  }
  return told;
}

function count(pairs: Map<string, Map<string, SharedStories>>, one?: Teller, other?: Teller): void {
  if (!one || !other) return;
  const [a, b] = one.site < other.site ? [one, other] : [other, one];
  const others = pairs.get(a.site) ?? new Map<string, SharedStories>();
  const pair = others.get(b.site) ?? {
    ...{ a: a.site, b: b.site },
    ...{ shared: 0, originalsOfA: 0, originalsOfB: 0 },
  };
  if (pair.shared === 0) pairs.set(a.site, others.set(b.site, pair));
  pair.shared += 1;
  if (a.original) pair.originalsOfA += 1;
  if (b.original) pair.originalsOfB += 1;
}
