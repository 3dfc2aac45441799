import type { Drift } from '../model/drift.ts';
import type { SiteWatch } from '../model/site-watch.ts';
import { middle } from './evidence.ts';
import { limits } from './limits.ts';

/** Of each weekday, before its number of articles can be told to be odd. */
const leastWeeks = 2;

/** Counts a day on which the site was visited, and the new articles that it brought. */
export function countArticles(watch: SiteWatch, day: string, articles: number): SiteWatch {
  const known = watch.days.find((one) => one.day === day);
  const days = known
    ? watch.days.map((one) => (one.day === day ? { day, articles: one.articles + articles } : one))
    : [...watch.days, { day, articles }].sort((a, b) => (a.day < b.day ? -1 : 1));
  return { ...watch, days: days.slice(-limits.days) };
}

/**
 * Judges the days that are over by the same days of the weeks before: a portal writes less on Sundays. Days without a
 * visit say nothing. The sum is that of `limits`, for articles that come four times more seldom; days that differ more
 * than chance would have them count less.
 *
 * @param today days before it are over
 */
export function judgeVolume(
  known: SiteWatch,
  open: Drift | null,
  { today, at, driftId }: { today: string; at: string; driftId: string },
): { watch: SiteWatch; drift: Drift | null } {
  const watch = structuredClone(known);
  let drift = open;
  const { volume } = watch;
  for (const [index, { day, articles }] of watch.days.entries()) {
    if (day >= today || (volume.judgedUntil !== null && day <= volume.judgedUntil)) continue;
    volume.judgedUntil = day;
    // What is in doubt is not yet usual.
    const before = watch.days
      .slice(0, index)
      .filter((one) => volume.since === null || one.day < volume.since);
    const usual = usualOn(day, before);
    if (usual === null) continue;
    const ratio = usual.mean * (1 - limits.drop) + articles * Math.log(limits.drop);
    volume.sum = Math.max(0, Math.min(2 * limits.told, volume.sum + ratio / usual.dispersion));
    volume.since = volume.sum === 0 ? null : (volume.since ?? day);
    if (volume.sum === 0 && volume.told) {
      volume.told = false;
      const others = Object.values(watch.doubts).some(({ fewer, more }) => fewer.told || more.told);
      if (drift && !others) {
        drift = { ...drift, state: 'passed', decidedAt: at };
        watch.driftId = null;
      }
    }
    if (volume.sum < limits.told || volume.told) continue;
    volume.told = true;
    const sign = { sign: 'volume', side: 'fewer', usual: usual.mean, found: articles, after: 1, at } as const;
    watch.driftId = drift?.id ?? driftId;
    drift = drift
      ? { ...drift, signs: [...drift.signs, sign] }
      : {
          ...{ id: driftId, site: watch.site, state: 'open', severity: 'notice', sinceUrl: null },
          ...{ since: `${volume.since ?? day}T00:00:00.000Z`, openedAt: at, signs: [sign] },
          ...{ decidedAt: null, decidedBy: null },
        };
  }
  return { watch, drift };
}

/** What that weekday usually brings, and how much more the days differ than by chance; null: too little is known. */
function usualOn(
  day: string,
  before: readonly { day: string; articles: number }[],
): { mean: number; dispersion: number } | null {
  const weekday = (one: string) => new Date(`${one}T00:00:00Z`).getUTCDay();
  const same = before.filter((one) => weekday(one.day) === weekday(day)).map(({ articles }) => articles);
  if (same.length < leastWeeks) return null;
  // The lower of the two: neither a single busy Sunday nor busy weekdays make an ordinary Sunday odd.
  const mean = Math.min(middle(same), middle(before.map(({ articles }) => articles)));
  if (mean <= 0) return null;
  const squares = before.map((one) => {
    const others = before.filter(
      ({ day: other }) => other !== one.day && weekday(other) === weekday(one.day),
    );
    if (others.length === 0) return null;
    const expected = middle(others.map(({ articles }) => articles));
    return (one.articles - expected) ** 2 / Math.max(1, expected);
  });
  const known = squares.filter((one) => one !== null);
  // The median of χ² with one degree of freedom is 0.455; two noisy counts differ by twice the variance of one.
  const dispersion = known.length === 0 ? 1 : middle(known) / 0.455 / 2;
  return { mean, dispersion: Math.max(1, dispersion) };
}
