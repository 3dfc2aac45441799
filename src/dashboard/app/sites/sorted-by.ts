import type { SiteFigures } from '../../../api/figure-answers.ts';

const KEYS: Record<string, (site: SiteFigures) => number | string | null> = {
  articles: ({ articles }) => articles,
  own: ({ own, articles }) => own / articles,
  exclusives: ({ exclusives }) => exclusives,
  lag: ({ medianLagDays }) => medianLagDays,
  late: ({ late, judged }) => (judged === 0 ? null : late / judged),
  seen: ({ lastSeenAt }) => lastSeenAt,
};

/**
 * Sites by one figure, those without it last.
 *
 * @param order "articles", or "-articles" for the most first; of an unknown one, the most articles first
 */
export function sortedBy(sites: readonly SiteFigures[], order: string): SiteFigures[] {
  const [, minus, name = ''] = /^(-?)(.*)$/.exec(order) ?? [];
  const key = KEYS[name] ?? (({ articles }: SiteFigures) => articles);
  const sign = minus || !KEYS[name] ? -1 : 1;
  return sites.toSorted((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return x === y ? (a.site < b.site ? -1 : 1) : x < y ? -sign : sign;
  });
}
