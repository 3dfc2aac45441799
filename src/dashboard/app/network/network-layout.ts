import type { NetworkAnswer } from '../../../api/network-answer.ts';

type Site = NetworkAnswer['sites'][number];
type Edge = NetworkAnswer['edges'][number];

export type PlacedSite = {
  site: Site;
  x: number;
  y: number;
  radius: number;
  degrees: number;
  colour: number;
};
export type PlacedEdge = { edge: Edge; from: PlacedSite; to: PlacedSite };
export type NetworkLayout = {
  size: number;
  /** Of the strip across the middle that is needed. */
  height: number;
  /** Distance of the sites from the middle. */
  ring: number;
  sites: PlacedSite[];
  edges: PlacedEdge[];
  left: number;
};

/** More sites than these would be a ball of wool; the table has all of them. */
const mostSites = 48;
const size = 760;
/** What is left around it holds the names; two lie across, and their names read on from there. */
const rings = { two: 110, more: 235 };
const heightOfTwo = 160;
const colours = 6;

/**
 * The sites that have an edge, on a ring: those of one group side by side, in order of names. The same answer is always
 * drawn alike, so that two pictures can be compared.
 */
export function networkLayout({ sites, edges }: Pick<NetworkAnswer, 'sites' | 'edges'>): NetworkLayout {
  const weights = new Map<string, number>();
  for (const { a, b, weight } of edges) {
    for (const site of [a, b]) weights.set(site, (weights.get(site) ?? 0) + weight);
  }
  const joined = sites
    .filter(({ site }) => weights.has(site))
    .toSorted((a, b) => (weights.get(b.site) ?? 0) - (weights.get(a.site) ?? 0) || byName(a, b));
  const shown = joined.slice(0, mostSites).toSorted((a, b) => a.group - b.group || byName(a, b));
  const groups = [...new Set(shown.map(({ group }) => group))].filter(
    (group) => shown.filter((site) => site.group === group).length > 1,
  );
  const largest = Math.max(1, ...shown.map(({ articles }) => articles));
  const isPair = shown.length === 2;
  const ring = isPair ? rings.two : rings.more;
  // Two stand beside each other, so that their names can be read; more begin at the top.
  const first = isPair ? -180 : -90;
  const placed = shown.map((site, i): PlacedSite => {
    const degrees = (360 * i) / shown.length + first;
    const angle = (degrees * Math.PI) / 180;
    const group = groups.indexOf(site.group);
    return {
      site,
      x: rounded(size / 2 + ring * Math.cos(angle)),
      y: rounded(size / 2 + ring * Math.sin(angle)),
      radius: rounded(5 + 9 * Math.sqrt(site.articles / largest)),
      degrees: rounded(degrees),
      // 0: it stands in no group of several.
      colour: group < 0 ? 0 : 1 + (group % colours),
    };
  });
  const places = new Map(placed.map((one) => [one.site.site, one]));
  return {
    size,
    height: isPair ? heightOfTwo : size,
    ring,
    sites: placed,
    edges: edges.flatMap((edge) => {
      const [from, to] = [places.get(edge.a), places.get(edge.b)];
      return from && to ? [{ edge, from, to }] : [];
    }),
    left: joined.length - shown.length,
  };
}

const byName = (a: Site, b: Site) => (a.site < b.site ? -1 : 1);
const rounded = (number: number) => Math.round(number * 10) / 10;
