import type { ExpectedArticle } from './demo-article.ts';
import { demoPortal } from './demo-portal.ts';
import { type PortalPlan, planPortals } from './plan-portals.ts';
import { counterPath, portalPages } from './portal-pages.ts';
import { type PortalVisit, type ServedPortal, servePortal } from './serve-portal.ts';

export type StartedPortal = {
  name: string;
  origin: string;
  startUrl: string;
  /** Made when first read: for large portals this takes time and memory that serving does not. */
  readonly articles: readonly ExpectedArticle[];
  /** Every request in the order of the answers. */
  visits: readonly PortalVisit[];
};

export type DemoPortals = {
  portals: readonly StartedPortal[];
  /** How often each URL was asked for so far. */
  readonly requests: ReadonlyMap<string, number>;
  /** Requests for view counters: must stay 0. */
  readonly counterHits: number;
  close(): Promise<void>;
};

/**
 * Starts a network of news portals on loopback, each on a port of its own: copied stories, wrong dates, lists,
 * feeds and traps, with the truth beside them. Texts depend on the seed alone; ports differ each time.
 *
 * @param options.portals at least 1; six give every template once
 * @param options.articlesPerPortal at least 1
 * @param options.moving counts grow and rankings turn from look to look, as on a living portal
 * @param options.slowArticleMs the last article of each portal answers only after this time; 0: at once
 */
export async function startDemoPortals(options: {
  seed: number;
  portals: number;
  articlesPerPortal: number;
  host?: string;
  slowArticleMs?: number;
  moving?: boolean;
}): Promise<DemoPortals> {
  const { host = '127.0.0.1', slowArticleMs = 0, moving = false } = options;
  const running: { served: ServedPortal; started: StartedPortal }[] = [];
  const close = async () => {
    await Promise.all(running.map(({ served }) => served.close()));
  };
  try {
    for (const plan of planPortals(options))
      running.push(await startPortal(plan, { host, slowArticleMs, moving }));
  } catch (error) {
    await close();
    throw error;
  }
  const portals = running.map(({ started }) => started);
  return {
    portals,
    get requests() {
      const counts = new Map<string, number>();
      for (const { origin, visits } of portals)
        for (const { path } of visits) counts.set(origin + path, (counts.get(origin + path) ?? 0) + 1);
      return counts;
    },
    get counterHits() {
      return portals.flatMap(({ visits }) => visits).filter(({ path }) => counterPath.test(path)).length;
    },
    close,
  };
}

async function startPortal(
  plan: PortalPlan,
  { host, slowArticleMs, moving }: { host: string; slowArticleMs: number; moving: boolean },
): Promise<{ served: ServedPortal; started: StartedPortal }> {
  let slowPath = '';
  const served = await servePortal((origin) => portalPages(demoPortal(plan, origin), { moving }), {
    host,
    delayMs: (path) => (path === slowPath ? slowArticleMs : 0),
  });
  const content = demoPortal(plan, served.origin);
  slowPath = content.article(content.articles - 1).paths[0];
  let articles: readonly ExpectedArticle[] | null = null;
  const started: StartedPortal = {
    name: plan.name,
    origin: served.origin,
    startUrl: `${served.origin}/`,
    get articles() {
      articles ??= Array.from({ length: content.articles }, (_, index) => content.expected(index));
      return articles;
    },
    visits: served.visits,
  };
  return { served, started };
}
