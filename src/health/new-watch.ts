import type { Doubt, DoubtSide, SiteWatch } from '../model/site-watch.ts';

export function newWatch(site: string): SiteWatch {
  return {
    site,
    ...{ pages: 0, shapes: {}, usual: {}, doubts: {}, languages: {} },
    ...{ recent: [], held: [], verdicts: [], days: [] },
    volume: { sum: 0, since: null, judgedUntil: null, told: false },
    driftId: null,
  };
}

export function noDoubt(): Doubt {
  const side: DoubtSide = { sum: 0, told: false, pages: 0, since: null };
  return { fewer: { ...side }, more: { ...side }, pending: [] };
}
