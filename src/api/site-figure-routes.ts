import { z } from 'zod';
import { Instant } from '../model/instant.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { TimeWindow } from '../store/figure-store.ts';
import { type ApiServer, problems } from './api-server.ts';
import { SiteFigureAnswer } from './figure-answers.ts';
import { FRESH_MS, keptAnswers } from './kept-answers.ts';

const DAY_MS = 86_400_000;
/** A larger matrix cannot be read. */
const MATRIX_SITES = 40;

type Store = Pick<ArticleStore, 'lastSeq' | 'windowSites' | 'siteVolumes' | 'sharedStories'>;

/** What each site brought in a stretch of days, and what it shares with others. */
export function siteFigureRoutes(app: ApiServer, { store, now }: { store: Store; now: () => Date }): void {
  const kept = keptAnswers<SiteFigureAnswer>({ store, now }, { aboutNow: true });

  app.get(
    '/v1/sites/figures',
    {
      schema: {
        tags: ['sites'],
        summary: 'Volume, originality, lag and overlap of all sites over some days',
        description: `Asked again, the answer may be up to ${FRESH_MS / 1_000} seconds old.`,
        querystring: z.strictObject({
          days: z.coerce.number().int().min(1).max(3_660).default(30).describe('Length of the window'),
          to: Instant.optional().describe('Its end; now by default'),
        }),
        response: { 200: SiteFigureAnswer, ...problems },
      },
    },
    async ({ query: { days, to } }) =>
      kept(`${days} ${to}`, () => {
        const endMs = to ? Date.parse(to) : now().getTime();
        const from = new Date(endMs - days * DAY_MS).toISOString();
        return figures({ from, to: new Date(endMs).toISOString() }, store);
      }),
  );
}

async function figures(window: TimeWindow, store: Store): Promise<SiteFigureAnswer> {
  const sites = await store.windowSites(window);
  const volumes = Map.groupBy(await store.siteVolumes(window, 'day'), ({ site }) => site);
  const largest = sites
    .toSorted((a, b) => b.articles - a.articles || (a.site < b.site ? -1 : 1))
    .slice(0, MATRIX_SITES)
    .map(({ site }) => site);
  return {
    window,
    sites: sites.map((site) => ({
      ...site,
      days: (volumes.get(site.site) ?? []).map(({ at, articles, own }) => ({ day: at, articles, own })),
    })),
    overlap: { sites: largest, pairs: await store.sharedStories(window, largest) },
  };
}
