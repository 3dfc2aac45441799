import type { Article } from '../model/article.ts';
import { median } from './median.ts';

export type FiguredArticle = Pick<Article, 'site' | 'storyId' | 'relation' | 'lagDays' | 'firstSeenAt'> & {
  /** Of its text. @see countCharacters */
  characters: number;
};

/** What a site adds to the news; docs/network.sql computes the same from an export. */
export type SiteFigures = {
  site: string;
  articles: number;
  /** Share of the articles that are no copy, excerpt or revision of another's (0 … 1). */
  ownShare: number;
  /** Share of the characters that stand in such articles (0 … 1). */
  ownTextShare: number;
  medianLagDays: number | null;
  /** Articles whose story no other site tells. */
  exclusives: number;
  /** Days (UTC) on which an article of it was first seen. */
  days: number;
  /** `exclusives` a day of these. */
  exclusivesPerDay: number;
};

/** How many stories two sites share: one row and one column a site, `shared[i][i]` the number of its own stories. */
export type OverlapMatrix = { sites: string[]; shared: number[][] };

type Sum = {
  articles: number;
  own: number;
  characters: number;
  ownCharacters: number;
  lags: number[];
  storyIds: string[];
  days: Set<string>;
};

/** Figures of each site in order of names; and the overlap of the `mostSites` with the most articles. */
export function siteFigures(
  articles: Iterable<FiguredArticle>,
  mostSites: number,
): { sites: SiteFigures[]; overlap: OverlapMatrix } {
  const sums = new Map<string, Sum>();
  const tellers = new Map<string, Set<string>>();
  for (const article of articles) {
    add(article, sums);
    const telling = tellers.get(article.storyId) ?? new Set();
    tellers.set(article.storyId, telling.add(article.site));
  }
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  const sites = sorted.map(([site, sum]) => figuresOf(site, sum, tellers));
  return { sites, overlap: overlapOf(sorted, tellers, mostSites) };
}

function add(
  { site, storyId, relation, lagDays, firstSeenAt, characters }: FiguredArticle,
  sums: Map<string, Sum>,
) {
  const sum = sums.get(site) ?? {
    ...{ articles: 0, own: 0, characters: 0, ownCharacters: 0 },
    ...{ lags: [], storyIds: [], days: new Set<string>() },
  };
  sums.set(site, sum);
  const isOwn = relation === 'original' || relation === 'unique';
  sum.articles++;
  sum.characters += characters;
  if (isOwn) {
    sum.own++;
    sum.ownCharacters += characters;
  }
  if (lagDays !== null) sum.lags.push(lagDays);
  sum.storyIds.push(storyId);
  sum.days.add(firstSeenAt.slice(0, 10));
}

function figuresOf(site: string, sum: Sum, tellers: ReadonlyMap<string, ReadonlySet<string>>): SiteFigures {
  const exclusives = sum.storyIds.filter((storyId) => tellers.get(storyId)?.size === 1).length;
  return {
    site,
    articles: sum.articles,
    ownShare: rounded(sum.own / sum.articles),
    ownTextShare: rounded(sum.characters === 0 ? 0 : sum.ownCharacters / sum.characters),
    medianLagDays: median(sum.lags),
    exclusives,
    days: sum.days.size,
    exclusivesPerDay: rounded(exclusives / sum.days.size),
  };
}

function overlapOf(
  sums: readonly (readonly [string, Sum])[],
  tellers: ReadonlyMap<string, ReadonlySet<string>>,
  mostSites: number,
): OverlapMatrix {
  const sites = [...sums]
    .sort((a, b) => b[1].articles - a[1].articles || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostSites)
    .map(([site]) => site)
    .sort();
  const places = new Map(sites.map((site, place) => [site, place]));
  const shared = sites.map(() => sites.map(() => 0));
  for (const telling of tellers.values()) {
    const found = [...telling].map((site) => places.get(site)).filter((place) => place !== undefined);
    for (const a of found) {
      const row = shared[a];
      for (const b of found) if (row) row[b] = (row[b] ?? 0) + 1;
    }
  }
  return { sites, shared };
}

const rounded = (share: number) => Math.round(share * 10_000) / 10_000;
