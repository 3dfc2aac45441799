import { createHash } from 'node:crypto';
import type { Outcome } from '../model/outcome.ts';
import type { UrlRecord, VisitRhythm } from '../model/url-record.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** An article is looked at again so long after its first visit: for revisions, and for counts of reactions. */
export const articleVisitsMs = [hourMs, dayMs, 7 * dayMs] as const;
/** A page that leads on is visited no sooner and no later than this after its last visit. */
export const pageBoundsMs = { least: 30 * minuteMs, most: 7 * dayMs } as const;
/** Where nothing came: after the first failure in a row, the second, … */
export const failureVisitsMs = [hourMs, dayMs, 7 * dayMs, 30 * dayMs] as const;
/** A clock of the past for the estimate: as if half a change had been seen in a day. */
const prior = { changes: 0.5, watchedMs: dayMs };

type Rule = 'article' | 'page' | 'failure' | 'daily' | 'never';
/** What follows from an outcome for the next visit. */
const rules: Record<Outcome, Rule> = {
  queued: 'never',
  stored: 'article',
  unchanged: 'article',
  duplicate: 'page',
  'not-article': 'page',
  robots: 'daily',
  'out-of-scope': 'never',
  budget: 'never',
  'not-due': 'daily',
  'refused-address': 'failure',
  'too-large': 'failure',
  'http-error': 'failure',
  timeout: 'failure',
  'parse-refused': 'failure',
  quarantined: 'daily',
  'dead-letter': 'never',
  removed: 'never',
};

/**
 * Counts the visit that lies between two states of a URL, if there was one, and says when the next is due.
 *
 * Articles are visited again after 1 h, 24 h and 7 d. Lists and other pages follow their own rhythm: the rate of their
 * changes is estimated from the visits (a change seen in a gap stands for half of the gap, since more than one may have
 * come), and the next visit is due when a change is as likely as not, within bounds. Cho & Garcia-Molina, "Estimating
 * frequency of change", 2003. Starts that are no articles have a schedule of their own.
 *
 * @param links addresses that the page led to; null: this is no new page
 */
export function withRhythm(
  settled: UrlRecord,
  before: UrlRecord,
  links: readonly string[] | null = null,
): UrlRecord {
  const counted = countVisit(settled, before, links);
  if (!counted) return settled;
  return { ...settled, rhythm: { ...counted, nextAt: nextVisitAt(settled, counted) } };
}

function countVisit(
  settled: UrlRecord,
  before: UrlRecord,
  links: readonly string[] | null,
): VisitRhythm | undefined {
  const known = before.rhythm;
  const { updatedAt: at } = settled;
  const blank = {
    firstAt: at,
    visits: 0,
    changes: 0,
    watchedMs: 0,
    failures: 0,
    links: null,
    nextAt: null,
  };
  if (links !== null) {
    const digest = linkDigest(links);
    const sinceMs = before.lastFetch ? Date.parse(at) - Date.parse(before.lastFetch.at) : 0;
    const isChanged = known !== undefined && known.links !== null && known.links !== digest;
    const start = known ?? blank;
    return {
      ...start,
      visits: start.visits + 1,
      changes: start.changes + (isChanged ? 1 : 0),
      watchedMs: start.watchedMs + Math.max(0, isChanged ? sinceMs / 2 : sinceMs),
      failures: 0,
      links: digest,
    };
  }
  // Settled by the crawl without a page; what was only read again from the archive is no visit.
  const cameEmpty = before.waitsFor === 'fetch' && settled.lastFetch?.at === before.lastFetch?.at;
  if (!cameEmpty) return known;
  const start = known ?? blank;
  const failed = rules[settled.outcome] === 'failure';
  return { ...start, visits: start.visits + 1, failures: failed ? start.failures + 1 : start.failures };
}

function nextVisitAt({ outcome, updatedAt, discovery }: UrlRecord, rhythm: VisitRhythm): string | null {
  const nowMs = Date.parse(updatedAt);
  const after = (ms: number) => new Date(nowMs + ms).toISOString();
  // A start has a schedule; only an article that was named as one is looked after like the others.
  const rule = discovery.by === 'start' && rules[outcome] !== 'article' ? 'never' : rules[outcome];
  switch (rule) {
    case 'never':
      return null;
    case 'daily':
      return after(dayMs);
    case 'failure': {
      const place = Math.min(rhythm.failures, failureVisitsMs.length) - 1;
      return after(failureVisitsMs[Math.max(0, place)] ?? dayMs);
    }
    case 'article': {
      const firstMs = Date.parse(rhythm.firstAt);
      const next = articleVisitsMs.find((ms) => firstMs + ms > nowMs);
      return next === undefined ? null : new Date(firstMs + next).toISOString();
    }
    case 'page': {
      const rate = (rhythm.changes + prior.changes) / (rhythm.watchedMs + prior.watchedMs);
      return after(Math.min(pageBoundsMs.most, Math.max(pageBoundsMs.least, Math.LN2 / rate)));
    }
  }
}

function linkDigest(links: readonly string[]): string {
  const hash = createHash('sha1');
  for (const link of [...new Set(links)].sort()) hash.update(`${link}\n`);
  return hash.digest('base64url').slice(0, 12);
}
