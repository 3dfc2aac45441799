import { z } from 'zod';
import { Instant } from '../model/instant.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { SpreadingStory as StoredSpread, TimeWindow } from '../store/figure-store.ts';
import { type ApiServer, problems } from './api-server.ts';
import { type SpreadingStory, TodayAnswer } from './figure-answers.ts';
import { FRESH_MS, keptAnswers } from './kept-answers.ts';

const HOUR_MS = 3_600_000;
const MOST_STORIES = 25;
const MOST_TROUBLES = 50;
/** Longer windows are told by day. */
const MOST_HOURS = 72;

type Store = Pick<
  ArticleStore,
  'lastSeq' | 'windowCounts' | 'spreading' | 'siteVolumes' | 'windowSites' | 'troubles' | 'story' | 'article'
>;
type Needs = { store: Store; now: () => Date };

/** What spread and what broke in the last hours. */
export function todayRoutes(app: ApiServer, { store, now }: Needs): void {
  const kept = keptAnswers<TodayAnswer>({ store, now }, { aboutNow: true });

  app.get(
    '/v1/today',
    {
      schema: {
        tags: ['stories'],
        summary: 'What spread and what broke in a window of hours, beside the window before',
        description: `Asked again, the answer may be up to ${FRESH_MS / 1_000} seconds old.`,
        querystring: z.strictObject({
          hours: z.coerce.number().int().min(1).max(744).default(24).describe('Length of the window'),
          to: Instant.optional().describe('Its end; now by default'),
        }),
        response: { 200: TodayAnswer, ...problems },
      },
    },
    async ({ query: { hours, to } }) =>
      kept(`${hours} ${to}`, () =>
        today(windowUpTo(to ? Date.parse(to) : now().getTime(), hours), hours, store),
      ),
  );
}

function windowUpTo(endMs: number, hours: number): TimeWindow {
  return { from: new Date(endMs - hours * HOUR_MS).toISOString(), to: new Date(endMs).toISOString() };
}

async function today(window: TimeWindow, hours: number, store: Store): Promise<TodayAnswer> {
  const before = windowUpTo(Date.parse(window.from), hours);
  const step = hours > MOST_HOURS ? 'day' : 'hour';
  const [counts, countsBefore, spreading, troubles] = await Promise.all([
    store.windowCounts(window),
    store.windowCounts(before),
    store.spreading(window, MOST_STORIES),
    store.troubles(window, MOST_TROUBLES),
  ]);
  const volumes = await store.siteVolumes(window, step);
  const active = new Set(volumes.map(({ site }) => site));
  const stories = await Promise.all(spreading.map((story) => spreadOf(story, store)));
  return {
    window,
    counts,
    before: countsBefore,
    step,
    volume: [...Map.groupBy(volumes, ({ at }) => at)].map(([at, sites]) => ({
      at,
      articles: sites.reduce((sum, { articles }) => sum + articles, 0),
      own: sites.reduce((sum, { own }) => sum + own, 0),
    })),
    spreading: stories.filter((story) => story !== null),
    troubles,
    quiet: (countsBefore.articles === 0 ? [] : await store.windowSites(before))
      .filter(({ site }) => !active.has(site))
      .map(({ site, siteName, articles, lastSeenAt }) => ({ site, siteName, before: articles, lastSeenAt })),
  };
}

/** Null: it went into another story while we looked. */
async function spreadOf({ storyId, ...counts }: StoredSpread, store: Store): Promise<SpreadingStory | null> {
  const story = await store.story(storyId);
  if (!story) return null;
  const first = await store.article(story.earliest.articleId);
  return {
    id: story.id,
    title: story.title,
    ...counts,
    copies: story.members.length,
    earliest: story.earliest,
    origin: first && { site: first.site, siteName: first.siteName },
  };
}
