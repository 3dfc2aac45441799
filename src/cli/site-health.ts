import type { HealthDesk, SiteState } from '../health/health-desk.ts';
import type { Article } from '../model/article.ts';
import { bareHost } from '../model/bare-host.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { Outcomes } from './application.ts';

/** How a site does: what is stored of it, how much of each field was found, what became of its URLs. */
export type SiteHealth = {
  name: string;
  /** False: no `site.yaml`; the parsers do without. */
  hasFile: boolean;
  hosts: string[];
  paused: boolean;
  examples: number;
  articles: number;
  /** Share of the articles (0–1) that have the field; null where there are none. */
  coverage: Record<CoveredField, number> | null;
  /** Of any of its pages; null: never. */
  lastVisitAt: string | null;
  outcomes: Outcomes;
  /** What its pages say, one entry a host that was looked at: `health list` has more. */
  health: HostHealth[];
};

export type HostHealth = {
  /** As articles name it. */
  host: string;
  state: SiteState;
  /** The open drift; null: none. */
  driftId: string | null;
  /** Pages in quarantine. */
  held: number;
};

/** What counts as found. */
const covered = {
  title: ({ title }: Article) => title !== null,
  authors: ({ authors }: Article) => authors.length > 0,
  date: ({ claimedDate }: Article) => claimedDate !== null,
  text: ({ body }: Article) => body !== '',
  category: ({ category }: Article) => category !== null,
  language: ({ language }: Article) => language !== null,
  source: ({ source }: Article) => source !== null,
  views: ({ views }: Article) => views !== null,
  reactions: ({ reactions }: Article) => reactions.some(({ count }) => count !== null),
};
export type CoveredField = keyof typeof covered;
export const coveredFields = Object.keys(covered).filter((name): name is CoveredField => name in covered);

const urlsAtOnce = 1_000;

/** Sites with a file first, then what the store has of others, each by name. */
export async function siteHealth(
  sites: readonly { site: SiteDefinition; examples: number }[],
  {
    store,
    health,
  }: { store: Pick<ArticleStore, 'sites' | 'export' | 'urls'>; health: Pick<HealthDesk, 'sites'> },
): Promise<SiteHealth[]> {
  const known = new Set(sites.flatMap(({ site }) => site.hosts.map(bareHost)));
  const others = (await store.sites()).map(({ site }) => site).filter((site) => !known.has(site));
  const all = [
    ...sites.map(({ site, examples }) => ({
      ...{ name: site.name, hasFile: true, hosts: site.hosts, paused: site.paused ?? false, examples },
    })),
    ...others.map((site) => ({ name: site, hasFile: false, hosts: [site], paused: false, examples: 0 })),
  ];
  const conditions = await health.sites();
  const healths: SiteHealth[] = [];
  for (const one of all) {
    const names = [...new Set(one.hosts.map(bareHost))];
    const articles = await coverageOf(names, store);
    const visits = await visitsOf([...new Set(names.flatMap((name) => [name, `www.${name}`]))], store);
    const looked = conditions.filter(({ site }) => names.includes(site));
    healths.push({
      ...{ ...one, ...articles, ...visits },
      health: looked.map(({ site: host, state, drift, held }) => ({
        ...{ host, state, held },
        driftId: drift?.id ?? null,
      })),
    });
  }
  return healths;
}

async function coverageOf(
  names: readonly string[],
  store: Pick<ArticleStore, 'export'>,
): Promise<Pick<SiteHealth, 'articles' | 'coverage'>> {
  const counts = new Map<CoveredField, number>();
  let articles = 0;
  const parts = names.map((value) => ({ type: 'value', field: 'site', value }) as const);
  for await (const article of store.export({ type: 'or', parts })) {
    articles += 1;
    for (const field of coveredFields) {
      if (covered[field](article)) counts.set(field, (counts.get(field) ?? 0) + 1);
    }
  }
  const share = (field: CoveredField) => (counts.get(field) ?? 0) / articles;
  const coverage = {
    ...{ title: share('title'), authors: share('authors'), date: share('date'), text: share('text') },
    ...{ category: share('category'), language: share('language'), source: share('source') },
    ...{ views: share('views'), reactions: share('reactions') },
  };
  return { articles, coverage: articles === 0 ? null : coverage };
}

async function visitsOf(
  hosts: readonly string[],
  store: Pick<ArticleStore, 'urls'>,
): Promise<Pick<SiteHealth, 'lastVisitAt' | 'outcomes'>> {
  const outcomes: Outcomes = {};
  let lastVisitAt: string | null = null;
  for (const host of hosts) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<ArticleStore['urls']>> = await store.urls({
        ...{ host, limit: urlsAtOnce, cursor },
      });
      for (const { outcome, lastFetch } of page.urls) {
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        if (lastFetch && (lastVisitAt === null || lastFetch.at > lastVisitAt)) lastVisitAt = lastFetch.at;
      }
      cursor = page.next;
    } while (cursor !== null);
  }
  return { lastVisitAt, outcomes };
}
