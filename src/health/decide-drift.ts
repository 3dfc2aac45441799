import type { SiteWatch } from '../model/site-watch.ts';
import { noDoubt } from './new-watch.ts';
import { learn, wholeSite } from './usual-pages.ts';

/** What the pages show since the change is usual from now on: it is learned anew, from nothing. */
export function acceptedWatch(watch: SiteWatch): SiteWatch {
  const volume = { ...watch.volume, sum: 0, since: null, told: false };
  // The old days would make the new volume odd again.
  const days = watch.volume.told ? [] : watch.days;
  return {
    ...watch,
    usual: {},
    shapes: {},
    doubts: {},
    languages: {},
    held: [],
    days,
    volume,
    driftId: null,
  };
}

/** The fields are read again as before: what was usual holds, and the new templates are known. */
export function repairedWatch(watch: SiteWatch): SiteWatch {
  const repaired = structuredClone(watch);
  const { pending } = repaired.doubts.template ?? noDoubt();
  Object.assign(repaired, { doubts: {}, held: [], driftId: null });
  Object.assign(repaired.volume, { sum: 0, since: null, told: false });
  const before = repaired.usual[wholeSite]?.marks.template;
  for (const { template } of pending) learn(repaired, template, 'template', 1);
  const whole = repaired.usual[wholeSite];
  if (whole && before) whole.marks.template = before;
  return repaired;
}
