import { createHash } from 'node:crypto';
import type { Alert } from '../model/alert.ts';
import type { AlertRule } from '../model/alert-rule.ts';
import type { SavedSearch } from '../model/saved-search.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Query } from '../query/query.ts';
import type { ArticleStore } from '../store/article-store.ts';

const HOUR_MS = 3_600_000;
/** Times of the same length that tell what is usual. */
const TIMES_BEFORE = 7;
/** A story that reaches more sites after so long is no news any more. */
const REACH_DAYS = 30;
/** Rows looked at for stories that reach many sites, newest first. */
const MAX_STORIES = 1_000;
const AT_ONCE = 200;

type Store = Pick<ArticleStore, 'seenTimes' | 'search' | 'story'>;

/** What the rules of one saved search tell of now. What was raised before is told again, under its id. */
export async function dueAlerts(search: SavedSearch, store: Store, now: Date): Promise<Alert[]> {
  const query = parseQuery(search.q);
  const found: Alert[] = [];
  for (const rule of search.alerts ?? []) {
    if (rule.on === 'matches') found.push(...(await matches(search, query, rule, store, now)));
    else if (rule.on === 'spike') found.push(...(await spike(search, query, rule, store, now)));
    else found.push(...(await reach(search, query, rule, store, now)));
  }
  return found;
}

type Rule<On extends AlertRule['on']> = Extract<AlertRule, { on: On }>;

async function matches(
  search: SavedSearch,
  query: Query,
  rule: Rule<'matches'>,
  store: Store,
  now: Date,
): Promise<Alert[]> {
  const start = timeStart(now, rule.hours);
  const { articles, articlesAre } = await countSince(query, start, now.getTime(), store);
  if (articles < rule.atLeast) return [];
  const text = `${about(articlesAre)}${articles} new ${articles === 1 ? 'article' : 'articles'} since ${instant(start)}`;
  return [alert(search, rule, now, { subject: instant(start), text, articles, articlesAre })];
}

async function spike(
  search: SavedSearch,
  query: Query,
  rule: Rule<'spike'>,
  store: Store,
  now: Date,
): Promise<Alert[]> {
  const start = timeStart(now, rule.hours);
  const length = rule.hours * HOUR_MS;
  const before = await countSince(query, start - TIMES_BEFORE * length, start, store);
  const { articles, ...since } = await countSince(query, start, now.getTime(), store);
  const usual = before.articles / TIMES_BEFORE;
  // Without anything before there is nothing usual, and the first articles ever are no spike.
  if (before.articles === 0 || articles < rule.atLeast || articles < rule.factor * usual) return [];
  const times = (articles / usual).toFixed(1);
  const eitherIs = [before.articlesAre, since.articlesAre].includes('estimate') ? 'estimate' : 'exact';
  const text =
    `${about(since.articlesAre)}${articles} articles since ${instant(start)}: ` +
    `${about(eitherIs)}${times} times the usual ${about(before.articlesAre)}${usual.toFixed(1)} in ${rule.hours} hours`;
  return [
    alert(search, rule, now, { subject: instant(start), text, articles, articlesAre: eitherIs, usual }),
  ];
}

async function reach(
  search: SavedSearch,
  query: Query,
  rule: Rule<'reach'>,
  store: Store,
  now: Date,
): Promise<Alert[]> {
  const recent = both(query, seen(now.getTime() - REACH_DAYS * 24 * HOUR_MS, null));
  const alerts: Alert[] = [];
  let cursor: string | null = null;
  let looked = 0;
  do {
    const page = await store.search({
      query: recent,
      limit: AT_ONCE,
      cursor,
      sort: 'newest',
      collapse: true,
    });
    for (const { article, copies } of page.hits) {
      // Fewer members than that cannot lie on so many sites.
      if (copies < rule.sites) continue;
      const story = await store.story(article.storyId);
      if (!story || story.sites.length < rule.sites) continue;
      alerts.push(
        alert(search, rule, now, {
          subject: story.id,
          text: `“${story.title ?? article.url}” is told by ${story.sites.length} sites`,
          articles: story.members.length,
          storyId: story.id,
          sites: story.sites.length,
        }),
      );
    }
    looked += page.hits.length;
    cursor = page.next;
  } while (cursor !== null && looked < MAX_STORIES);
  return alerts;
}

type Found = Pick<Alert, 'subject' | 'text' | 'articles'> &
  Partial<Pick<Alert, 'articlesAre' | 'usual' | 'storyId' | 'sites'>>;

function alert(search: SavedSearch, rule: AlertRule, now: Date, found: Found): Alert {
  const made = createHash('sha256').update(JSON.stringify([search.name, rule, found.subject]));
  return {
    ...{ id: `alert_${made.digest('hex').slice(0, 24)}`, search: search.name, rule, at: now.toISOString() },
    ...{ title: search.title, articlesAre: 'exact', usual: null, storyId: null, sites: null, ...found },
  };
}

/** Times of one length follow each other without a gap, so that each is told of once. */
function timeStart(now: Date, hours: number): number {
  const length = hours * HOUR_MS;
  return Math.floor(now.getTime() / length) * length;
}

type Count = Pick<Alert, 'articles' | 'articlesAre'>;

async function countSince(query: Query, fromMs: number, toMs: number, store: Store): Promise<Count> {
  const { quarters, sample } = await store.seenTimes(both(query, seen(fromMs, toMs)));
  return {
    articles: quarters.reduce((sum, { count }) => sum + count, 0),
    articlesAre: sample < 1 ? 'estimate' : 'exact',
  };
}

const about = (sure: Alert['articlesAre']) => (sure === 'estimate' ? 'about ' : '');

function seen(fromMs: number, toMs: number | null): Query {
  return {
    ...{ type: 'time', field: 'seen' },
    from: instant(fromMs).slice(0, 19),
    to: toMs === null ? null : instant(toMs + 999).slice(0, 19),
  };
}

function both(...parts: Query[]): Query {
  return { type: 'and', parts };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
