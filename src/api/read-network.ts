import type { Archive } from '../archive/archive.ts';
import type { Article } from '../model/article.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Query } from '../query/query.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { countCharacters } from '../stories/count-characters.ts';
import { type FiguredArticle, siteFigures } from '../stories/site-figures.ts';
import { type NetworkArticle, siteNetwork } from '../stories/site-network.ts';
import { trackerIds } from '../stories/tracker-ids.ts';
import type { NetworkAnswer } from './network-answer.ts';

export type NetworkNeeds = {
  store: Pick<ArticleStore, 'search'>;
  archive: Pick<Archive, 'read'>;
};

/** A day's work is bounded, whatever the store holds. */
const MOST_ARTICLES = 10_000;
const ARTICLES_AT_ONCE = 200;
const MOST_EDGES = 2_000;
const MATRIX_SITES = 60;
/** Archived pages that are looked at for accounts. */
const TRACKED_SITES = 100;
const PAGES_A_SITE = 2;

type Row = NetworkArticle & FiguredArticle & { snapshot: Snapshot | null; siteName: string | null };

/** Which of the sites of a query belong together, from its newest articles. */
export async function readNetwork(query: Query, needs: NetworkNeeds): Promise<NetworkAnswer> {
  const { rows, complete } = await newestArticles(query, needs.store);
  const trackers = await trackersOf(rows, needs.archive);
  const network = siteNetwork(rows, trackers);
  const { sites, overlap } = siteFigures(rows, MATRIX_SITES);
  const known = new Map(network.sites.map((site) => [site.site, site]));
  // Oldest first, so that the newest name stays.
  const names = new Map(rows.toReversed().map(({ site, siteName }) => [site, siteName]));
  return {
    window: {
      articles: rows.length,
      from: rows.at(-1)?.firstSeenAt ?? null,
      to: rows[0]?.firstSeenAt ?? null,
      complete,
    },
    sites: sites.map((figures, i) => ({
      ...figures,
      siteName: names.get(figures.site) ?? null,
      urlScheme: known.get(figures.site)?.urlScheme ?? null,
      trackers: [...(trackers.get(figures.site) ?? [])].sort(),
      group: known.get(figures.site)?.group ?? i,
    })),
    edges: network.edges.toSorted((x, y) => y.weight - x.weight).slice(0, MOST_EDGES),
    overlap,
  };
}

async function newestArticles(
  query: Query,
  store: NetworkNeeds['store'],
): Promise<{ rows: Row[]; complete: boolean }> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<ArticleStore['search']>> = await store.search({
      ...{ query, cursor, limit: ARTICLES_AT_ONCE },
      sort: 'newest',
      collapse: false,
    });
    for (const { article } of page.hits) rows.push(rowOf(article));
    cursor = page.next;
  } while (cursor !== null && rows.length < MOST_ARTICLES);
  return { rows, complete: cursor === null };
}

/** Without the text, and without links that say nothing of a network. */
function rowOf(article: Article): Row {
  const {
    site,
    siteName,
    url,
    title,
    storyId,
    relation,
    template,
    links,
    reactions,
    lagDays,
    firstSeenAt,
    snapshot,
  } = article;
  return {
    ...{ site, siteName, url, title, storyId, relation, template, reactions, lagDays, firstSeenAt, snapshot },
    links: links.filter(({ block }) => block !== 'navigation' && block !== 'inline'),
    characters: countCharacters(article.body),
  };
}

async function trackersOf(
  rows: readonly Row[],
  archive: NetworkNeeds['archive'],
): Promise<Map<string, Set<string>>> {
  const bySite = new Map<string, Snapshot[]>();
  for (const { site, snapshot } of rows) {
    const kept = bySite.get(site) ?? [];
    if (snapshot && kept.length < PAGES_A_SITE && (kept.length > 0 || bySite.size < TRACKED_SITES)) {
      bySite.set(site, [...kept, snapshot]);
    }
  }
  const trackers = new Map<string, Set<string>>();
  for (const [site, snapshots] of bySite) {
    const ids = new Set<string>();
    for (const snapshot of snapshots) for (const id of await idsIn(snapshot, archive)) ids.add(id);
    trackers.set(site, ids);
  }
  return trackers;
}

async function idsIn(snapshot: Snapshot, archive: NetworkNeeds['archive']): Promise<string[]> {
  try {
    const page = await archive.read(snapshot);
    // Accounts are plain ASCII in every encoding that pages have.
    return trackerIds(Buffer.from(page.body).toString('latin1'));
  } catch (error) {
    // A page that is no longer there tells nothing; anything else is a fault.
    if (error instanceof Error && 'code' in error && error.code === 'snapshot') return [];
    throw error;
  }
}
